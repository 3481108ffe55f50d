"""Label schemas and guidelines: checked, published, compared, acknowledged."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from assay.projects.actions.versions import acknowledge
from assay.projects.models import GuidelineVersion, LabelSchemaVersion
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import NOW, SCHEMA, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=1)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def renamed(label: str) -> str:
    document = copy.deepcopy(SCHEMA)
    document["questions"][0]["label"] = label  # type: ignore[index]  # A document is JSON.
    return json.dumps(document)


@pytest.mark.parametrize("page", ["project-schema", "project-guideline"])
def test_versions_are_open_to_whoever_sees_the_project(page: str, world: World, people: People) -> None:
    found = statuses(people, address(page, world.project.uid))

    seen = dict.fromkeys(["lea", "ben", "rita", "ravi", "mia", "omar"], 200)
    assert found == {"nobody": 302, **seen, "ana": 404, "zoe": 404}


def test_a_document_is_checked_without_being_published(world: World, people: People) -> None:
    where = address("project-schema", world.project.uid)

    response = signed_in(people.cast.lea).post(where, {"document": renamed("Alike?"), "do": "check"})

    assert response.status_code == 200
    assert "Nothing is wrong with it." in response.content.decode()
    assert "Alike?</h3>" in response.content.decode()
    assert LabelSchemaVersion.objects.count() == 1


def test_a_document_is_published_with_its_note(world: World, people: People) -> None:
    where = address("project-schema", world.project.uid)
    asked = {"document": renamed("Alike?"), "note": "Clearer", "do": "publish"}

    response = signed_in(people.cast.lea).post(where, asked)

    world.project.refresh_from_db()
    version = LabelSchemaVersion.objects.get(number=2)
    assert (response.status_code, world.project.schema_version) == (302, version)
    assert (version.note, version.document) == ("Clearer", json.loads(renamed("Alike?")))


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("{", "This is not JSON: expecting property name enclosed in double quotes, in line 1, column 2."),
        ("NaN", "NaN is no value of JSON"),
        ("[" * 5000, "This is not JSON"),
        ('{"schema": 1}', "content is missing."),
        (json.dumps({**SCHEMA, "questions": []}), '<code dir="ltr">/questions</code>'),
        (json.dumps(SCHEMA).replace('"id": "no"', '"id": "not"'), "match/no was in the version before."),
    ],
)
def test_what_is_wrong_is_listed_with_its_place_and_nothing_is_lost(
    document: str, sentence: str, world: World, people: People
) -> None:
    where = address("project-schema", world.project.uid)

    response = signed_in(people.cast.lea).post(where, {"document": document, "note": "Kept note"})

    page = response.content.decode()
    assert (response.status_code, LabelSchemaVersion.objects.count()) == (422, 1)
    assert sentence in page
    assert "Kept note" in page


def test_who_does_not_manage_reads_the_schema_and_cannot_publish(world: World, people: People) -> None:
    where = address("project-schema", world.project.uid)
    client = signed_in(people.cast.ben)

    page = text(client, where)

    assert ("Match?" in page, "<textarea" in page) == (True, False)
    assert client.post(where, {"document": renamed("Mine")}).status_code == 403


def test_a_version_shows_what_changed_against_the_one_before(world: World, people: People) -> None:
    client = signed_in(people.cast.lea)
    client.post(address("project-schema", world.project.uid), {"document": renamed("Alike?")})
    version = LabelSchemaVersion.objects.get(number=2)

    page = text(client, address("schema-version", world.project.uid, str(version.uid)))

    assert "What changed against version 1" in page
    assert '<tr class="diff-removed">' in page
    assert "&quot;label&quot;: &quot;Alike?&quot;," in page
    assert signed_in(people.cast.zoe).get(address("project-schema", world.project.uid)).status_code == 404


def test_the_json_schema_is_published_for_everybody(people: People) -> None:
    response = signed_in(None).get("/label-schema.json")

    found = json.loads(response.content)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/schema+json")
    assert Draft202012Validator(found).is_valid(SCHEMA)


def form(*sections: tuple[str, str], **more: object) -> dict[str, object]:
    return {
        "title": "Rules",
        "section_id": [f"s-{nth}" for nth in range(len(sections))],
        "section_title": [title for title, _ in sections],
        "section_markdown": [markdown for _, markdown in sections],
        **more,
    }


@pytest.mark.parametrize(
    ("step", "titles"),
    [
        ("add", ["One", "Two", ""]),
        ("remove:0", ["Two"]),
        ("down:0", ["Two", "One"]),
        ("up:1", ["Two", "One"]),
        ("up:0", ["One", "Two"]),
        ("remove:77", ["One", "Two"]),
        ("nonsense", ["One", "Two"]),
    ],
)
def test_sections_are_arranged_without_a_script(
    step: str, titles: list[str], world: World, people: People
) -> None:
    where = address("project-guideline-edit", world.project.uid)

    response = signed_in(people.cast.lea).post(where, form(("One", "first"), ("Two", "second"), do=step))

    assert [each.title for each in response.context["sections"]] == titles
    assert GuidelineVersion.objects.count() == 0


def test_the_preview_is_safe_html(world: World, people: People) -> None:
    where = address("project-guideline-edit", world.project.uid)
    asked = form(("One", "**bold** <script>alert(1)</script>"), do="preview")

    page = signed_in(people.cast.lea).post(where, asked).content.decode()

    assert "<strong>bold</strong>" in page
    assert "<script>alert" not in page


def test_a_guideline_is_published_and_its_readers_are_counted(world: World, people: People) -> None:
    where = address("project-guideline-edit", world.project.uid)
    asked = form(("One", "first"), do="publish", change_note="New", needs_acknowledgment="on")
    client = signed_in(people.cast.lea)

    response = client.post(where, asked)

    version = GuidelineVersion.objects.get()
    acknowledge(people.ana, version=version, now=NOW)
    assert response.status_code == 302
    assert (version.number, version.title, version.change_note, version.needs_acknowledgment) == (
        1,
        "Rules",
        "New",
        True,
    )
    assert version.sections == [{"id": "s-0", "title": "One", "markdown": "first"}]
    assert "1 of 2" in text(client, address("project-guideline", world.project.uid))
    readers = text(client, address("project-guideline-readers", world.project.uid))
    assert readers.index(">p0</a>") < readers.index("not yet") < readers.index(">p1</a>")


def test_a_section_without_a_title_is_refused_at_its_place(world: World, people: People) -> None:
    where = address("project-guideline-edit", world.project.uid)

    response = signed_in(people.cast.lea).post(where, form(("One", "first"), ("", "second"), do="publish"))

    assert (response.status_code, GuidelineVersion.objects.count()) == (422, 0)
    problems = [each.problem for each in response.context["sections"]]
    assert problems == [
        "",
        "A section needs an id (letters, digits, -), a title and a text below 100,000 characters.",
    ]


def test_the_editor_is_for_who_keeps_quality_and_readers_for_who_sees_people(
    world: World, people: People
) -> None:
    editor = statuses(people, address("project-guideline-edit", world.project.uid))
    readers = statuses(people, address("project-guideline-readers", world.project.uid))

    refused = dict.fromkeys(["rita", "ravi", "mia", "omar"], 403)
    assert editor == {"nobody": 302, "lea": 200, "ben": 200, **refused, "ana": 404, "zoe": 404}
    assert set(readers.values()) == {302, 404}
