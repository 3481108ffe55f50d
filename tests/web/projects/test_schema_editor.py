"""The editor of a label schema: what its page hands to it, the step before publishing, its words."""

import copy
import json
import re
from pathlib import Path
from typing import Any  # A schema document is JSON.

import pytest

from assay.projects.models import LabelSchemaVersion
from assay.web.projects.schema_words import SENTENCES
from tests.web.projects.cast import People, people_of, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import SCHEMA, World, make_world

pytestmark = pytest.mark.django_db
EDITOR = Path(__file__).resolve().parents[3] / "frontend" / "src" / "editor"
Document = dict[str, Any]


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=2)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def changed(**more: Any) -> Document:
    """The document of the world with another first question."""
    document: Document = json.loads(json.dumps(SCHEMA))
    document["questions"][0] |= more
    return document


def without_no() -> Document:
    """As somebody types it who takes an answer out: "no" is gone, "not_really" is new."""
    document = changed()
    options = document["questions"][0]["options"]
    at = [option["id"] for option in options].index("no")
    options[at] = {"id": "not_really", "label": "Not really"}
    return document


def posted(people: People, world: World, step: str, document: Document, **more: str) -> Any:
    where = address("project-schema", world.project.uid)
    return signed_in(people.cast.lea).post(where, {"document": json.dumps(document), "do": step, **more})


def config_of(page: str) -> Document:
    found = re.search(r'id="schema-editor-config"[^>]*>(.*?)</script>', page)
    assert found is not None
    read: Document = json.loads(found[1])
    return read


def test_the_words_are_those_of_the_sources() -> None:
    said = {
        found
        for path in EDITOR.glob("*.ts")
        for found in re.findall(r'\bt\(\s*"((?:[^"\\]|\\.)*)"', path.read_text())
    }

    assert set(SENTENCES) == said


def test_the_page_hands_the_editor_all_that_it_needs(world: World, people: People) -> None:
    config = config_of(text(signed_in(people.cast.lea), address("project-schema", world.project.uid)))

    base = {"uid": str(world.schema.uid), "number": 1, "document": SCHEMA}
    assert (config["project"], config["base"], config["isTyped"]) == (str(world.project.uid), base, False)
    assert config["check"] == f"/api/v1/projects/{world.project.uid}/schema-versions/check"
    assert [each["name"] for each in config["examples"]] == ["t0", "t1"]
    assert set(config["examples"][0]["html"]) == {
        field for field, value in config["examples"][0]["content"].items() if isinstance(value, str)
    }
    assert {"Submit", "Add a question"} <= set(config["words"])


def test_who_does_not_manage_gets_no_editor(world: World, people: People) -> None:
    page = text(signed_in(people.cast.ben), address("project-schema", world.project.uid))

    assert ("schema-editor" in page, "Match?" in page) == (False, True)


def test_the_step_before_publishing_says_what_changes_and_publishes_nothing(
    world: World, people: People
) -> None:
    response = posted(people, world, "review", changed(label="Alike?", required=False))

    page = response.content.decode()
    assert (response.status_code, LabelSchemaVersion.objects.count()) == (200, 1)
    assert "What changes against version 1" in page
    assert "The wording of match changed." in page
    assert "match may be left out." in page
    assert "no longer offered" not in page


def test_an_answer_that_is_taken_out_is_kept_and_its_judgments_are_asked_for(
    world: World, people: People
) -> None:
    response = posted(people, world, "review", without_no())

    review = response.context["review"]
    kept = json.loads(review.text)["questions"][0]["options"][-1]
    assert (kept["id"], kept["retired"]) == ("no", True)
    assert [(each.name, each.maps_to) for each in review.retiring] == [("maps:match/no", "")]
    assert [each.text for each in review.changes] == [
        "match: not_really is a new answer.",
        "match: no is no longer offered; answers with it stay.",
    ]

    done = posted(people, world, "publish", json.loads(review.text), **{"maps:match/no": "not_really"})

    options = LabelSchemaVersion.objects.get(number=2).document["questions"][0]["options"]
    assert done.status_code == 302
    assert [option.get("maps_to") for option in options if option["id"] == "no"] == ["not_really"]


@pytest.mark.parametrize("target", ["nowhere", "no"])
def test_an_answer_counts_only_as_another_one_of_its_question(
    target: str, world: World, people: People
) -> None:
    text_of = posted(people, world, "review", without_no()).context["review"].text

    response = posted(people, world, "publish", json.loads(text_of), **{"maps:match/no": target})

    assert (response.status_code, LabelSchemaVersion.objects.count()) == (422, 1)
    assert f"{target} is not an option of this question." in response.content.decode()


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (SCHEMA, "This is the version in force already."),
        (changed(kind="text"), "match was choice before; a question cannot change its kind."),
        ({**SCHEMA, "title": 1}, "This must be a text, or a text per language."),
        ([], "This must be an object."),
    ],
)
def test_what_cannot_be_published_goes_back_to_the_editor_as_it_was_typed(
    document: Document, sentence: str, world: World, people: People
) -> None:
    response = posted(people, world, "review", document, note="Kept note")

    page = response.content.decode()
    assert (response.status_code, LabelSchemaVersion.objects.count()) == (422, 1)
    assert sentence in page
    assert "Kept note" in page
    assert config_of(page)["isTyped"] is True


def test_the_way_back_from_the_step_loses_nothing(world: World, people: People) -> None:
    response = posted(people, world, "edit", changed(label="Alike?"), note="Why")

    page = response.content.decode()
    assert (response.status_code, LabelSchemaVersion.objects.count()) == (200, 1)
    assert ("&quot;Alike?&quot;" in page, 'value="Why"' in page) == (True, True)


def test_nobody_else_reaches_the_step(world: World, people: People) -> None:
    asked = {"document": json.dumps(changed(label="Mine")), "do": "review"}
    where = address("project-schema", world.project.uid)
    cast = people.cast

    found = {name: signed_in(getattr(cast, name)).post(where, asked).status_code for name in ("ben", "zoe")}

    assert found == {"ben": 403, "zoe": 404}
    assert signed_in(None).post(where, asked).status_code == 302


def test_two_versions_are_compared_in_sentences_and_line_by_line(world: World, people: People) -> None:
    document = copy.deepcopy(without_no())
    posted(
        people, world, "publish", json.loads(posted(people, world, "review", document).context["review"].text)
    )
    newer = LabelSchemaVersion.objects.get(number=2)
    client = signed_in(people.cast.lea)

    there = text(client, address("schema-version", world.project.uid, str(newer.uid)))
    back = address("schema-version", world.project.uid, str(world.schema.uid))
    backwards = client.get(back, {"against": str(newer.uid)}).content.decode()

    assert "match: not_really is a new answer." in there
    assert '<tr class="diff-added">' in there
    assert "match: not_really is gone, and with it what answers with it mean." in backwards
    assert "breaks" in backwards
