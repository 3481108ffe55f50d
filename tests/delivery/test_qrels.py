"""TREC qrels: read back by a reader of the format's own definition, and refused where there is no one grade."""

import json
from pathlib import Path
from typing import Any  # Documents are JSON.
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.delivery.actions.correcting import build_correction
from assay.delivery.actions.flagging import flag_labels
from assay.delivery.actions.releases import build_release, export_to
from assay.delivery.models import Release
from assay.delivery.rules.flags import FlagRow
from assay.delivery.rules.qrels import (
    EXTERNAL_ID,
    Qrels,
    completed,
    read_grades,
    refuse,
    safe_id,
    usual,
    written_grades,
)
from assay.kit.jobs import run_now
from assay.kit.models import JobState
from assay.kit.reasons import Reason, Refused
from assay.people.enums import Role
from assay.projects.models import LabelSchemaVersion, Project
from assay.projects.rules.label_schema import LabelSchema, parse
from assay.quality.actions.adjudication import decide
from assay.quality.actions.consensus import run_consensus
from assay.quality.models import Adjudication, ConsensusRun
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.delivery.world import built, somebody
from tests.work.world import NOW, TODAY, World, later, make_world

database = pytest.mark.django_db
WORDS = ["exact", "close", "off", "broken"]
LIST: dict[str, Any] = {
    "schema": 1,
    "title": "Search",
    "content": [
        {"kind": "text", "field": "query"},
        {"kind": "results", "field": "results", "query": "query"},
    ],
    "questions": [
        {
            "id": "relevance",
            "kind": "choice",
            "label": "How relevant?",
            "per": "results",
            "options": [{"id": each, "label": each.title()} for each in WORDS],
        },
        {"id": "why", "kind": "text", "label": "Why?", "required": False},
    ],
}
GRADES = {"exact": 2, "close": 1, "off": 0}


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


def read_qrels(text: str) -> dict[str, dict[str, int]]:
    """As trec_eval reads it: four words a line, parted by white space; a pair twice is an error."""
    found: dict[str, dict[str, int]] = {}
    for line in text.splitlines():
        query, _iteration, document, grade = line.split()
        assert document not in found.setdefault(query, {})
        found[query][document] = int(grade)
    return found


def schema_of(*questions: dict[str, Any]) -> LabelSchema:
    return parse({**LIST, "questions": list(questions)})


SCALE = {"id": "grade", "kind": "scale", "label": "Grade", "min": 0, "max": 3}


@given(st.text(min_size=1))
def test_an_id_is_one_word_and_comes_back(text: str) -> None:
    kept = safe_id(text)

    assert len(kept.split()) == 1
    assert not {"\n", "\r", "\0"} & set(kept)
    assert unquote(kept) == text


@pytest.mark.parametrize("text", ["a\u2028b", "a\xa0b", "a\x85b", "red shoes", "100%", "a\tb\n0 x 3"])
def test_nothing_in_an_id_begins_another_column_or_line(text: str) -> None:
    assert len(f"q 0 {safe_id(text)} 1".split()) == 4
    assert len(f"q 0 {safe_id(text)} 1".splitlines()) == 1


def test_the_usual_settings_are_those_of_the_first_question_with_grades() -> None:
    assert usual(parse(LIST)) == Qrels(
        "relevance", "query", "", {"exact": 3, "close": 2, "off": 1, "broken": 0}
    )
    assert usual(schema_of(SCALE)) == Qrels("grade", "query", EXTERNAL_ID, {})
    assert usual(schema_of({"id": "why", "kind": "text", "label": "Why?"})) is None


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "qrels.needs_grades"),
        ({"question": "why"}, "qrels.not_grades"),
        ({"question": "nothing"}, "qrels.not_grades"),
        ({"grades": {"perfect": 3}}, "qrels.bad_grade"),
        ({"grades": {"exact": 1.5}}, "qrels.bad_grade"),
        ({"grades": {"exact": True}}, "qrels.bad_grade"),
        ({"grades": GRADES, "query": "title"}, "qrels.unknown_field"),
        ({"grades": GRADES, "document": "title"}, "qrels.unknown_field"),
    ],
)
def test_settings_that_give_no_grades_are_refused(asked: dict[str, Any], code: str) -> None:
    schema = parse(LIST)

    settings = completed(schema, asked)

    found = [settings] if isinstance(settings, Reason) else refuse(schema, settings)
    assert [each.code for each in found] == [code]


@pytest.mark.parametrize(
    ("more", "is_fine"),
    [({}, True), ({"step": 0.5}, False), ({"max": 100}, False), ({"min": -1}, True), ({"min": 0.5}, False)],
)
def test_a_scale_gives_grades_where_its_steps_are_whole_and_few(more: dict[str, Any], is_fine: bool) -> None:
    assert (usual(schema_of({**SCALE, **more})) is not None) is is_fine


def test_grades_are_read_as_they_are_written() -> None:
    assert read_grades("exact=2, close = 1;off=0\n") == GRADES
    assert written_grades(GRADES) == "exact=2, close=1, off=0"
    assert list(map(str, read_grades("exact=high").values())) == ["high"]


def searched(
    queries: list[str], answers: list[list[Any]], *, document: dict[str, Any] = LIST
) -> tuple[World, ConsensusRun]:
    """One task per query with two results; `answers` are those of the only judge."""
    world = make_world(n_people=1, n_tasks=len(queries))
    schema = LabelSchemaVersion.objects.create(
        project=world.project,
        number=2,
        document=document,
        sha256="1" * 64,
        created_at=NOW,
        created_by=world.owner,
    )
    Project.objects.filter(pk=world.project.pk).update(schema_version=schema)
    rows = []
    for task, query, said in zip(Task.objects.order_by("pk"), queries, answers, strict=True):
        results = [{"id": f"d{nth}", "title": "T"} for nth in range(len(said))]
        Task.objects.filter(pk=task.pk).update(content={"query": query, "results": results})
        judged = ",".join(f'"d{nth}": {json.dumps(each)}' for nth, each in enumerate(said))
        rows.append(
            RecordedJudgment(task.pk, world.people[0].pk, f'{{"relevance": {{{judged}}}}}', 3.0, NOW, TODAY)
        )
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == len(queries)
    world.stage.refresh_from_db()
    world.stage.project.refresh_from_db()
    return world, run_consensus(None, stage=world.stage, method="majority", params={}, now=later(minutes=1))


def qrels_of(release: Release, folder: Path) -> dict[str, dict[str, int]]:
    export_to(release, folder / str(release.number))
    return read_qrels((folder / str(release.number) / "labels.qrels").read_text(encoding="utf-8"))


@database
def test_qrels_hold_every_graded_pair_and_the_manifest_says_how(tmp_path: Path) -> None:
    queries = ["red shoes", "حذاء أحمر"]
    _world, run = searched(queries, [["exact", "broken"], ["off", "close"]])

    started, job = build_release(None, run=run, now=later(minutes=2), qrels={"grades": GRADES})
    release = built(started, job)

    assert qrels_of(release, tmp_path) == {
        "red%20shoes": {"d0": 2},
        safe_id("حذاء أحمر"): {"d0": 0, "d1": 1},
    }
    asked = {"question": "relevance", "query": "query", "document": "", "grades": GRADES}
    assert release.manifest["qrels"] == {**asked, "n_left_out": 1}
    assert release.manifest["files"]["qrels"]["n_rows"] == 3


@database
def test_a_pair_that_comes_twice_has_no_one_grade() -> None:
    _world, run = searched(["shoes", "shoes"], [["exact"], ["off"]])

    _, job = build_release(None, run=run, now=later(minutes=2), qrels={"grades": GRADES})
    done = run_now(job)

    assert (done.state, Release.objects.get().state) == (JobState.FAILED, "failed")
    assert "shoes and d0 come together more than once" in done.error


@database
def test_an_item_without_a_query_is_named() -> None:
    _world, run = searched([""], [["exact"]])

    _, job = build_release(None, run=run, now=later(minutes=2), qrels={"grades": GRADES})

    assert "The item t0 has nothing in the field of its query" in run_now(job).error


@database
def test_the_external_id_may_be_the_query(tmp_path: Path) -> None:
    _world, run = searched(["shoes", "shoes"], [["exact"], ["off"]])

    started, job = build_release(
        None, run=run, now=later(minutes=2), qrels={"grades": GRADES, "query": EXTERNAL_ID}
    )

    assert qrels_of(built(started, job), tmp_path) == {"t0": {"d0": 2}, "t1": {"d0": 0}}


@database
def test_settings_are_refused_before_anything_is_built() -> None:
    _world, run = searched(["shoes"], [["exact"]])

    with pytest.raises(
        Refused, match="Say which grade each answer of relevance is, such as exact=3, close=2"
    ):
        build_release(None, run=run, now=later(minutes=2), qrels={})
    assert Release.objects.count() == 0


@database
def test_a_correction_of_qrels_holds_the_corrected_pair(tmp_path: Path) -> None:
    world, run = searched(["shoes", "boots"], [["exact"], ["off"]])
    rita, ben = somebody(world, "Rita", Role.REQUESTER), somebody(world, "Ben", Role.REVIEWER)
    started, job = build_release(None, run=run, now=later(minutes=2), qrels={"grades": GRADES})
    release = built(started, job)
    row = FlagRow(1, "t1", question="relevance", subject="d0", reason="It is.")
    flag_labels(rita, release=release, rows=[row], now=later(minutes=3))
    decide(
        ben, adjudication=Adjudication.objects.get(), answer="exact", reason="It is.", now=later(minutes=4)
    )

    fixed = built(*build_correction(None, release=release, now=later(minutes=5)))

    assert qrels_of(fixed, tmp_path) == {"boots": {"d0": 2}}
