"""Standards in the tables: published, overridden, given back; and what is measured against them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.reasons import NotFound, Refused
from assay.money.actions.posting import Draft, post
from assay.money.enums import PostingKind
from assay.money.queries.accounts import Named, account_named
from assay.money.rules.ledger import Line
from assay.people.enums import Role
from assay.people.models import Contributor, Site, TimeSheet, User
from assay.planning.actions.standards import give_back, set_default, set_standard
from assay.planning.enums import Metric, Status
from assay.planning.models import StandardVersion
from assay.planning.queries.measures import WINDOW, Asked, measured
from assay.planning.queries.standards import defaults_of, standards_of
from assay.planning.queries.standing import MetricStanding, standing_of
from assay.planning.rules.standards import Measured, Terms
from assay.quality.queries.measured import Look
from assay.work.actions.rollups import count_open_tasks
from assay.work.models import DoneDay, WorkDay
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW, TODAY, World, later, make_world, person

pytestmark = pytest.mark.django_db
TERMS = Terms(0.97, 0.95)
MAJOR = Metric.ACCURACY_MAJOR


def omar() -> User:
    return somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)


def owned(world: World) -> World:
    from assay.people.models import Grant

    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    return world


def test_a_project_has_its_segments_defaults_until_it_sets_its_own_and_after_it_gives_them_back() -> None:
    world = owned(make_world())
    set_default(
        omar(), segment="other", metric=MAJOR, terms=TERMS, in_force_from=TODAY, reason="New year.", now=NOW
    )
    own = {"project": world.project, "metric": MAJOR, "reason": "A pilot.", "now": NOW}
    set_standard(world.owner, terms=Terms(0.9, 0.8), in_force_from=TODAY + timedelta(days=1), **own)  # type: ignore[arg-type]  # Of several types.
    give_back(world.owner, in_force_from=TODAY + timedelta(days=5), **own)  # type: ignore[arg-type]  # Of several types.

    found = {
        days: standards_of(world.project, TODAY + timedelta(days=days))[MAJOR] for days in (-1, 0, 1, 4, 5)
    }

    assert {days: (each.terms.target, each.is_own, each.number) for days, each in found.items()} == {
        -1: (0.95, False, 0),
        0: (0.97, False, 1),
        1: (0.9, True, 1),
        4: (0.9, True, 1),
        5: (0.97, False, 1),
    }
    assert defaults_of("search_ads", TODAY)[MAJOR].number == 0


def test_who_may_set_what() -> None:
    world = owned(make_world())
    default = {"segment": "other", "metric": MAJOR, "terms": TERMS, "in_force_from": TODAY}
    for who in (world.owner, somebody("Zoe", NOW)):
        with pytest.raises(Refused):
            set_default(who, reason="I want it.", now=NOW, **default)  # type: ignore[arg-type]  # Of several types.
    for who in (omar(), User.objects.get(name="Zoe")):
        with pytest.raises((Refused, NotFound)):
            set_standard(
                who,
                project=world.project,
                metric=MAJOR,
                terms=TERMS,
                in_force_from=TODAY,
                reason="I want it.",
                now=NOW,
            )

    assert StandardVersion.objects.count() == 0


def test_nothing_can_be_given_back_that_was_not_set() -> None:
    world = owned(make_world())

    with pytest.raises(Refused, match="no standard of its own"):
        give_back(
            world.owner, project=world.project, metric=MAJOR, in_force_from=TODAY, reason="Over.", now=NOW
        )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE planning_standardversion SET target = 0.5", "DELETE FROM planning_standardversion"],
)
def test_a_version_never_changes(statement: str) -> None:
    set_default(None, segment="other", metric=MAJOR, terms=TERMS, in_force_from=TODAY, reason="So.", now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_publishing_is_told_to_the_audit_trail() -> None:
    from assay.kit.models import AuditEvent

    who = omar()

    set_default(who, segment="other", metric=MAJOR, terms=TERMS, in_force_from=TODAY, reason="So.", now=NOW)

    (event,) = AuditEvent.objects.filter(table_name="planning_standardversion")
    assert (event.op, event.actor) == ("INSERT", str(who.uid))


def look(world: World, **part: object) -> dict[Metric, dict[int | None, Measured]]:
    until = later(days=400)
    asked = Asked(world.project, Look(NOW - timedelta(days=1), until, **part))  # type: ignore[arg-type]  # By name.
    return {metric: dict(found) for metric, found in measured(asked).items()}


def test_accuracy_and_defects_are_counted_for_the_project_and_each_site() -> None:
    """All ten units are looked at and one of Lisbon's or Cairo's five has a major error."""
    world, lisbon, cairo, lot = two_sites()
    n = lot.inspections.get().n_sample

    found = look(world)

    whole = found[Metric.ACCURACY_MAJOR]
    assert whole[None].n == n
    assert whole[None].value == pytest.approx((n - 1) / n)
    assert whole[lisbon.pk].n + whole[cairo.pk].n == n
    assert found[Metric.DEFECTS][None].value == pytest.approx(1 / n)
    assert found[Metric.ACCURACY_CRITICAL][None].value == 1.0
    assert set(look(world, sites=(lisbon.pk,))[Metric.ACCURACY_MAJOR]) == {lisbon.pk}


def test_handling_time_comes_from_work_days_by_the_site_of_the_person() -> None:
    world, lisbon, cairo, _lot = two_sites()
    WorkDay.objects.all().delete()
    for who, day, n, seconds in ((0, 0, 10, 200.0), (1, 0, 10, 300.0), (0, 1, 20, 400.0)):
        WorkDay.objects.create(
            contributor=world.people[who],
            stage=world.stage,
            day_on=TODAY + timedelta(days=day),
            n_submitted=n,
            handling_seconds=seconds,
        )

    found = look(world)[Metric.HANDLING_TIME]

    assert {site: (each.value, each.n) for site, each in found.items()} == {
        None: (22.5, 40),
        lisbon.pk: (20.0, 30),
        cairo.pk: (30.0, 10),
    }
    assert Metric.HANDLING_TIME not in look(world, markets=("de-DE",))


def test_a_finished_batch_has_a_turnaround_and_an_open_one_has_none() -> None:
    world, *_sites = two_sites()
    count_open_tasks(now=later(minutes=1))

    assert look(world)[Metric.TURNAROUND][None] == Measured(0.0, None, None, 1)

    from tests.work.world import add_tasks

    add_tasks(world, 1, prefix="more")
    count_open_tasks(now=later(hours=3))
    assert look(world)[Metric.TURNAROUND] == {}


def standing(world: World, who: User, on: date) -> dict[Metric, MetricStanding]:
    from assay.kit.clock import now

    return {each.metric: each for each in standing_of(who, world.project, on=on, now=now())}


def test_a_site_lead_sees_the_own_site_and_nothing_of_the_whole() -> None:
    from assay.kit.clock import now

    world, lisbon, _cairo, _lot = two_sites()
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)

    found = standing(world, ravi, now().date())[MAJOR]

    assert (found.measured, found.status) == (None, None)
    assert [(each.site.name, each.measured is not None) for each in found.sites] == [("Lisbon", True)]


def test_what_is_not_measured_is_named_so() -> None:
    world = owned(make_world(n_tasks=1))

    found = standing(world, world.owner, TODAY)

    assert {each.status for each in found.values()} == {Status.UNMEASURED}


def test_a_day_is_measured_by_its_own_four_weeks() -> None:
    world, *_sites, _lot = two_sites()
    owned(world)
    from assay.kit.clock import now

    today = now().date()

    assert standing(world, world.owner, today)[MAJOR].measured is not None
    assert standing(world, world.owner, today - WINDOW)[MAJOR].measured is None


def test_utilization_is_measured_from_approved_days_of_members_per_site() -> None:
    """Two days: 6 of 8 and 4 of 8 hours productive; wellbeing, withdrawn days and other people are left out."""
    world, lisbon, _cairo, _lot = two_sites()
    who = world.people[0]
    for nth, productive in enumerate((6, 4)):
        approved(world, who, lisbon, nth, work=productive, training=8 - productive, wellbeing=1)
    approved(world, person(77, site=lisbon, vendor=lisbon.vendor), lisbon, 0, work=8)
    TimeSheet.objects.filter(pk=approved(world, who, lisbon, 2, work=8).pk).update(
        withdrawn_at=NOW, withdrawn_by=world.owner, withdrawn_why="Wrong."
    )

    found = measured(Asked(world.project, Look(NOW - WINDOW, NOW)))[Metric.UTILIZATION]

    assert {site: (round(each.value, 4), each.n) for site, each in found.items()} == {
        None: (0.625, 2),
        lisbon.pk: (0.625, 2),
    }
    assert (found[None].low or 0) < 0.625 < (found[None].high or 0) <= 1


def test_cost_per_label_is_what_was_booked_over_what_was_done_in_the_standards_currency() -> None:
    world = owned(make_world())
    cost(world, 30, day_on=TODAY)
    cost(world, 500, day_on=TODAY - timedelta(days=40))
    cost(world, 70, day_on=TODAY, currency="USD")
    DoneDay.objects.create(queue=world.queue, day_on=TODAY, n_done=120)
    asked = Asked(world.project, Look(NOW - WINDOW, NOW))

    assert Metric.COST_PER_LABEL not in measured(asked)

    terms = Terms(200_000, 300_000, "EUR")
    own = {"project": world.project, "metric": Metric.COST_PER_LABEL, "reason": "A budget.", "now": NOW}
    set_standard(world.owner, terms=terms, in_force_from=TODAY, **own)  # type: ignore[arg-type]  # Of several types.
    found = measured(asked)[Metric.COST_PER_LABEL]

    assert found == {None: Measured(250_000, 250_000, 250_000, 120)}


def cost(world: World, euros: int, *, day_on: date, currency: str = "EUR") -> None:
    labour = account_named(Named("labour", world.project.name), currency, field="debit")
    cash = account_named(Named("cash"), currency, field="credit")
    lines = [Line(labour.pk, currency, euros * 1_000_000), Line(cash.pk, currency, -euros * 1_000_000)]
    post(None, draft=Draft(f"{euros}", PostingKind.ACCRUAL, day_on, lines), now=NOW)


def approved(world: World, who: Contributor, site: Site, days_ago: int, **hours: int) -> TimeSheet:
    return TimeSheet.objects.create(
        contributor=who,
        site=site,
        day_on=TODAY - timedelta(days=days_ago),
        kinds=list(hours),
        seconds=[3600 * each for each in hours.values()],
        paid_seconds=3600 * sum(hours.values()),
        approved_at=NOW,
        approved_by=world.owner,
    )
