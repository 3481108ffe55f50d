"""Allocations: proposed from what is measured, applied, held to for a week, taken back; and who sees what."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.jobs import run_now
from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.hours import set_contracted_hours, set_day_hours, set_weekly_hours
from assay.people.enums import Role
from assay.people.models import Shift, User
from assay.planning.actions.allocations import (
    hold_people,
    propose,
    start_application,
    start_proposal,
    take_back,
)
from assay.planning.actions.pools import choose, set_pool
from assay.planning.enums import Placing
from assay.planning.models import AllocationRun, Assignment
from assay.planning.queries.allocations import (
    assigned_weeks,
    assignments_of,
    compared_with,
    hours_by_demand,
    hours_by_site,
    people_of,
    result_of,
    run_for,
    runs_seen_by,
)
from assay.planning.rules.allocation import Help, Terms
from assay.planning.rules.pools import PoolRule
from assay.projects.models import Membership, Project, Stage
from assay.work.models import StageHold
from tests.people.cast import user
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible, search_project, worked
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
THIS, NEXT = date(2026, 3, 2), date(2026, 3, 9)


@pytest.fixture
def world() -> Feasible:
    """Ana and Bia (at Porto) gave 10 hours a week each; 40 hours wait in the search project, where they are members."""
    found = make_feasible()
    join(found.project, found.people["ana"], found.people["bia"])
    left_in(found, 4000)
    return found


@pytest.fixture
def omar(world: Feasible) -> User:
    return world.intake.omar


@pytest.fixture
def other(world: Feasible) -> tuple[Project, Stage]:
    """Nothing waits here. Ana is a member, and Caio, who gave it 5 hours a week."""
    project, stage = search_project(world.intake.lea, name="Idle search")
    join(project, world.people["ana"], world.people["caio"])
    for nth in range(5):
        worked(world.people["caio"], stage, date(2026, 2, 23) + timedelta(days=nth), n=100, seconds=3600.0)
    return project, stage


def hours_of(run: AllocationRun) -> dict[str, float]:
    return {each.contributor.pseudonym: each.hours for each in run.assignments.select_related("contributor")}


def held(stage: Stage) -> list[str]:
    found = StageHold.objects.filter(stage=stage).order_by("contributor__pseudonym")
    return list(found.values_list("contributor__pseudonym", flat=True))


def applied(by: User, run: AllocationRun) -> AllocationRun:
    job = run_now(start_application(by, run=run, now=NOW), at=NOW)
    assert job.error == ""
    run.refresh_from_db()
    return run


def test_hours_come_from_the_weeks_before_and_what_is_short_says_what_binds(
    world: Feasible, omar: User, other: tuple[Project, Stage]
) -> None:
    run = propose(omar, week_on=NEXT, terms=Terms(), now=NOW)

    result = result_of(run)
    [met] = result.met
    assert (met.name, met.market, met.source, met.weight) == ("Shop search", "pt-BR", "backlog", 3)
    assert (met.hours, met.served, met.short, met.limit, met.n_able) == (40.0, 20.0, 20.0, "hours", 2)
    assert met.helps == (Help("work.pool", 1, 5.0),)
    assert hours_of(run) == {"p1": 10.0, "p2": 10.0}
    assert [(each.site, each.languages, each.hours) for each in result.idle] == [("", "pt-BR", 5.0)]
    again = propose(omar, week_on=NEXT, terms=Terms(), now=NOW)
    assert (again.inputs_hash, again.result, again.number) == (run.inputs_hash, run.result, 2)


def test_shifts_count_before_what_was_worked_and_without_time_away(world: Feasible, omar: User) -> None:
    bia = world.people["bia"]
    assert bia.site is not None
    for nth in range(2):
        start = NOW + timedelta(days=7 + nth)
        Shift.objects.create(
            contributor=bia,
            site=bia.site,
            starts_at=start,
            ends_at=start + timedelta(hours=8),
            planned_at=NOW,
            planned_by=omar,
        )

    run = propose(omar, week_on=NEXT, terms=Terms(shrinkage=0.25, occupancy=1.0), now=NOW)

    assert hours_of(run) == {"p1": 10.0, "p2": 12.0}


def test_contracted_hours_count_before_shifts_as_long_as_they_are_in_force(
    world: Feasible, omar: User
) -> None:
    """Bia's one shift is on Monday; what was agreed with Ana has ended."""
    bia, ana = world.people["bia"], world.people["ana"]
    assert bia.site is not None
    Shift.objects.create(
        contributor=bia,
        site=bia.site,
        starts_at=NOW + timedelta(days=7),
        ends_at=NOW + timedelta(days=7, hours=8),
        planned_at=NOW,
        planned_by=omar,
    )
    set_contracted_hours(None, contributor=bia, minutes=720, from_on=NEXT, now=NOW)
    set_contracted_hours(None, contributor=ana, minutes=600, from_on=NEXT - timedelta(days=7), now=NOW)
    set_contracted_hours(None, contributor=ana, minutes=0, from_on=NEXT, now=NOW)

    run = propose(omar, week_on=NEXT, terms=Terms(shrinkage=0.25, occupancy=1.0), now=NOW)

    assert hours_of(run) == {"p1": 10.0, "p2": 9.0}


def test_a_wider_pool_brings_more_people_and_a_choice_by_hand_is_kept(
    world: Feasible, omar: User, other: tuple[Project, Stage]
) -> None:
    set_pool(omar, project=world.project, rule=PoolRule(markets=("pt-BR",)), priority=5, now=NOW)
    for who, kind, hours in (("ana", Placing.OUT, None), ("bia", Placing.PINNED, 2.5)):
        choose(
            omar,
            project=world.project,
            contributor=world.people[who],
            kind=kind,
            hours=hours,
            week_on=NEXT,
            reason="Wanted so.",
            now=NOW,
        )

    run = propose(omar, week_on=NEXT, terms=Terms(), now=NOW)

    rows = run.assignments.order_by("contributor__pseudonym", "is_pinned")
    found = list(rows.values_list("contributor__pseudonym", "quarters", "is_pinned"))
    assert found == [("p2", 30, False), ("p2", 10, True), ("p3", 20, False)]
    assert result_of(run).met[0].weight == 5


def test_applying_makes_members_and_holds_people_for_its_week_only(
    world: Feasible, omar: User, other: tuple[Project, Stage]
) -> None:
    set_pool(omar, project=world.project, rule=PoolRule(markets=("pt-BR",)), now=NOW)
    run = applied(omar, propose(omar, week_on=THIS, terms=Terms(), now=NOW))

    assert Membership.objects.filter(project=world.project, contributor=world.people["caio"]).exists()
    assert (held(other[1]), held(world.stage)) == (["p1", "p3"], [])
    assert (run.applied_by, run.is_holding) == (omar, True)
    assert not hold_people(now=NOW + timedelta(days=6))
    assert hold_people(now=NOW + timedelta(days=7))
    assert held(other[1]) == []


def test_one_for_next_week_holds_nobody_before_its_monday(
    world: Feasible, omar: User, other: tuple[Project, Stage]
) -> None:
    applied(omar, propose(omar, week_on=NEXT, terms=Terms(), now=NOW))

    assert held(other[1]) == []
    assert hold_people(now=NOW + timedelta(days=7))
    assert held(other[1]) == ["p1"]


def test_a_run_is_replaced_brought_back_and_taken_back(
    world: Feasible, omar: User, other: tuple[Project, Stage]
) -> None:
    first = applied(omar, propose(omar, week_on=THIS, terms=Terms(), now=NOW))
    second = applied(omar, propose(omar, week_on=THIS, terms=Terms(least_hours=0), now=NOW))
    first.refresh_from_db()
    assert (first.applied_at, first.is_holding, second.is_holding) == (None, False, True)

    applied(omar, first)
    assert list(AllocationRun.objects.exclude(applied_at=None)) == [first]
    take_back(omar, run=first, now=NOW)

    assert held(other[1]) == []
    with pytest.raises(Refused, match="not in force"):
        take_back(omar, run=first, now=NOW)


def test_what_was_chosen_by_hand_meanwhile_is_never_passed_over(world: Feasible, omar: User) -> None:
    run = propose(omar, week_on=THIS, terms=Terms(), now=NOW)
    choose(
        omar,
        project=world.project,
        contributor=world.people["ana"],
        kind=Placing.OUT,
        reason="On leave.",
        now=NOW + timedelta(minutes=1),
    )

    with pytest.raises(Refused, match="propose again"):
        start_application(omar, run=run, now=NOW + timedelta(minutes=2))


@pytest.mark.parametrize(
    ("week_on", "terms", "code"),
    [
        (date(2026, 3, 10), Terms(), "pools.not_a_monday"),
        (date(2026, 2, 23), Terms(), "allocation.week_over"),
        (date(2026, 5, 4), Terms(), "allocation.far_ahead"),
        (date(9999, 12, 27), Terms(), "allocation.far_ahead"),
        (NEXT, Terms(shrinkage=2.0), "allocation.out_of_range"),
    ],
)
def test_a_week_that_cannot_be_given_out_is_refused(
    world: Feasible, omar: User, week_on: date, terms: Terms, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        start_proposal(omar, week_on=week_on, terms=terms, now=NOW)

    assert refused.value.reasons[0].code == code


def test_a_proposal_is_a_job_and_where_nothing_is_to_do_it_says_so(world: Feasible, omar: User) -> None:
    done = run_now(start_proposal(omar, week_on=NEXT, now=NOW), at=NOW)

    assert done.result["allocation"] == str(AllocationRun.objects.get().uid)
    Project.objects.update(state="paused")
    failed = run_now(start_proposal(omar, week_on=NEXT, now=NOW), at=NOW)
    assert "has anything to do in that week" in failed.error


def test_hours_that_people_offer_are_given_out_and_who_is_away_gets_none(world: Feasible, omar: User) -> None:
    """Ana offers three hours on each workday but is away on two; Eva, who has not worked yet, lacks Portuguese."""
    ana, eva = world.people["ana"], world.people["eva"]
    for who in (ana, eva):
        set_weekly_hours(who.user, contributor=who, minutes=[180] * 5 + [0] * 2, now=NOW)
    set_day_hours(ana.user, contributor=ana, first=NEXT, last=NEXT + timedelta(days=1), minutes=0, now=NOW)

    run = propose(omar, week_on=NEXT, terms=Terms(occupancy=1.0), now=NOW)

    assert hours_of(run) == {"p1": 9.0, "p2": 10.0}
    assert [(each.hours, each.can_do_nothing) for each in result_of(run).idle] == [(15.0, 1)]


def test_everybody_reads_the_own_hours_of_what_is_in_force(world: Feasible, omar: User) -> None:
    ana, fritz = world.people["ana"], world.people["fritz"]
    today = NOW.date()
    applied(omar, propose(omar, week_on=NEXT, terms=Terms(), now=NOW))
    propose(omar, week_on=THIS, terms=Terms(), now=NOW)

    [week] = assigned_weeks(ana, today)
    assert (week.week_on, week.hours) == (NEXT, 10.0)
    assert [(each.name, each.market, each.hours) for each in week.parts] == [("Shop search", "pt-BR", 10.0)]
    assert assigned_weeks(fritz, today) == []
    assert assigned_weeks(ana, today + timedelta(days=14)) == []


def test_a_run_is_compared_with_what_is_in_force_for_its_week_else_with_the_week_before(
    world: Feasible, omar: User
) -> None:
    """Of this Monday nine hours are over: of two hours each, 45 minutes."""
    first = propose(omar, week_on=THIS, terms=Terms(), now=NOW)
    assert compared_with(first) is None
    applied(omar, first)
    following = propose(omar, week_on=NEXT, terms=Terms(), now=NOW)
    again = propose(omar, week_on=THIS, terms=Terms(), now=NOW)

    assert (compared_with(first), compared_with(following), compared_with(again)) == (None, first, first)
    assert hours_by_demand(first) == {(str(world.project.uid), "pt-BR"): 18.5}


def test_a_site_lead_sees_own_people_in_what_was_applied_and_decides_nothing(
    world: Feasible, omar: User
) -> None:
    ravi = user("Rania", Role.SITE_LEAD, site=world.people["bia"].site)
    run = propose(omar, week_on=THIS, terms=Terms(), now=NOW)
    with pytest.raises(NotFound):
        run_for(ravi, run.uid)
    applied(omar, run)

    assert list(runs_seen_by(ravi)) == [run]
    people = people_of(ravi, run)
    assert [each.pseudonym for each in people] == ["p2"]
    assert [each.contributor.pseudonym for each in assignments_of(run, people)] == ["p2"]
    assert [row[1] for row in hours_by_site(ravi, run)] == ["Norte · Porto"]
    for act in (
        lambda: start_proposal(ravi, week_on=NEXT, now=NOW),
        lambda: start_application(ravi, run=run, now=NOW),
        lambda: take_back(ravi, run=run, now=NOW),
    ):
        with pytest.raises(Refused, match="role does not allow"):
            act()
    for stranger in (world.intake.zoe, world.intake.rita, world.people["ana"].user):
        with pytest.raises(NotFound):
            runs_seen_by(stranger)


def test_the_database_keeps_what_was_reckoned(world: Feasible, omar: User) -> None:
    run = propose(omar, week_on=THIS, terms=Terms(), now=NOW)

    for rows, change in (
        (AllocationRun.objects.all(), {"result": {}}),
        (AllocationRun.objects.all(), {"inputs_hash": "0"}),
        (Assignment.objects.all(), {"quarters": 1}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        AllocationRun.objects.filter(pk=run.pk).delete()
    events = AuditEvent.objects.filter(table_name="planning_allocationrun")
    assert [each.actor for each in events] == [str(omar.uid)]
