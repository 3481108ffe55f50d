"""The editor of a label schema in the browser: form, JSON and preview in step, and the way to a new version."""

import json
from collections.abc import Callable
from typing import Any  # A schema document is JSON.

import pytest
from playwright.sync_api import Page, expect

from assay.projects.rules.gallery import gallery
from tests.e2e.browsing import LOOKS_AND_RIGHT_TO_LEFT, Shoot
from tests.e2e.test_projects import arrive, tab_to
from tests.e2e.trying import document, project_of

Open = Callable[..., Page]
Axe = Callable[[Page], None]
FIT = {
    "id": "fit",
    "kind": "choice",
    "label": "Does it fit?",
    "options": [{"id": each, "label": each.title()} for each in ("good", "partly", "bad")],
}
SCHEMA = document([{"kind": "text", "field": "text", "label": "Text"}], [FIT])
CLEAN = "Nothing is wrong with it."


@pytest.fixture
def project(page_as: Open) -> str:
    return project_of(page_as("lea"), page_as("ana"), SCHEMA, [{"text": "Blue wool socks"}])


def open_editor(page: Page, project: str) -> None:
    page.goto(f"/projects/{project}/schema/")
    expect(page.locator("#editor-problems")).not_to_be_empty()


def shown(page: Page, question: str) -> Any:
    return page.locator("#schema-preview .question", has_text=question)


def held(page: Page) -> Any:
    """The document as the JSON holds it."""
    return json.loads(page.locator("#id_document").input_value())


def test_a_new_question_is_in_all_views_while_one_types(project: str, page_as: Open, axe: Axe) -> None:
    page = page_as("lea")
    open_editor(page, project)

    page.keyboard.press("n")
    label = page.locator("#e-questions-1-label")
    expect(label).to_be_focused()
    expect(page.locator("#e-questions-1-label-problem")).to_have_text("Write the question.")
    expect(label).to_have_attribute("aria-invalid", "true")
    axe(page)
    page.keyboard.type("How sure are you?")
    tab_to(page, page.locator("#e-questions-1-options-0-label"))
    page.keyboard.type("Sure")
    tab_to(page, page.locator("#e-questions-1-options-1-label"))
    page.keyboard.type("Not sure")

    expect(page.locator("#editor-problems")).to_have_text(CLEAN)
    expect(page.locator("#editor-status")).to_contain_text("Changes: 1.")
    expect(shown(page, "How sure are you?")).to_contain_text("Not sure")
    options = [{"id": "sure", "label": "Sure"}, {"id": "not_sure", "label": "Not sure"}]
    asked = {"id": "how_sure_are_you", "kind": "choice", "label": "How sure are you?", "options": options}
    assert held(page)["questions"][1] == asked


def test_the_json_and_the_form_are_two_views_of_one_document(project: str, page_as: Open) -> None:
    page = page_as("lea")
    open_editor(page, project)
    page.keyboard.press("j")
    text = page.locator("#id_document")
    expect(text).to_be_visible()

    text.fill(json.dumps({**SCHEMA, "title": "Typed as JSON"}))
    expect(page.locator("#schema-preview")).to_contain_text("Typed as JSON")
    text.fill("{")
    expect(page.locator("#schema-json .problem")).to_be_visible()
    text.fill(json.dumps({**SCHEMA, "title": "Typed again"}))
    page.get_by_role("button", name="Form").click()

    expect(page.locator("#e-title")).to_have_value("Typed again")


def test_the_preview_is_tried_out_with_the_keys_of_the_workbench(project: str, page_as: Open) -> None:
    page = page_as("lea")
    open_editor(page, project)
    expect(page.locator("#schema-preview")).to_contain_text("Blue wool socks")

    tab_to(page, shown(page, "Does it fit?").get_by_role("radio", name="Good"))
    page.keyboard.press("3")

    expect(shown(page, "Does it fit?").get_by_role("radio", name="Bad")).to_be_checked()


def test_parts_move_with_keys_and_keep_the_focus(project: str, page_as: Open) -> None:
    page = page_as("lea")
    open_editor(page, project)

    tab_to(page, page.locator("#e-questions-0-options-0-label"))
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")

    expect(page.locator("#e-questions-0-options-2-label")).to_be_focused()
    assert [each["id"] for each in held(page)["questions"][0]["options"]] == ["partly", "bad", "good"]


def test_another_language_is_written_beside_the_first(project: str, page_as: Open) -> None:
    page = page_as("lea")
    open_editor(page, project)

    page.get_by_label("Another language, such as pt-BR").fill("pt-BR")
    page.get_by_role("button", name="Add this language").click()
    page.locator("#e-questions-0-label").fill("Combina?")

    assert held(page)["questions"][0]["label"] == {"en": "Does it fit?", "pt-BR": "Combina?"}
    expect(shown(page, "Combina?").locator("legend")).to_have_attribute("lang", "pt-BR")


def test_a_retired_answer_is_mapped_and_the_new_version_compared(
    project: str, page_as: Open, axe: Axe, shoot: Shoot
) -> None:
    page = page_as("lea")
    open_editor(page, project)
    page.locator("#e-questions-0-options-0-label").fill("Very good")
    tab_to(page, page.get_by_role("button", name="Retire Partly"))
    page.keyboard.press("Enter")
    expect(page.locator("#e-questions-0-options-1-maps_to")).to_be_focused()
    expect(page.locator("#schema-preview")).not_to_contain_text("Partly")
    shoot(page, "schema-editor")
    page.reload()
    expect(page.locator("#editor-notice")).to_contain_text("which are not published")

    page.keyboard.press("p")
    arrive(page, "Look over and publish")
    expect(page.locator("main")).to_contain_text("fit: “Good” is called “Very good”.")
    page.get_by_label("Partly").select_option("bad")
    axe(page)
    shoot(page, "schema-review")
    page.get_by_label("What is new").fill("Two grades")
    page.get_by_role("button", name="Publish").click()

    expect(page.locator(".messages")).to_contain_text("Version 2 is in force")
    expect(page.locator("#editor-problems")).to_have_text(CLEAN)
    expect(page.locator("#editor-notice")).to_be_empty()
    mapped = held(page)["questions"][0]["options"][1]
    assert mapped == {"id": "partly", "label": "Partly", "retired": True, "maps_to": "bad"}
    page.get_by_role("link", name="2", exact=True).click()
    expect(page.locator("main")).to_contain_text("fit: answers with partly count as bad.")
    axe(page)


def test_without_scripts_it_is_a_form_with_the_json(project: str, page_as: Open) -> None:
    page = page_as("lea", java_script_enabled=False)
    page.goto(f"/projects/{project}/schema/")

    page.get_by_label("JSON", exact=True).fill(json.dumps({**SCHEMA, "title": "By hand"}))
    page.get_by_role("button", name="Check").click()
    expect(page.locator("main")).to_contain_text(CLEAN)
    page.get_by_role("button", name="Look over and publish").click()
    page.get_by_role("button", name="Publish").click()

    expect(page.locator(".messages")).to_contain_text("Version 2 is in force")


@pytest.mark.parametrize("nth_look", range(len(LOOKS_AND_RIGHT_TO_LEFT)))
def test_every_template_can_be_edited_and_tried(nth_look: int, project: str, page_as: Open, axe: Axe) -> None:
    """Each in one of the looks: they differ in what they ask, the editor around them does not."""
    look = list(LOOKS_AND_RIGHT_TO_LEFT.values())[nth_look]
    page = page_as("lea", **look)
    open_editor(page, project)
    clean = page.locator("#editor-problems .state-good")

    for each in list(gallery())[nth_look :: len(LOOKS_AND_RIGHT_TO_LEFT)]:
        page.locator("#editor-turns [data-key=j]").click()
        page.locator("#id_document").fill(json.dumps(each.schema))
        expect(clean).to_be_visible()
        page.locator("#editor-turns [data-key=f]").click()
        for nth in range(len(each.schema["questions"])):
            toggle = page.locator(f"#e-questions-{nth}-toggle")
            if toggle.get_attribute("aria-expanded") == "false":
                toggle.click()
        expect(page.locator("#schema-preview .question:visible").first).to_be_visible()
        axe(page)
