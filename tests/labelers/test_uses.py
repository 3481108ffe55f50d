"""A labeler as one more judge and alone: what counts, what is left to people, and when it is called back."""

import pytest

from assay.kit.reasons import Refused
from assay.labelers.actions import looking_after
from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.enums import Fate, UseMode
from assay.labelers.models import LabelerUse, LabelerVersion, PredictionCheck, PredictionFate
from assay.labelers.queries.uses import fates_of, newest_use
from assay.people.models import InboxMessage
from assay.quality.actions.consensus import reproduce, run_consensus
from assay.quality.models import Label, MachineReport
from assay.quality.queries.why import why_label
from assay.work.actions.claiming import claim
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.enums import ItemState
from assay.work.models import Judgment, QueueItem, Retraction
from tests.labelers.labeler_world import MACHINE, Taught, another, judge, publish, taught
from tests.work.world import NOW, TODAY, later

pytestmark = pytest.mark.django_db


def voted(made: Taught) -> set[int]:
    return set(
        Judgment.objects.filter(machine=MACHINE, stage=made.world.stage).values_list("task", flat=True)
    )


def state_of(tasks: set[int]) -> set[int]:
    return set(QueueItem.objects.filter(task__in=tasks).values_list("state", flat=True))


def test_one_more_judge_takes_no_place_and_has_a_matrix_of_its_own() -> None:
    made = taught(n_tasks=40, n_gold=2, overlap=2)
    made.said(made.tasks[:30], "yes")
    made.said(made.tasks[30:], "no")
    for who in (0, 1):
        judge(made.world, made.tasks, "yes", who=who)
    use = made.use(UseMode.JUDGE)

    look_after_labelers(now=later(minutes=2))
    look_after_labelers(now=later(minutes=3))

    left = made.left()
    everything = {task.pk for task in made.tasks}
    assert voted(made) == everything - left
    assert Judgment.objects.filter(machine=MACHINE, is_gold=True).count() == 0
    assert set(QueueItem.objects.filter(task__in=everything).values_list("n_judgments", flat=True)) == {2}
    counted = {Fate.VOTED: 40 - len(left), Fate.LEFT: len(left)}
    assert fates_of([use.pk])[use.pk] == {fate: n for fate, n in counted.items() if n}
    run = run_consensus(None, stage=made.world.stage, now=later(minutes=4), method="dawid_skene")
    report = MachineReport.objects.get(run=run)
    n_wrong = len({task.pk for task in made.tasks[30:]} - left)
    assert (report.machine, report.question, report.n_judgments, report.n_agreed) == (
        *(MACHINE, "match", 40 - len(left)),
        40 - len(left) - n_wrong,
    )
    assert report.confusion is not None
    label = Label.objects.filter(run=run, task__in=everything - left).first()
    assert label is not None
    assert [each.n_judged for each in why_label(label).judgments if each.contributor == MACHINE] == [
        40 - len(left)
    ]
    assert reproduce(run)[0]


def test_it_cannot_answer_alone_before_known_answers_have_shown_that_it_may() -> None:
    few = taught(n_tasks=20, n_gold=89)
    with pytest.raises(Refused, match="of 89 known answers"):
        few.use(UseMode.ALONE)
    assert newest_use(few.labeler, few.world.stage) is None


def test_alone_answers_what_it_is_sure_of_and_leaves_the_rest_to_people() -> None:
    made = taught(n_tasks=40, n_gold=100, overlap=2)
    tasks, left = made.tasks, made.left(0.2)
    made.said(tasks[:5], "yes", 0.4)
    made.said(tasks[5:30])
    begun = next(task for task in tasks[5:30] if task.pk not in left)
    judge(made.world, [begun], "no")
    use = made.use(UseMode.ALONE, share=0.2)

    look_after_labelers(now=later(minutes=2))

    sure = {task.pk for task in tasks[5:30]} - left - {begun.pk}
    assert (use.threshold, use.n_known, use.n_right) == (0.9, 100, 100)
    assert voted(made) == sure
    assert state_of(sure) == {ItemState.MACHINE}
    assert state_of({task.pk for task in tasks} - sure) == {ItemState.OPEN}
    unsure = {task.pk for task in tasks[:5]} - left
    n_left = len(left & {task.pk for task in tasks[:30]})
    assert fates_of([use.pk])[use.pk] == {
        kind: n
        for kind, n in (
            (Fate.ANSWERED, len(sure)),
            (Fate.LEFT, n_left),
            (Fate.UNSURE, len(unsure)),
            (Fate.TOO_LATE, 1),
        )
        if n
    }
    run = run_consensus(None, stage=made.world.stage, now=later(minutes=3))
    assert set(Label.objects.filter(run=run).values_list("task", flat=True)) == sure | {begun.pk}


def test_a_labeler_that_drifts_gives_its_tasks_back_to_people() -> None:
    made = taught(n_tasks=300, n_gold=100)
    made.said(made.tasks)
    use = made.use(UseMode.ALONE, share=0.5)
    look_after_labelers(now=later(minutes=2))
    answered, left = voted(made), made.left(0.5)
    rows = [
        RecordedJudgment(task.pk, made.world.people[0].pk, '{"match": "no"}', 3.0, NOW, TODAY)
        for task in made.tasks
        if task.pk in left
    ]
    assert import_judgments(None, stage=made.world.stage, rows=rows, now=NOW).n_stored == len(left)
    run_consensus(None, stage=made.world.stage, now=later(minutes=3), method="majority")

    look_after_labelers(now=later(minutes=4))
    look_after_labelers(now=later(minutes=5))

    alarm = newest_use(made.labeler, made.world.stage)
    assert alarm is not None
    assert (alarm.mode, alarm.is_alarm, alarm.set_by, alarm.n_reopened) == (
        UseMode.OFF,
        True,
        None,
        len(answered),
    )
    assert alarm.n_wrong == alarm.n_checked < 10
    assert LabelerUse.objects.filter(labeler=made.labeler).count() == 2
    assert PredictionCheck.objects.filter(source="people", is_correct=False).count() == len(left)
    assert set(Retraction.objects.values_list("judgment__task", flat=True)) == answered
    assert state_of(answered) == {ItemState.OPEN}
    assert claim(made.world.worker(1), n=5, now=later(minutes=6)).n_tasks > 0
    message = InboxMessage.objects.get(kind="labelers.called_back")
    assert (message.user, str(made.labeler.uid) in message.address) == (made.world.owner, True)
    assert use.pk != alarm.pk


@pytest.mark.parametrize(("n_right", "is_all_doubted"), [(27, False), (28, True)])
def test_what_was_found_good_is_spared_and_what_an_earlier_use_answered_is_not(
    n_right: int, is_all_doubted: bool
) -> None:
    """Twenty-seven right ones pass; the twenty-eighth begins the plan that ends in the alarm."""
    made = taught(n_tasks=160, n_gold=100)
    first, second = made.tasks[:120], made.tasks[120:]
    left = made.left(0.5)
    made.said(first)
    made.use(UseMode.ALONE, share=0.5)
    look_after_labelers(now=later(minutes=2))
    answered_first = voted(made)
    made.use(UseMode.ALONE, share=0.5, minutes=3)
    judge(made.world, [task for task in first if task.pk in left][:n_right], "yes")
    run_consensus(None, stage=made.world.stage, now=later(minutes=4), method="majority")
    look_after_labelers(now=later(minutes=5))
    look_after_labelers(now=later(minutes=6))
    made.said(second)
    look_after_labelers(now=later(minutes=7))
    answered = voted(made)
    judge(made.world, [task for task in second if task.pk in left], "no")
    run_consensus(None, stage=made.world.stage, now=later(minutes=8), method="majority")

    look_after_labelers(now=later(minutes=9))

    alarm = newest_use(made.labeler, made.world.stage)
    assert alarm is not None
    assert alarm.is_alarm
    assert PredictionCheck.objects.filter(source="people", is_correct=True).count() == n_right
    retracted = set(Retraction.objects.values_list("judgment__task", flat=True))
    assert retracted == (answered if is_all_doubted else answered - answered_first)


def test_what_fails_of_one_keeps_no_other_from_its_minute(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = taught(n_tasks=20)
    other = another(made)

    def broken(version: LabelerVersion, **_more: object) -> int:
        assert version != made.version, "Broken."
        return 0

    for each in (made, other):
        each.said(made.tasks)
        each.use(UseMode.JUDGE)
    with monkeypatch.context() as patched:
        patched.setattr(looking_after, "check_gold", broken)
        look_after_labelers(now=later(minutes=2))

    assert set(Judgment.objects.values_list("machine", flat=True)) == {"Other v1"}
    assert [each.message for each in caplog.records if each.name == looking_after.__name__] == [
        f"Labeler {made.labeler.uid} could not be looked after"
    ]
    look_after_labelers(now=later(minutes=3))
    assert set(Judgment.objects.values_list("machine", flat=True)) == {"Other v1", MACHINE}


def test_alone_it_gives_no_critical_answer() -> None:
    made = taught(n_tasks=20, n_gold=100)
    options = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No", "critical": True}]
    publish(made, [{"id": "match", "kind": "choice", "label": "Match?", "options": options}])
    made.said(made.tasks[:10], "yes")
    made.said(made.tasks[10:], "no")
    use = made.use(UseMode.ALONE)

    look_after_labelers(now=later(minutes=2))

    left, bad = made.left(), {task.pk for task in made.tasks[10:]}
    fates = PredictionFate.objects.filter(use=use, fate=Fate.UNSURE)
    assert voted(made) == {task.pk for task in made.tasks[:10]} - left
    assert set(fates.values_list("prediction__task", flat=True)) == bad - left
