"""Budgets: they count what is used, warn once, stop work, and let it go on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assay.kit.reasons import Refused
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.budgets import change_budget, end_budget, look_at_budgets, set_budget
from assay.money.actions.machines import book_machine_costs
from assay.money.models import Budget, BudgetAlert, BudgetVersion, CostDay
from assay.money.queries.budget_use import used_of
from assay.money.queries.costs import cost_by_market, cost_by_project
from assay.money.queries.spending import spent_by_project
from assay.money.rules.budgets import BudgetTerms
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage, Market
from assay.work.actions.assigning import assign
from assay.work.actions.claiming import Dice, claim
from assay.work.models import DoneDay, Judgment, Queue, RoutingStop, Task
from assay.work.queries.nothing import why_nothing
from tests.money.budget_world import EACH, answer, budgeted, limit, promise
from tests.money.ledger_world import keeper
from tests.quality.review_world import SETTLED, somebody
from tests.work.world import NOW, TODAY, later, make_world

pytestmark = pytest.mark.django_db


def test_it_counts_what_is_earned_under_way_and_open() -> None:
    world, budget = budgeted(10)
    answer(world, 0, at=NOW)
    answer(world, 0, at=NOW)
    accrue(now=later(minutes=1), below=SETTLED)
    answer(world, 1, at=later(minutes=2))
    claim(world.worker(1), n=1, now=later(minutes=2), dice=Dice(1.0, 0.5))

    [used] = used_of([budget], later(minutes=2))

    assert (used.use.accrued, used.use.spent, used.use.under_way) == (2 * EACH, 0, 2 * EACH)
    assert (used.use.each, used.ahead) == (EACH, None)


def test_what_models_cost_is_used_and_is_no_part_of_what_a_judgment_costs() -> None:
    world, budget = budgeted(100, n_tasks=12)
    for nth in range(6):
        at = later(days=nth)
        answer(world, 0, at=at)
        accrue(now=at + timedelta(minutes=1), below=SETTLED)
        DoneDay.objects.update_or_create(queue=world.queue, day_on=at.date(), defaults={"n_done": 1})
    Queue.objects.update(n_open=6)
    before = used_of([budget], later(days=6))
    book_machine_costs(
        key="machine:1:1",
        project_id=world.project.pk,
        currency="EUR",
        costs={(None, later(days=nth).date()): EACH for nth in range(6)},
        now=later(days=6),
    )

    [one], [used] = before, used_of([budget], later(days=6))

    assert one.ahead is not None
    assert used.ahead is not None
    assert (used.use.accrued, used.use.spent) == (one.use.accrued + 6 * EACH, 6 * EACH)
    assert (used.use.each, used.use.committed) == (one.use.each, one.use.committed) == (EACH, 6 * EACH)
    assert (used.ahead.micro, used.ahead.high) == (18 * EACH, one.ahead.high + 6 * EACH)


def test_it_stops_work_when_nothing_more_fits_and_raising_it_opens_again() -> None:
    world, budget = budgeted(3)
    at = later(minutes=1)
    for _ in range(2):
        answer(world, 0, at=at)
    look_at_budgets(now=at)
    open_before = budget_now(budget).stopped_at is None
    answer(world, 0, at=at)

    look_at_budgets(now=at)
    stopped = answer(world, 1, at=at)
    Queue.objects.update(n_open=3)
    why = why_nothing(world.worker(1), now=at)
    change_budget(None, budget=budget, micro=5 * EACH, reason="More labels.", now=at)

    assert (open_before, stopped, Judgment.objects.count()) == (True, False, 3)
    assert [each.reason.code for each in why.obstacles] == ["work.budget"]
    assert answer(world, 1, at=later(minutes=2))
    assert not RoutingStop.objects.exists()


def budget_now(budget: Budget) -> Budget:
    budget.refresh_from_db()
    return budget


def test_what_is_in_hand_is_finished_and_paid() -> None:
    world, budget = budgeted(1)
    claim(world.worker(0), n=1, now=NOW, dice=Dice(1.0, 0.5))
    look_at_budgets(now=NOW)

    assert budget_now(budget).stopped_at == NOW
    assert answer(world, 0, at=NOW)
    assert not answer(world, 1, at=NOW)


def test_a_task_that_comes_back_opens_it_again() -> None:
    world, budget = budgeted(1)
    claim(world.worker(0), n=1, now=NOW, dice=Dice(1.0, 0.5))
    look_at_budgets(now=NOW)

    look_at_budgets(now=later(hours=2))

    assert budget_now(budget).stopped_at is None
    assert answer(world, 1, at=later(hours=2))


def test_assigning_by_hand_is_stopped_too() -> None:
    world, _budget = budgeted(1)
    answer(world, 0, at=NOW)
    look_at_budgets(now=NOW)
    task = Task.objects.filter(items__is_claimable=True).order_by("pk")[0]

    Grant.objects.create(user=world.owner, role=Role.PROJECT_OWNER, granted_at=NOW)

    found = assign(
        world.owner,
        stage=world.stage,
        pairs=[(task.pk, world.people[1].pk)],
        until=later(hours=1),
        day_on=TODAY,
        now=NOW,
    )

    assert [each.outcome for each in found] == ["stopped"]


def test_a_stop_is_of_its_market_and_its_project_alone() -> None:
    world, other = make_world(n_people=1, n_tasks=2), make_world(n_people=0, n_tasks=0)
    promise(world, NOW)
    brazil = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt")
    terms = BudgetTerms("Brazil", 1, "EUR", "As agreed.")
    set_budget(None, project=world.project, market=brazil, terms=terms, now=NOW)
    limit(other.project, 1, at=NOW)

    assert answer(world, 0, at=NOW)


def test_the_budget_of_everything_stops_everything() -> None:
    world = make_world(n_people=1, n_tasks=2)
    promise(world, NOW)
    limit(None, EACH - 1, at=NOW)
    look_at_budgets(now=NOW)

    assert not answer(world, 0, at=NOW)


@pytest.mark.parametrize(
    ("starts", "ends", "stops"), [(0, 0, True), (-5, None, True), (1, None, False), (None, -1, False)]
)
def test_it_stops_in_its_period_only(starts: int | None, ends: int | None, stops: bool) -> None:
    world = make_world(n_people=1, n_tasks=2)
    promise(world, NOW)
    today = NOW.date()
    period = {
        "starts_on": None if starts is None else today + timedelta(days=starts),
        "ends_on": None if ends is None else today + timedelta(days=ends),
    }
    limit(world.project, 1, at=NOW, **period)
    look_at_budgets(now=NOW)

    assert answer(world, 0, at=NOW) is not stops


def test_one_that_only_warns_never_stops() -> None:
    world = make_world(n_people=1, n_tasks=2)
    promise(world, NOW)
    budget = limit(world.project, 1, at=NOW, stops_work=False)
    answer(world, 0, at=NOW)
    look_at_budgets(now=NOW)

    assert (budget_now(budget).stopped_at, answer(world, 0, at=NOW)) == (None, True)


def test_its_owners_are_told_once_for_each_threshold_of_a_version() -> None:
    world, budget = budgeted(10, n_tasks=12)
    omar = keeper("Omar")
    change_budget(omar, budget=budget, micro=10 * EACH, reason="Mine now.", now=NOW)
    for nth in range(10):
        answer(world, 0, at=later(minutes=nth))
        look_at_budgets(now=later(minutes=nth))
        look_at_budgets(now=later(minutes=nth))

    told = InboxMessage.objects.filter(kind="money.budget").order_by("pk")
    assert list(BudgetAlert.objects.order_by("pk").values_list("version", "percent")) == [
        *((2, 80), (2, 95), (2, 100)),
    ]
    assert [(each.user_id, each.title) for each in told] == [
        (who, f"Labels: {percent} % of the budget are used")
        for percent in (80, 100)
        for who in sorted((world.owner.pk, omar.pk))
    ]
    change_budget(omar, budget=budget, micro=12 * EACH, reason="More.", now=later(minutes=20))
    assert BudgetAlert.objects.filter(version=3).get().percent == 80


def test_what_was_ended_stops_nothing_and_cannot_be_changed() -> None:
    world, budget = budgeted(1)
    answer(world, 0, at=NOW)
    look_at_budgets(now=NOW)

    end_budget(None, budget=budget, now=NOW)

    assert answer(world, 1, at=NOW)
    with pytest.raises(Refused) as refused:
        change_budget(None, budget=budget, micro=EACH, reason="More.", now=NOW)
    assert refused.value.reasons[0].code == "budgets.retired"
    limit(world.project, EACH, at=NOW)


def test_there_is_one_budget_for_the_same() -> None:
    _world, budget = budgeted(1)

    with pytest.raises(Refused) as refused:
        limit(budget.project, EACH, at=NOW)

    assert refused.value.reasons[0].code == "budgets.same"


def test_versions_stay_as_they_are() -> None:
    _world, budget = budgeted(1)
    change_budget(None, budget=budget, micro=9 * EACH, reason="More.", now=NOW)

    kept = BudgetVersion.objects.order_by("number").values_list("number", "amount_micro", "reason")
    assert list(kept) == [(1, EACH, "As agreed."), (2, 9 * EACH, "More.")]
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetVersion.objects.update(amount_micro=1)


def test_only_who_may_sets_changes_and_ends() -> None:
    world, budget = budgeted(1)
    rita = somebody(world, "Rita")
    terms = BudgetTerms("Mine", EACH, "EUR", "I want it.")

    for forbidden in (
        lambda: set_budget(rita, project=world.project, terms=terms, now=NOW),
        lambda: set_budget(rita, project=None, terms=terms, now=NOW),
        lambda: change_budget(rita, budget=budget, micro=EACH, reason="More.", now=NOW),
        lambda: end_budget(rita, budget=budget, now=NOW),
    ):
        with pytest.raises(Refused):
            forbidden()


def test_costs_by_day_come_to_what_the_ledger_has() -> None:
    world, _budget = budgeted(100)
    for nth in range(3):
        answer(world, nth % 2, at=later(minutes=nth))
    accrue(now=later(hours=1), below=SETTLED)
    release_due(now=later(days=8))
    today = NOW.date()

    spent = spent_by_project([world.project.pk])[world.project.pk]
    [cost] = cost_by_project([world.project.pk], after=today - timedelta(days=1), until=today)[
        world.project.pk
    ]

    assert spent == {"EUR": 3 * EACH}
    assert (cost.n_judgments, cost.micro, cost.final_micro) == (3, 3 * EACH, 3 * EACH)
    assert cost_by_market(world.project.pk, after=today - timedelta(days=1), until=today) == {"": [cost]}
    assert CostDay.objects.count() == 1


def test_many_budgets_ask_the_same_as_one() -> None:
    budgets = [budgeted(3, n_people=0)[1] for _ in range(3)]
    counts = []
    for asked in (budgets[:1], budgets):
        with CaptureQueriesContext(connection) as queries:
            used_of(asked, NOW)
        counts.append(len(queries))

    assert counts[0] == counts[1]
