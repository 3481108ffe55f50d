"""The portfolio: late, on time, at risk by hand; whose it is; as many statements for six projects as for one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.intake.enums import RequestState
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.reasons import NotFound
from assay.money.actions.closing import close_month
from assay.money.actions.posting import Draft, post
from assay.money.enums import PostingKind
from assay.money.queries.accounts import Named, account_named
from assay.money.queries.spending import spent_by_project
from assay.money.rules.ledger import Line
from assay.people.enums import Role
from assay.people.models import Market, User
from assay.planning.enums import Aspect, Metric, Phase, Status
from assay.planning.models import Risk
from assay.planning.queries.health import values_of_many
from assay.planning.queries.portfolio import Entry, portfolio_of
from assay.planning.queries.portfolio_find import Wanted, choices_of, found_in, row_of
from assay.planning.queries.portfolio_load import load_of
from assay.planning.queries.standing import values_of
from assay.planning.rules.health import QUALITY
from assay.projects.models import ProjectMarket
from assay.work.models import WorkDay
from assay.work.queries.market_hours import MarketHours
from tests.intake.world import brought_to, make_intake
from tests.planning.portfolio_world import WEDNESDAY, WEEK, did, planned, portfolio, project
from tests.web.quality_cast import somebody
from tests.web.site_world import two_sites
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db
MET, AT_RISK, MISSED, UNMEASURED = Status.MET, Status.AT_RISK, Status.MISSED, Status.UNMEASURED


def omar() -> User:
    return somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)


def names(entries: list[Entry]) -> list[str]:
    return [each.name for each in entries]


def add_risk(world: World, number: int, *, state: str, likelihood: int = 2, impact: int = 5) -> None:
    Risk.objects.create(
        project=world.project,
        number=number,
        title=f"Risk {number}",
        category="quality",
        likelihood=likelihood,
        impact=impact,
        owner=world.owner,
        state=state,
        fired_at=NOW if state == "fired" else None,
        review_due_on=WEEK,
        created_at=NOW,
    )


def test_time_by_hand() -> None:
    portfolio()

    found = {each.name: each for each in portfolio_of(omar(), WEDNESDAY)}

    assert {name: each.health.statuses[Aspect.TIME] for name, each in found.items()} == {
        "Behind": AT_RISK,
        "Far behind": MISSED,
        "Late": MISSED,
        "On time": MET,
        "Unplanned": UNMEASURED,
    }
    behind = found["Behind"]
    assert behind.health.attained is not None
    assert (behind.health.attained.value, behind.health.attained.n) == (0.9, 200)
    assert behind.next_on == date(2026, 4, 1)
    assert behind.schedule is not None
    assert (behind.schedule.n_planned, behind.schedule.n_due, behind.schedule.n_done) == (500, 200, 180)
    assert {each.phase for each in found.values()} == {Phase.AT_WORK}


def test_a_budget_is_held_against_what_is_spent_and_what_the_rest_would_cost() -> None:
    """Of 500 tasks 180 cost 1,700: all of them 4,722. Of 100 for 1,050: 5,250. Of 200 for 2,400: 6,000."""
    portfolio()
    for name, euros in (("Behind", 1_700), ("Far behind", 1_050), ("Late", 2_400)):
        cost(name, euros)

    found = {each.name: row_of(each) for each in portfolio_of(omar(), WEDNESDAY)}

    assert {name: (row["on_budget"], row["spent_micros"]) for name, row in found.items()} == {
        "Behind": (MET, 1_700_000_000),
        "Far behind": (AT_RISK, 1_050_000_000),
        "Late": (MISSED, 2_400_000_000),
        "On time": (UNMEASURED, None),
        "Unplanned": (UNMEASURED, None),
    }
    assert found["Late"]["forecast_micros"] == 6_000_000_000


def test_what_is_booked_in_another_currency_is_not_converted() -> None:
    portfolio()
    cost("Late", 2_400, currency="USD")

    found = {each.name: row_of(each) for each in portfolio_of(omar(), WEDNESDAY)}

    assert (found["Late"]["on_budget"], found["Late"]["spent_micros"]) == (UNMEASURED, None)


def test_a_closed_month_counts_by_its_balance_and_once() -> None:
    worlds = portfolio()
    cost("Late", 1_000, on=date(2026, 2, 10))
    run_now(close_month(None, month=date(2026, 2, 1), now=WEDNESDAY), at=WEDNESDAY)
    cost("Late", 500)

    assert spent_by_project([worlds["Late"].project.pk]) == {
        worlds["Late"].project.pk: {"EUR": 1_500_000_000}
    }


def cost(name: str, euros: int, *, currency: str = "EUR", on: date = WEEK) -> None:
    labour = account_named(Named("labour", name), currency, field="debit")
    cash = account_named(Named("cash"), currency, field="credit")
    lines = [Line(labour.pk, currency, euros * 1_000_000), Line(cash.pk, currency, -euros * 1_000_000)]
    post(None, draft=Draft(f"{name} {euros}", PostingKind.ACCRUAL, on, lines), now=WEDNESDAY)


def test_risks_that_fired_or_are_high_in_the_projects_own_row() -> None:
    worlds = portfolio()
    add_risk(worlds["Behind"], 1, state="fired")
    add_risk(worlds["Behind"], 2, state="closed")
    add_risk(worlds["Late"], 1, state="open")
    add_risk(worlds["On time"], 1, state="open", impact=2)

    found = {each.name: each for each in portfolio_of(omar(), WEDNESDAY)}

    assert {name: each.health.statuses[Aspect.RISK] for name, each in found.items()} == {
        "Behind": MISSED,
        "Far behind": UNMEASURED,
        "Late": AT_RISK,
        "On time": MET,
        "Unplanned": UNMEASURED,
    }
    assert row_of(found["Behind"])["n_risks"] == 1


def test_quality_is_the_same_as_each_projects_own_page_measures() -> None:
    world, _lisbon, _cairo, _lot = two_sites()
    other = project("Nothing measured")
    moment = now()

    found = values_of_many([world.project, other.project], moment)

    own = values_of(world.project, now=moment)
    assert found == {world.project.pk: {metric: value for metric, value in own.items() if metric in QUALITY}}
    assert Metric.ACCURACY_MAJOR in own


def test_as_many_statements_for_six_projects_as_for_one() -> None:
    lead = omar()
    only = project("Only", n_people=1)
    planned(only, (100,), due_on=date(2026, 3, 10))
    did(only, 10)
    portfolio_of(lead, WEDNESDAY)
    with CaptureQueriesContext(
        connection,
    ) as one:
        load_of(portfolio_of(lead, WEDNESDAY), WEDNESDAY)
    for nth in range(5):
        world = project(f"More {nth}")
        planned(world, (100, 200), due_on=date(2026, 3, 10))
        did(world, 10)
        add_risk(world, 1, state="open")

    with CaptureQueriesContext(connection) as six:
        load_of(portfolio_of(lead, WEDNESDAY), WEDNESDAY)

    assert len(six) == len(one)


def test_each_sees_the_own_scope_and_site_leads_requesters_and_strangers_have_none() -> None:
    worlds = portfolio()
    own = worlds["Late"].project.pk
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER, project_id=own)
    ben = somebody("Ben", NOW, role=Role.QA_ANALYST, project_id=own)

    assert names(portfolio_of(worlds["Late"].owner, WEDNESDAY)) == sorted(worlds)
    assert names(portfolio_of(mia, WEDNESDAY)) == names(portfolio_of(ben, WEDNESDAY)) == ["Late"]
    for role in (Role.REQUESTER, Role.REVIEWER, Role.CONTRIBUTOR):
        with pytest.raises(NotFound):
            portfolio_of(somebody(role, NOW, role=role, project_id=own), WEDNESDAY)
    with pytest.raises(NotFound):
        portfolio_of(somebody("Zoe", NOW), WEDNESDAY)


def test_who_does_not_see_answers_is_told_of_the_plan_alone() -> None:
    worlds = portfolio()
    add_risk(worlds["Late"], 1, state="fired")
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    late = next(each for each in portfolio_of(mia, WEDNESDAY) if each.name == "Late")

    assert late.health.statuses == {Aspect.TIME: MISSED, Aspect.BUDGET: UNMEASURED}
    assert (late.health.risks, late.health.standards) == ((), None)
    assert [row_of(late)[name] for name in ("risk", "n_risks", "on_quality")] == [None, None, None]


def test_a_request_stands_alone_until_it_is_a_project() -> None:
    intake = make_intake()
    waiting = brought_to(intake, RequestState.FEASIBLE)
    begun = brought_to(intake, RequestState.APPROVED, title="Begun")
    world = project("From a request")
    begun.project, begun.state = world.project, RequestState.IN_DELIVERY
    begun.save()

    found = portfolio_of(intake.omar, WEDNESDAY)

    assert [(each.name, each.phase, each.request) for each in found] == [
        ("From a request", Phase.AT_WORK, begun),
        ("Grades for image search", Phase.DECIDED, waiting),
    ]
    assert found[1].markets == ("de-DE", "pt-BR")
    assert (found[1].next_on, found[1].health.statuses) == (date(2026, 6, 1), {})


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["Behind", "Far behind", "Late", "On time", "Unplanned"]),
        (Wanted(health="troubled"), ["Far behind", "Late"]),
        (Wanted(health="watched"), ["Behind"]),
        (Wanted(health="calm"), ["On time"]),
        (Wanted(phase="paused"), []),
        (Wanted(segment="llm_data"), []),
        (Wanted(market="pt-BR"), ["Late"]),
        (Wanted(owner="nobody"), []),
        (Wanted(sort="attainment"), ["Far behind", "Behind", "On time", "Late", "Unplanned"]),
        (Wanted(sort="health"), ["Far behind", "Late", "Behind", "On time", "Unplanned"]),
        (Wanted(sort="next"), ["Late", "Behind", "Far behind", "On time", "Unplanned"]),
    ],
)
def test_narrowed_and_in_order(wanted: Wanted, found: list[str]) -> None:
    worlds = portfolio()
    brazil = Market.objects.create(code="pt-BR", name="Brazil", region="BR", language="pt-BR")
    ProjectMarket.objects.create(project=worlds["Late"].project, market=brazil)
    entries = portfolio_of(omar(), WEDNESDAY)

    assert names(found_in(entries, wanted)) == found
    assert choices_of(entries).markets == ("pt-BR",)


def test_load_by_hand() -> None:
    """Of 300 tasks at 36 seconds, three hours in this week, by one person of ten hours a week; two projects plan it."""
    worlds = portfolio()
    for nth, seconds in enumerate((7200.0, 3600.0)):
        WorkDay.objects.create(
            contributor=worlds["Behind"].people[nth],
            stage=worlds["Behind"].stage,
            day_on=WEEK + timedelta(days=7 * nth),
            n_submitted=100,
            handling_seconds=seconds,
        )
    # What was worked in the week that runs is not over yet.
    WorkDay.objects.create(
        contributor=worlds["Behind"].people[0],
        stage=worlds["Behind"].stage,
        day_on=WEEK + timedelta(days=14),
        n_submitted=1,
        handling_seconds=99.0,
    )

    load = load_of(portfolio_of(omar(), WEDNESDAY), WEDNESDAY)

    (everywhere,) = load.markets
    assert load.weeks[0] == date(2026, 3, 16)
    assert everywhere.hours_needed == (12.0, 0.0, 0.0, 0.0)
    assert everywhere.people_needed == (2, 0, 0, 0)
    assert everywhere.worked == MarketHours(3.0, 2)
    assert (everywhere.hours_worked, everywhere.load) == (0.75, 16.0)
    assert (everywhere.n_people, everywhere.n_projects) == (2, 4)
