"""Predictions come in once, hostile rows are left out with a reason, and a killed import goes on without doubles."""

from pathlib import Path

import msgspec
import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import Settings

from assay.kit.jobs import run_now
from assay.kit.reasons import Refused
from assay.labelers.actions import predicting
from assay.labelers.actions.predicting import import_prediction_upload, take_predictions
from assay.labelers.actions.registry import add_version, retire_labeler
from assay.labelers.enums import LabelerKind
from assay.labelers.models import Prediction
from assay.labelers.queries.measured import rightness_of, rightness_of_labels
from assay.labelers.rules.measuring import Right, RightOfLabel
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Market
from assay.stats.sampling import wilson
from assay.work.models import Task
from tests.labelers.labeler_world import Taught, said, taught
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


def stored(made: Taught) -> list[tuple[str, object, float | None]]:
    found = Prediction.objects.filter(version=made.version).order_by("task")
    return list(found.values_list("task__external_id", "answers", "confidence"))


def test_each_row_comes_in_once_and_hostile_ones_say_why_not() -> None:
    made = taught(n_tasks=3)
    rows = [
        said("t0"),
        said("t0", "no"),
        said("t1", "no", None),
        said("elsewhere"),
        said("t2", "maybe"),
        {"task": "t2", "answers": {"match": "yes"}, "confidence": 1.5},
        {"task": "t2", "answers": ["yes"]},
        {"task": ["t2"], "answers": {}},
        {},
    ]

    taken = take_predictions(None, version=made.version, given=rows, now=NOW)
    again = made.said([Task.objects.get(external_id="t0")], "no")

    assert (taken.n_rows, taken.n_predictions, taken.n_repeats, taken.n_bad) == (9, 2, 1, 6)
    assert [each["line"] for each in taken.bad_rows] == [4, 5, 6, 7, 8, 9]
    assert (again.n_predictions, again.n_repeats) == (0, 1)
    assert stored(made) == [("t0", {"match": "yes"}, 0.9), ("t1", {"match": "no"}, None)]
    with (
        pytest.raises(IntegrityError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE labelers_prediction SET confidence = 1")


@pytest.mark.parametrize(("limit", "most"), [("CHUNK", 2), ("CHUNK_BYTES", 100)])
def test_a_file_that_was_cut_off_goes_on_where_it_was(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    settings.ASSAY_FILES = tmp_path
    monkeypatch.setattr(predicting, limit, most)
    made = taught(n_tasks=5)
    owner = made.world.owner
    grant_role(None, user=owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.world.project.pk)
    lines = [msgspec.json.encode(said(f"t{nth}")) for nth in range(5)]
    lines.insert(3, b'{"task": "t\\u0000"}')

    job = import_prediction_upload(
        owner, version=made.version, name="said.jsonl", chunks=[b"\n".join(lines)], now=NOW
    )
    job.cursor = {"n_rows": 2, "n_predictions": 2, "n_repeats": 0, "n_bad": 0, "bad_rows": []}
    job.save()
    done = run_now(job)

    assert done.error == ""
    assert {name: done.result[name] for name in ("n_rows", "n_predictions", "n_bad")} == {
        "n_rows": 6,
        "n_predictions": 5,
        "n_bad": 1,
    }
    assert [name for name, _, _ in stored(made)] == ["t2", "t3", "t4"]


def test_what_cannot_be_taken_in_is_refused() -> None:
    made = taught(n_tasks=1)
    grant_role(
        None, user=made.world.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.world.project.pk
    )
    with pytest.raises(Refused, match="at most 1000"):
        take_predictions(None, version=made.version, given=[said("t0")] * 1001, now=NOW)
    with pytest.raises(Refused, match="JSON Lines"):
        import_prediction_upload(made.world.owner, version=made.version, name="a.csv", chunks=[], now=NOW)
    retire_labeler(None, labeler=made.labeler, reason="Replaced.", now=NOW)
    with pytest.raises(Refused, match="Replaced"):
        made.said(made.tasks)
    assert stored(made) == []


def test_accuracy_by_known_answers_per_label_market_and_language() -> None:
    made = taught(n_tasks=2, n_gold=10)
    brazil = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt")
    golds = list(Task.objects.filter(is_gold=True).order_by("pk"))
    Task.objects.filter(pk__in=[task.pk for task in golds[:4]]).update(market=brazil)
    second = add_version(None, labeler=made.labeler, now=NOW)
    newer = Taught(made.world, made.labeler, second)
    newer.said(golds[:1], "no")
    newer.said([*golds[1:], *made.tasks])

    assert rightness_of(made.version)[0] == Right("gold", "", "", wilson(10, 10))
    assert rightness_of(second) == [
        Right("gold", "", "", wilson(9, 10)),
        Right("gold", "language", "pt", wilson(3, 4)),
        Right("gold", "market", "BR-pt", wilson(3, 4)),
    ]
    assert rightness_of_labels(second) == [
        RightOfLabel("gold", "match", "", "no", wilson(0, 1), wilson(0, 0)),
        RightOfLabel("gold", "match", "", "yes", wilson(9, 9), wilson(9, 10)),
    ]
    assert made.labeler.kind == LabelerKind.MODEL
