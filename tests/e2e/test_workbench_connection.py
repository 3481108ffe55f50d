"""Without a connection: the person goes on, nothing is lost, and the server hears each answer once and in order."""

from collections.abc import Callable, Iterator
from typing import Any  # Tasks and answers are JSON.

import pytest
from playwright.sync_api import Page, Request, expect

from assay.config.supervisor import Platform
from tests.e2e.trying import call, document, project_of, put_away, work_on

Open = Callable[..., Page]
YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
SCHEMA = document(
    [{"kind": "text", "field": "text"}], [{"id": "q", "kind": "choice", "label": "Q?", "options": YES_NO}]
)


@pytest.fixture
def lea(page_as: Open) -> Page:
    page: Page = page_as("lea")
    return page


@pytest.fixture
def ana(page_as: Open) -> Page:
    page: Page = page_as("ana")
    return page


@pytest.fixture
def project(lea: Page, ana: Page) -> Iterator[str]:
    """Six tasks, the first of them before Ana."""
    made = project_of(lea, ana, SCHEMA, [{"text": f"Task {nth}"} for nth in range(6)])
    work_on(ana, made)
    yield made
    ana.context.set_offline(False)
    put_away(lea, ana.context.pages[-1], made)


def text(page: Page) -> str:
    return page.locator(".content-text").inner_text()


def choose(page: Page, key: str = "1") -> str:
    """Answer the task and go on to the next; which one it was."""
    answered = text(page)
    page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator(".content-text", has_text=answered)).to_have_count(0)
    return answered


def heard(page: Page) -> list[dict[str, Any]]:
    """Everything that reaches the server from this page from now on."""
    found: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        response = request.response()
        if response is not None and response.ok and request.url.endswith("/work/step"):
            found.extend([body["submit"]] if "submit" in (body := request.post_data_json or {}) else [])

    page.on("requestfinished", note)
    return found


def n_today(page: Page) -> int:
    return int(page.locator(".strip strong").first.inner_text())


def arrived(page: Page, n: int) -> None:
    expect(page.locator("[data-view=offline]")).to_have_count(0)
    expect(page.locator(".strip strong").first).to_have_text(str(n))
    expect(page.locator("#submit")).to_be_visible()


def claims_in_hand(page: Page, project: str) -> dict[str, str]:
    found = call(page, "POST", "/work/step", {"n": 3, "project": project})["tasks"]
    return {task["content"]["text"]: task["claim"] for task in found}


@pytest.mark.usefixtures("project")
def test_the_person_goes_on_with_what_is_in_hand_and_all_arrives_in_order(
    ana: Page, faults: list[str]
) -> None:
    before, sent = n_today(ana), heard(ana)
    ana.context.set_offline(True)

    answered = [choose(ana), choose(ana, "2")]
    expect(ana.get_by_role("heading", name="Every task in your hands is answered")).to_be_focused()
    expect(ana.locator("[data-view=offline]")).to_contain_text("once: 2.")
    ana.context.set_offline(False)

    arrived(ana, before + 2)
    assert [each["answers"]["q"] for each in sent] == ["yes", "no"]
    assert len({each["client_key"] for each in sent}) == len(set(answered)) == 2
    assert text(ana) not in answered
    faults.clear()


def test_what_waits_survives_the_tab_and_closing_it_warns(ana: Page, project: str, faults: list[str]) -> None:
    before = n_today(ana)
    ana.context.set_offline(True)
    answered = choose(ana)
    expect(ana.locator("[data-view=offline]")).to_be_visible()
    with ana.expect_event("dialog") as warned:
        ana.close(run_before_unload=True)
    assert warned.value.type == "beforeunload"
    warned.value.accept()
    again = ana.context.new_page()
    ana.context.set_offline(False)
    sent = heard(again)

    again.goto(f"/work/{project}/")

    arrived(again, before + 1)
    assert [each["answers"] for each in sent] == [{"q": "yes"}]
    assert text(again) != answered
    faults.clear()


def test_a_late_answer_is_refused_with_its_reason_and_its_draft_is_kept(
    ana: Page, project: str, faults: list[str]
) -> None:
    before, claims = n_today(ana), claims_in_hand(ana, project)
    ana.context.set_offline(True)
    late, good = choose(ana, "2"), choose(ana)
    call(ana, "POST", f"/work/claims/{claims[late]}/release")

    ana.context.set_offline(False)

    expect(ana.locator("[data-view=refusal]")).to_contain_text("You have given this task back.")
    arrived(ana, before + 1)
    kept = ana.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('assay.draft.'))")
    assert [value for _, value in kept if '"q":"no"' in value] != []
    assert good != late
    faults.clear()


def test_two_tabs_show_the_same_task_but_send_nothing_twice(
    ana: Page, project: str, faults: list[str]
) -> None:
    other = ana.context.new_page()
    work_on(other, project)
    before, sent = n_today(ana), [heard(ana), heard(other)]
    assert text(ana) == text(other)
    ana.context.set_offline(True)

    first = choose(ana)
    expect(other.locator(".content-text", has_text=first)).to_have_count(0)
    second = choose(other, "2")
    expect(ana.locator(".content-text", has_text=second)).to_have_count(0)
    ana.context.set_offline(False)

    expect(ana.locator("[data-view=offline]")).to_have_count(0)
    expect(other.locator("[data-view=offline]")).to_have_count(0)
    ana.reload()
    arrived(ana, before + 2)
    assert sorted(each["answers"]["q"] for each in [*sent[0], *sent[1]]) == ["no", "yes"]
    faults.clear()


def test_the_server_may_restart_while_one_works(
    ana: Page, project: str, demo: Platform, faults: list[str]
) -> None:
    before, sent = n_today(ana), heard(ana)
    web = next(child for child in demo.children if child.name == "The web server")
    web.ask_to_end()
    web.end(15.0)

    choose(ana)
    choose(ana, "2")
    expect(ana.locator("[data-view=offline]")).to_contain_text("once: 2.")
    web.start()
    demo.wait_until_answering(web)
    # It tries by itself, too, and then the button is gone.
    ana.get_by_role("button", name="Try again now").evaluate_all("all => all.forEach((each) => each.click())")

    arrived(ana, before + 2)
    assert [each["answers"]["q"] for each in sent] == ["yes", "no"]
    assert set(claims_in_hand(ana, project)) == {"Task 2", "Task 3"}
    faults.clear()


def test_a_skip_waits_in_the_same_line(ana: Page, project: str, faults: list[str]) -> None:
    skipped = ana.locator(".strip strong").nth(1)
    before = int(skipped.inner_text())
    ana.context.set_offline(True)

    task = text(ana)
    ana.keyboard.press("s")
    ana.keyboard.press("2")
    ana.keyboard.press("Enter")
    expect(ana.locator(".content-text", has_text=task)).to_have_count(0)
    ana.context.set_offline(False)

    expect(skipped).to_have_text(str(before + 1))
    assert task not in claims_in_hand(ana, project)
    faults.clear()
