"""A project with a card, a budget, and work in it."""

from datetime import datetime, timedelta

from assay.money.actions.budgets import set_budget
from assay.money.actions.rates import NewCard, publish_card
from assay.money.models import Budget
from assay.money.rules.budgets import BudgetTerms
from assay.money.rules.rates import RateTerms
from assay.projects.models import Project
from assay.work.actions.claiming import Dice, claim, submit
from tests.work.world import NOW, World, make_world

EACH = 50_000


def budgeted(n_judgments: int, *, n_tasks: int = 6, n_people: int = 2) -> tuple[World, Budget]:
    """A budget for so many judgments of 0.05 EUR, and more tasks than that."""
    world = make_world(n_people=n_people, n_tasks=n_tasks)
    promise(world, NOW)
    return world, limit(world.project, n_judgments * EACH, at=NOW)


def promise(world: World, at: datetime) -> None:
    day = at - timedelta(days=1)
    card = NewCard([RateTerms(EACH)], "EUR", day.date(), "The first card.")
    publish_card(None, project=world.project, card=card, now=day)


def limit(project: Project | None, micro: int, *, at: datetime, **said: object) -> Budget:
    terms = BudgetTerms("Labels", micro, "EUR", "As agreed.", **said)  # type: ignore[arg-type]  # Of any field.
    return set_budget(None, project=project, terms=terms, now=at)


def answer(world: World, nth: int, *, at: datetime) -> bool:
    """One task by one person; whether there was one."""
    work = claim(world.worker(nth), n=1, now=at, dice=Dice(1.0, 0.5))
    if not work.n_tasks:
        return False
    held = world.people[nth].claims.get(state=1)
    submit(world.worker(nth), world.submission(held.uid), now=at)
    return True
