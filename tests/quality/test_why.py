"""Why a label is what it is: found through the scope, with everything behind it."""

from uuid import UUID

import pytest

from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.delivery.models import Release
from assay.delivery.queries.releases import releases_with
from assay.kit.ids import new_uid
from assay.kit.reasons import NotFound
from assay.quality.actions.consensus import run_consensus
from assay.quality.models import ContributorReport, Label
from assay.quality.queries.why import JudgmentBehind, label_for, labels_beside, why_label
from assay.work.models import Judgment, Task
from tests.web.quality_world import Judged, golden, judged, scored
from tests.work.world import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Judged:
    return judged(n_tasks=3)


def uid(item: str) -> UUID:
    return Task.objects.get(external_id=item).uid


def test_everything_behind_a_label_is_told(found: Judged) -> None:
    scored(found, golden(found, 2), ["yes", "no"], at=later(days=-1))
    label = label_for(found.cast.rita, uid("t0"), question="match")
    judgment = Judgment.objects.filter(task__external_id="t0").order_by("pk")[0]
    report = ContributorReport.objects.get(run=found.run, contributor=found.world.people[0])

    first, *others = why_label(label).judgments

    assert first == JudgmentBehind(
        answer="yes",
        n_agreed=report.n_agreed,
        n_judged=3,
        judgment=judgment.uid,
        contributor="p0",
        vendor="Lingua",
        site="Lisbon",
        market="",
        schema_number=1,
        guideline_number=None,
        guideline=None,
        submitted_at=NOW,
        handling_seconds=3.0,
        counted=True,
        is_retracted=False,
        n_gold_right=1,
        n_gold=2,
    )
    assert [(each.contributor, each.answer, each.n_gold) for each in others] == [
        ("p1", "no", 0),
        ("p2", "no", 0),
    ]


def test_without_a_run_it_is_the_newest_ones_label(found: Judged) -> None:
    newer = run_consensus(None, stage=found.world.stage, now=later(minutes=5), method="majority")

    by_default = label_for(found.cast.ben, uid("t0"))
    older = label_for(found.cast.ben, uid("t0"), question="match", run=found.run.uid)

    assert (by_default.run, older.run) == (newer, found.run)
    assert list(labels_beside(older)) == [older]


def test_out_of_scope_and_not_there_are_the_same(found: Judged) -> None:
    for person in (found.cast.ravi, found.cast.zoe):
        with pytest.raises(NotFound):
            label_for(person, uid("t0"), question="match")
    for wrong in ({"question": "other"}, {"question": "match", "subject": "r1"}, {"run": new_uid()}):
        with pytest.raises(NotFound):
            label_for(found.cast.ben, uid("t0"), **wrong)
    with pytest.raises(NotFound):
        label_for(found.cast.ben, new_uid())


def test_a_judgment_after_the_run_is_shown_and_did_not_count(found: Judged) -> None:
    label = label_for(found.cast.ben, uid("t0"))
    first = Judgment.objects.get(task__external_id="t0", contributor=found.world.people[0])
    first.pk, first.uid, first.claim, first.client_key = None, new_uid(), None, "later-key"
    first.submitted_at = later(hours=2)
    first.save(force_insert=True)

    behind = why_label(label).judgments

    assert [(each.counted, each.is_retracted) for each in behind] == [(True, False)] * 3 + [(False, False)]


def release(
    found: Judged, number: int, kind: ReleaseKind, state: ReleaseState = ReleaseState.READY
) -> Release:
    return Release.objects.create(
        project=found.world.project,
        run=found.run,
        number=number,
        kind=kind,
        state=state,
        created_at=NOW,
        ready_at=later(days=number),
    )


def test_the_releases_that_hold_a_label(found: Judged) -> None:
    for number, kind in enumerate((ReleaseKind.ALL, ReleaseKind.TRAIN, ReleaseKind.TEST), start=1):
        release(found, number, kind)
    release(found, 4, ReleaseKind.ALL, ReleaseState.FAILED)
    Task.objects.filter(external_id="t1").update(is_test=True)
    Task.objects.filter(external_id="t2").update(withdrawn_at=later(days=1, hours=12))

    numbers = {
        item: [
            each.number for each in releases_with(Label.objects.get(run=found.run, task__external_id=item))
        ]
        for item in ("t0", "t1", "t2")
    }

    assert numbers == {"t0": [1, 2], "t1": [1, 3], "t2": [1]}
