"""Judgments that a card pays, at this moment: for pages and routes, which read the clock."""

from datetime import datetime, timedelta

from assay.kit.clock import now
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.rates import NewCard, publish_card
from assay.money.rules.rates import RateTerms
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.work.world import World, make_world

SETTLED = 2**62
EACH = 50_000


def paid_world(*, n_people: int = 2, n_tasks: int = 3, at: datetime | None = None) -> World:
    """Everybody has judged every task, two hours ago, in 30 seconds each: 0.05 EUR an answer, 6 EUR an hour."""
    moment = at or now()
    world = make_world(n_people=n_people, n_tasks=n_tasks, overlap=n_people)
    promised = moment - timedelta(days=2)
    card = NewCard([RateTerms(EACH)], "EUR", promised.date(), "The first card.")
    publish_card(None, project=world.project, card=card, now=promised)
    judge_and_pay(world, moment)
    return world


def judge_and_pay(world: World, moment: datetime) -> None:
    """Every task that is not done yet, by everybody."""
    judged_at = moment - timedelta(hours=2)
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 30.0, judged_at, judged_at.date())
        for task in Task.objects.filter(items__done_at=None).order_by("pk")
        for person in world.people
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=judged_at).n_stored == len(rows)
    accrue(now=moment, below=SETTLED)
    release_due(now=moment)
