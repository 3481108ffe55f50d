"""The stop of a budget at any concurrency: what is claimed before it is on record is all that can go beyond it."""

from functools import partial

import pytest

from assay.money.actions.budgets import look_at_budgets
from assay.money.models import Budget
from assay.work.actions.claiming import claim, step
from assay.work.models import Claim, RoutingStop
from tests.money.budget_world import EACH, budgeted
from tests.work.test_concurrency import claims_of, in_parallel
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)
N_PEOPLE, N_TASKS, N_PAID = 12, 400, 60


def works_until_stopped(world: World, nth: int) -> int:
    """How many were answered before there was nothing any more."""
    n_answered, work = 0, claim(world.worker(nth), n=1, now=NOW)
    while work.n_tasks:
        work = step(world.worker(nth), world.submission(claims_of(work)[0]), n=1, now=NOW)
        n_answered += 1
    return n_answered


def looks() -> int:
    while not RoutingStop.objects.exists():
        look_at_budgets(now=NOW)
    return Claim.objects.count()


def test_nothing_is_claimed_after_the_stop_at_any_concurrency() -> None:
    world, budget = budgeted(N_PAID, n_tasks=N_TASKS, n_people=N_PEOPLE)

    *answered, n_claimed = in_parallel(
        [*(partial(works_until_stopped, world, nth) for nth in range(N_PEOPLE)), looks]
    )

    assert Budget.objects.get().stopped_at == NOW
    # The stop was on record when these were counted; each person may have had one claim in its very statement.
    assert sum(answered) <= n_claimed + N_PEOPLE
    assert N_PAID <= sum(answered) < N_TASKS
    assert budget.amount_micro == N_PAID * EACH
    assert claim(world.worker(0), n=1, now=NOW).n_tasks == 0
