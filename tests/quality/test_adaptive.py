"""Adaptive consensus on a simulated crowd: tasks stop where they may, audited ones never, unsure ones are decided."""

import random
from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db.models import Sum
from django.test import Client

from assay.people.enums import Role
from assay.people.models import Contributor, Grant, User
from assay.projects.models import Stage
from assay.quality.actions.adjudication import decide
from assay.quality.actions.consensus import reproduce, run_consensus
from assay.quality.actions.stopping import decide_due
from assay.quality.actions.stopping_fit import _learnt, fit_stage, newest_fits
from assay.quality.enums import AdjudicationSource, StoppingOutcome
from assay.quality.jobs import adaptive_consensus
from assay.quality.models import Adjudication, Gold, StoppingDecision, StoppingFit, StoppingTally
from assay.quality.queries.stopping import stopping_of
from assay.quality.queries.why_enough import why_enough
from assay.stats.stopping import is_audited
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.actions.retargeting import ask_more
from assay.work.actions.taking_back import take_back_work
from assay.work.enums import ItemState
from assay.work.models import Judgment, QueueItem, Task
from tests.work.world import NOW, TODAY, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db
N_PEOPLE, N_TASKS, N_GOLD = 12, 60, 40


def adaptive_world(*, accuracy: float = 0.9, n_gold: int = N_GOLD, **stage: object) -> "Crowd":
    settings = {"overlap_max": 6, "is_adaptive": True, "target": 0.85, "audit_share": 0.2, **stage}
    world = make_world(n_people=N_PEOPLE, n_tasks=N_TASKS, overlap=2, **settings)
    chance = random.Random(7)
    truth = {task.pk: chance.choice(["yes", "no"]) for task in Task.objects.all()}
    crowd = Crowd(world, truth, accuracy, chance)
    for task in add_gold(world, n_gold):
        truth[task.pk] = chance.choice(["yes", "no"])
        Gold.objects.create(
            task=task,
            project=world.project,
            answers={"match": [truth[task.pk]]},
            reason="Known.",
            created_at=NOW,
        )
        crowd.judge(task.pk, world.people, at=NOW)
    return crowd


class Crowd:
    """People who are right with one probability, whoever they are."""

    def __init__(self, world: World, truth: dict[int, str], accuracy: float, chance: random.Random) -> None:
        self.world, self.truth, self.accuracy, self.chance = world, truth, accuracy, chance
        self.minutes = 1

    @property
    def now(self) -> datetime:
        return later(minutes=self.minutes)

    @property
    def stage(self) -> Stage:
        return Stage.objects.select_related("project").get(pk=self.world.stage.pk)

    def judge(self, task_id: int, people: Sequence[Contributor], *, at: datetime) -> None:
        import_judgments(
            None, stage=self.stage, rows=[self.row(task_id, each, at) for each in people], now=at
        )

    def row(self, task_id: int, person: Contributor, at: datetime) -> RecordedJudgment:
        is_right = self.chance.random() < self.accuracy
        said = self.truth[task_id] if is_right else {"yes": "no", "no": "yes"}[self.truth[task_id]]
        return RecordedJudgment(task_id, person.pk, f'{{"match": "{said}"}}', 3.0, at, TODAY)

    def work(self) -> int:
        """Everything that asks for a judgment gets what it asks for, from people who had none of it."""
        rows = []
        for item in QueueItem.objects.filter(is_claimable=True, queue__is_gold=False).order_by("pk"):
            had = set(Judgment.objects.filter(task=item.task_id).values_list("contributor_id", flat=True))
            free = [each for each in self.world.people if each.pk not in had]
            chosen = self.chance.sample(free, min(item.n_slots_left, len(free)))
            rows += [self.row(item.task_id, each, self.now) for each in chosen]
        import_judgments(None, stage=self.stage, rows=rows, now=self.now)
        self.minutes += 2
        return len(rows)

    def until_done(self) -> None:
        while self.work():
            decide_due(self.stage, now=self.now)


def test_without_gold_every_task_gets_the_highest_overlap() -> None:
    crowd = adaptive_world(n_gold=0)

    crowd.until_done()

    assert Judgment.objects.count() == N_TASKS * 6
    assert set(StoppingDecision.objects.values_list("outcome", flat=True)) == {"exhausted"}


def test_gold_shows_what_is_sure_and_tasks_stop_there_with_what_was_promised() -> None:
    crowd = adaptive_world()
    fit_stage(crowd.stage, now=crowd.now)
    fit = StoppingFit.objects.get()
    assert (fit.n_gold, "-1" in fit.thresholds) == (N_GOLD, True)

    crowd.until_done()

    found = stopping_of(crowd.stage)
    early = StoppingDecision.objects.filter(outcome=StoppingOutcome.TARGET)
    assert early.count() > 20
    assert found.all_ended.n_tasks + found.audited.n_tasks == N_TASKS
    assert found.n_saved > 0
    assert QueueItem.objects.filter(queue__is_gold=False).exclude(state=ItemState.DONE).count() == 0


def test_an_older_fit_is_emptied_and_never_decided_by() -> None:
    crowd = adaptive_world()
    [older], [newer] = (fit_stage(crowd.stage, now=crowd.now) for _ in range(2))

    _learnt.cache_clear()
    with pytest.raises(StoppingFit.DoesNotExist):
        _learnt(older.pk)
    assert {learnt.pk for learnt in newest_fits(crowd.stage).values()} == {newer.pk}


def test_the_audited_share_never_stops_early_and_measures_the_saving() -> None:
    crowd = adaptive_world()
    fit_stage(crowd.stage, now=crowd.now)

    crowd.until_done()

    audited = {task.pk for task in Task.objects.filter(is_gold=False) if is_audited(str(task.uid), share=0.2)}
    decided = StoppingDecision.objects.filter(is_audited=True)
    assert set(decided.values_list("task_id", flat=True)) == audited
    assert set(decided.values_list("n_judgments", flat=True)) == {6}
    found = stopping_of(crowd.stage)
    assert found.saved_share is not None
    assert 0 < found.saved_share < 1
    assert found.same.n == len(audited)


def test_what_is_unsure_with_everything_goes_to_adjudication_once() -> None:
    crowd = adaptive_world(accuracy=0.55, target=0.95)
    fit_stage(crowd.stage, now=crowd.now)

    crowd.until_done()

    cases = Adjudication.objects.all()
    exhausted = StoppingDecision.objects.filter(outcome=StoppingOutcome.EXHAUSTED)
    assert cases.count() > N_TASKS / 2
    assert {each.source for each in cases} == {AdjudicationSource.UNDECIDED}
    assert set(cases.values_list("task_id", flat=True)) <= set(exhausted.values_list("task_id", flat=True))


def test_no_task_stops_below_its_overlap_or_takes_more_than_the_highest() -> None:
    crowd = adaptive_world()
    fit_stage(crowd.stage, now=crowd.now)

    crowd.until_done()

    numbers = set(QueueItem.objects.filter(queue__is_gold=False).values_list("n_judgments", flat=True))
    assert min(numbers) >= 2
    assert max(numbers) <= 6


def test_deciding_twice_changes_nothing() -> None:
    crowd = adaptive_world()
    fit_stage(crowd.stage, now=crowd.now)
    crowd.work()
    decide_due(crowd.stage, now=crowd.now)
    before = list(QueueItem.objects.order_by("pk").values_list("pk", "n_wanted", "n_needed"))

    assert decide_due(crowd.stage, now=crowd.now) == 0

    assert list(QueueItem.objects.order_by("pk").values_list("pk", "n_wanted", "n_needed")) == before


def test_a_judgment_that_may_still_be_undone_decides_nothing() -> None:
    crowd = adaptive_world(undo_seconds=600)
    crowd.work()

    assert decide_due(crowd.stage, now=crowd.now) == 0


def test_work_that_is_taken_back_is_decided_again_and_counted_once() -> None:
    crowd = adaptive_world()
    fit_stage(crowd.stage, now=crowd.now)
    crowd.until_done()

    take_back_work(
        None, project=crowd.world.project, contributor=crowd.world.people[0], reason="Guessed.", now=crowd.now
    )
    crowd.until_done()

    n_decided = StoppingDecision.objects.count()
    sums = StoppingTally.objects.aggregate(n=Sum("n_tasks"), judgments=Sum("n_judgments"))
    in_items = StoppingDecision.objects.aggregate(n=Sum("n_judgments"))["n"]
    assert (n_decided, sums["n"], sums["judgments"]) == (N_TASKS, N_TASKS, in_items)


def test_the_clock_learns_the_crowd_and_decides() -> None:
    crowd = adaptive_world()
    crowd.work()

    adaptive_consensus(crowd.now)

    assert QueueItem.objects.filter(queue__is_gold=False, is_claimable=True).exists()


def test_an_owner_may_ask_for_more_than_consensus_does() -> None:
    crowd = adaptive_world()
    fit_stage(crowd.stage, now=crowd.now)
    crowd.until_done()
    item = QueueItem.objects.filter(queue__is_gold=False, n_judgments=2).first()
    assert item is not None

    ask_more({item.pk: 4}, now=crowd.now)
    crowd.until_done()

    item.refresh_from_db()
    assert (item.n_judgments >= 4, StoppingDecision.objects.get(task=item.task_id).n_judgments >= 4) == (
        True,
        True,
    )


def test_what_a_reviewer_decided_holds_in_the_next_run_and_can_be_reproduced() -> None:
    crowd = adaptive_world(accuracy=0.55, target=0.95)
    crowd.until_done()
    case = Adjudication.objects.order_by("pk")[0]
    before = run_consensus(None, stage=crowd.stage, now=crowd.now)
    ruled = "no" if before.labels.get(task=case.task).value == "yes" else "yes"
    ben = User.objects.create(email="ben@example.org", name="Ben", created_at=NOW)
    Grant.objects.create(user=ben, role=Role.REVIEWER, project_id=crowd.world.project.pk, granted_at=NOW)

    crowd.minutes += 1
    decide(ben, adjudication=case, answer=ruled, reason="The guide says so.", now=crowd.now)
    after = run_consensus(None, stage=crowd.stage, now=crowd.now)

    label = after.labels.get(task=case.task)
    assert (label.value, label.probability) == (ruled, 1.0)
    assert (reproduce(before)[0], reproduce(after)[0]) == (True, True)
    assert why_enough(label).reason == "The guide says so."
    assert why_enough(label).outcome == StoppingOutcome.EXHAUSTED
    assert why_enough(before.labels.get(task=case.task)).reviewer == ""


def test_the_page_and_the_api_say_what_was_saved() -> None:
    crowd = adaptive_world()
    fit_stage(crowd.stage, now=crowd.now)
    crowd.until_done()
    owner = crowd.world.owner
    Grant.objects.create(
        user=owner, role=Role.PROJECT_OWNER, project_id=crowd.world.project.pk, granted_at=NOW
    )
    client = Client()
    client.force_login(owner)

    page = client.get(f"/projects/{crowd.world.project.uid}/adaptive/")
    found = client.get(f"/api/v1/projects/{crowd.world.project.uid}/adaptive").json()

    assert "Kept, on gold" in page.content.decode()
    assert found["n_audited_judgments"] == 6 * found["n_audited_tasks"] > found["n_would"]
    assert sum(each["n_tasks"] for each in found["ended"]) + found["n_audited_tasks"] == N_TASKS
    assert [(fit["question"], fit["n_gold"]) for fit in found["fits"]] == [("match", N_GOLD)]


def test_strangers_find_no_adaptive_page() -> None:
    crowd = adaptive_world(n_gold=0)
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)
    client = Client()
    client.force_login(zoe)

    statuses = [
        client.get(f"{prefix}/projects/{crowd.world.project.uid}/adaptive{end}").status_code
        for prefix, end in (("", "/"), ("/api/v1", ""))
    ]

    assert statuses == [404, 404]
