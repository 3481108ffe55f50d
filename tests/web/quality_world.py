"""A judged project for the pages of quality and delivery: judgments, gold scores, a run, a release."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.delivery.actions.releases import build_release
from assay.delivery.models import Release
from assay.kit.clock import now
from assay.kit.ids import new_uid
from assay.kit.jobs import run_now
from assay.kit.models import JobState
from assay.people.models import Contributor
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.gold import add_gold, score_gold
from assay.quality.models import ConsensusRun, Gold
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Batch, Judgment, Task
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, TODAY, World, add_tasks, later, make_world

# Two of three say the same about most tasks; about every fifth one dissents.
RIGHT = ("no", "yes")


@dataclass(frozen=True)
class Judged:
    world: World
    cast: Cast
    run: ConsensusRun

    @property
    def task(self) -> Task:
        return Task.objects.get(external_id="t0")


def judged(n_tasks: int = 6) -> Judged:
    """Three contributors on every task; Ben scores gold, then a run is made by Dawid and Skene's method."""
    world = make_world(n_people=3, n_tasks=n_tasks, overlap=3)
    cast = cast_of(world)
    rows = [
        RecordedJudgment(task.pk, person.pk, f'{{"match": "{answer(nth, who)}"}}', 3.0, NOW, TODAY)
        for nth, task in enumerate(Task.objects.filter(is_gold=False).order_by("pk"))
        for who, person in enumerate(world.people)
    ]
    report = import_judgments(None, stage=world.stage, rows=rows, now=NOW)
    assert report.n_stored == 3 * n_tasks
    return Judged(world, cast, run_consensus(cast.ben, stage=world.stage, now=later(minutes=1)))


def answer(nth: int, who: int) -> str:
    return RIGHT[(nth + ((nth + who) % 5 == 0)) % 2]


def gold_batch(world: World, n: int, prefix: str = "g") -> list[Task]:
    batch, _ = Batch.objects.get_or_create(
        project=world.project, name="Gold", defaults={"is_gold": True, "created_at": NOW}
    )
    return add_tasks(world, n, batch=batch, prefix=prefix)


def golden(found: Judged, n: int = 2, prefix: str = "g") -> list[Gold]:
    """`n` gold tasks whose right answer is yes."""
    return [
        add_gold(
            found.cast.ben,
            project=found.world.project,
            external_id=task.external_id,
            answers={"match": ["yes"]},
            reason="The query names the brand.",
            now=NOW,
        )
        for task in gold_batch(found.world, n, prefix)
    ]


def gold_judgment(world: World, gold: Gold, who: Contributor, *, said: str, at: datetime = NOW) -> Judgment:
    return Judgment.objects.create(
        task=gold.task,
        stage=world.stage,
        project=world.project,
        contributor=who,
        answers={"match": said},
        schema_version=world.schema,
        is_gold=True,
        client_key=new_uid().hex,
        handling_seconds=2.5,
        submitted_at=at,
        work_on=TODAY,
    )


def scored(found: Judged, golds: list[Gold], answers: list[str], at: datetime = NOW) -> None:
    """The first contributor answers the gold tasks, and the scores are written."""
    for gold, said in zip(golds, answers, strict=True):
        gold_judgment(found.world, gold, found.world.people[0], said=said, at=at)
    assert score_gold(now=at + timedelta(hours=1)) == len(answers)


def released(found: Judged, corrects: Release | None = None, note: str = "") -> Release:
    release, job = build_release(found.cast.lea, run=found.run, corrects=corrects, note=note, now=now())
    assert run_now(job).state == JobState.DONE, job.error
    return Release.objects.get(pk=release.pk)
