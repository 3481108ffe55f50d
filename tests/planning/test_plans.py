"""Plans in the tables: the baseline stays, replanning has a reason, plan against actual, milestones, the matrix."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Market
from assay.planning.actions.plans import publish_plan, reach_milestone, set_raci
from assay.planning.models import PlanVersion, PlanWeek
from assay.planning.queries.plans import (
    baseline_of,
    milestones_standing,
    people_now,
    plan_in_force,
    plan_of,
    plan_project_for,
    raci_of,
    review_share_of,
    volumes_of,
)
from assay.planning.queries.progress import progress_of
from assay.planning.rules.plans import Budget, Milestone
from assay.planning.rules.staffing import Assumptions, Volume
from assay.projects.models import Project, ProjectMarket
from assay.work.actions.queues import queue_for
from assay.work.models import DoneDay, WorkDay
from assay.work.queries.weekly import Worked
from tests.web.quality_cast import Cast, cast_of, somebody
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db
WEEK = date(2026, 3, 2)
INSERTED = """
INSERT INTO planning_planversion (uid, project_id, number, assumptions, currency, reason, published_at)
SELECT gen_random_uuid(), project_id, 2, '{}', '', '', now() FROM planning_planversion
"""
GIVEN = Assumptions(overlap=2, handling_seconds=36, gold_share=0, review_share=0)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def volumes(*n_tasks: int) -> list[Volume]:
    return [Volume(WEEK + timedelta(weeks=nth), "", n) for nth, n in enumerate(n_tasks)]


def planned(world: World, *n_tasks: int, reason: str = "", due_on: date = WEEK) -> PlanVersion:
    return publish_plan(
        world.owner,
        project=world.project,
        volumes=volumes(*n_tasks),
        milestones=[Milestone("ramp", "ramp", "Ramp-up", due_on, world.owner.pk)],
        assumptions=GIVEN,
        budget=Budget(5_000_000, "EUR"),
        reason=reason,
        now=NOW,
    )


def test_the_baseline_stays_and_the_newest_is_in_force(world: World, cast: Cast) -> None:
    first = planned(world, 100, 100)
    with pytest.raises(Refused, match="Say why it is planned anew"):
        planned(world, 50, 150)
    second = planned(world, 50, 150, reason="The guideline is late.")

    assert (baseline_of(world.project), plan_in_force(world.project)) == (first, second)
    assert [each.n_tasks for each in plan_of(second, world.project).needs] == [50, 150]
    assert [each.n_judgments for each in plan_of(first, world.project).needs] == [200, 200]


def test_plan_against_actual_week_by_week(world: World, cast: Cast) -> None:
    baseline = planned(world, 100, 100, 0)
    version = planned(world, 60, 100, 40, reason="Fewer people at first.")
    queue = queue_for(world.batch, world.stage, None, now=NOW)
    for day, n in ((WEEK, 30), (WEEK + timedelta(days=6), 20), (WEEK + timedelta(days=8), 70)):
        DoneDay.objects.create(queue=queue, day_on=day, n_done=n)
    for who, days, n, seconds in ((0, 0, 60, 3600.0), (1, 1, 40, 1800.0), (0, 8, 130, 7200.0)):
        WorkDay.objects.create(
            contributor=world.people[who],
            stage=world.stage,
            day_on=WEEK + timedelta(days=days),
            n_submitted=n,
            handling_seconds=seconds,
        )

    found = progress_of(world.project, version, baseline, WEEK + timedelta(days=9))

    assert [(each.n_baseline, each.n_planned, each.n_done, each.worked) for each in found.weeks] == [
        (100, 60, 50, Worked(100, 1.5, 2)),
        (100, 100, 70, Worked(130, 2.0, 1)),
        (0, 40, None, None),
    ]
    assert [each.n_judgments_planned for each in found.weeks] == [120, 200, 80]
    # Due is the one whole week; done is all until now.
    assert (found.n_planned, found.n_due, found.n_done, found.attainment) == (200, 60, 120, 2.0)


def test_markets_are_planned_and_counted_each(world: World, cast: Cast) -> None:
    served = [
        Market.objects.create(code=code, name=code, region=code[-2:], language=code)
        for code in ("de-DE", "pt-BR")
    ]
    ProjectMarket.objects.bulk_create(
        ProjectMarket(project=world.project, market=market) for market in served
    )
    world.people[0].markets.create(market=served[0])

    version = publish_plan(
        world.owner,
        project=world.project,
        volumes=[Volume(WEEK, "de-DE", 10), Volume(WEEK, "pt-BR", 20)],
        milestones=[],
        assumptions=GIVEN,
        now=NOW,
    )
    queue = queue_for(world.batch, world.stage, served[1].pk, now=NOW)
    DoneDay.objects.create(queue=queue, day_on=WEEK, n_done=4)

    assert people_now(world.project) == {"de-DE": 1, "": 2}
    found = progress_of(world.project, version, version, WEEK + timedelta(days=7))
    assert [(each.market, each.n_due, each.n_done) for each in found.markets] == [
        ("de-DE", 10, 0),
        ("pt-BR", 20, 4),
    ]
    with pytest.raises(Refused, match="does not serve"):
        planned(world, 5, reason="All together.")


def test_milestones_slip_and_are_reached(world: World, cast: Cast) -> None:
    baseline = planned(world, 10, due_on=date(2026, 3, 1))
    version = planned(world, 10, reason="Later.", due_on=date(2026, 3, 4))

    (ahead,) = milestones_standing(version, baseline, date(2026, 3, 4))
    reach_milestone(cast.lea, project=world.project, key="ramp", done_on=date(2026, 3, 2), now=NOW)
    (done,) = milestones_standing(version, baseline, date(2026, 3, 9))

    assert (ahead.state, ahead.slip, ahead.done_on) == ("ahead", 3, None)
    assert (done.state, done.done_on) == ("done", date(2026, 3, 2))


def test_a_milestone_is_noted_by_who_manages_or_owns_it_and_never_in_advance(
    world: World, cast: Cast
) -> None:
    publish_plan(
        world.owner,
        project=world.project,
        volumes=volumes(5),
        milestones=[Milestone("ramp", "ramp", "Ramp-up", WEEK, cast.ben.pk)],
        assumptions=GIVEN,
        now=NOW,
    )

    reach_milestone(cast.ben, project=world.project, key="ramp", done_on=WEEK, now=NOW)
    for who, key, day, said in (
        (cast.rita, "ramp", WEEK, "Create projects"),
        (cast.lea, "ramp", WEEK + timedelta(days=1), "not later"),
        (cast.lea, "joy", WEEK, "no such milestone"),
    ):
        with pytest.raises(Refused, match=said):
            reach_milestone(who, project=world.project, key=key, done_on=day, now=NOW)


def test_only_people_of_the_project_are_named(world: World, cast: Cast) -> None:
    with pytest.raises(Refused, match="Zoe has no role"):
        publish_plan(
            world.owner,
            project=world.project,
            volumes=volumes(5),
            milestones=[Milestone("ramp", "ramp", "Ramp-up", WEEK, cast.zoe.pk)],
            assumptions=GIVEN,
            now=NOW,
        )
    letters = {str(cast.lea.uid): "A", str(cast.zoe.uid): "R"}
    with pytest.raises(Refused, match="no role in this project"):
        set_raci(cast.lea, project=world.project, activities=[("Budget", letters)], now=NOW)


def test_the_matrix_is_kept_in_versions(world: World, cast: Cast) -> None:
    letters = {str(cast.lea.uid): "A", str(cast.ben.uid): "R", str(cast.rita.uid): "I"}
    set_raci(cast.lea, project=world.project, activities=[("Budget", letters)], now=NOW)
    set_raci(cast.lea, project=world.project, activities=[("Delivery", letters)], now=later(days=1))

    found = raci_of(world.project)

    assert found is not None
    assert (found.number, found.activities) == (2, [{"name": "Delivery", "people": letters}])


def test_the_review_load_begins_with_what_the_review_plan_really_takes() -> None:
    """Three of four judgments were sampled by a rule that asks for 0.7."""
    from tests.quality.review_world import waiting

    rules: list[dict[str, object]] = [{"key": "most", "name": "Most", "share": 0.7}]
    world, items = waiting(n_tasks=4, rules=rules)

    assert review_share_of(world.project) == len(items) / 4
    assert review_share_of(make_world_beside(world)) is None


def make_world_beside(world: World) -> Project:
    return Project.objects.create(name="Other", owner=world.owner, created_at=NOW, created_by=world.owner)


def test_who_sees_and_sets_a_plan(world: World, cast: Cast) -> None:
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    for who in (cast.lea, cast.ben, cast.rita, mia):
        assert plan_project_for(who, world.project.uid) == world.project
    with pytest.raises(Refused):
        plan_project_for(cast.ravi, world.project.uid)
    for who in (cast.zoe, world.people[1].user):
        with pytest.raises(NotFound):
            plan_project_for(who, world.project.uid)
    for who in (cast.ben, mia):
        with pytest.raises(Refused):
            set_raci(who, project=world.project, activities=[], now=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE planning_planversion SET reason = 'x'",
        "UPDATE planning_planweek SET n_tasks = 1",
        "DELETE FROM planning_planmilestone",
        INSERTED,
    ],
)
def test_the_database_forbids(world: World, cast: Cast, statement: str) -> None:
    planned(world, 10)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_planning_is_told_to_the_audit_trail(world: World, cast: Cast) -> None:
    planned(world, 10)
    reach_milestone(cast.lea, project=world.project, key="ramp", done_on=WEEK, now=NOW)

    tables = ["planning_planversion", "planning_planmilestone", "planning_milestonedone"]
    events = AuditEvent.objects.filter(table_name__in=tables)
    assert {(each.table_name, each.actor) for each in events} == {
        (table, str(cast.lea.uid)) for table in tables
    }


def test_people_set_by_hand_stay_with_their_version(world: World, cast: Cast) -> None:
    first = planned(world, 12_000)
    by_hand = [
        Volume(WEEK, "", 12_000, 15, "Three are new."),
        Volume(WEEK + timedelta(weeks=1), "", 0, 4, "Training."),
    ]

    second = publish_plan(
        world.owner,
        project=world.project,
        volumes=by_hand,
        milestones=[],
        assumptions=GIVEN,
        reason="More people.",
        now=NOW,
    )

    assert volumes_of(second) == by_hand
    assert [volume.n_people for volume in volumes_of(first)] == [None]
    weeks = progress_of(world.project, second, first, WEEK).weeks
    assert [(week.n_planned, week.n_people_planned) for week in weeks] == [(12_000, 15), (0, 4)]
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanWeek.objects.create(plan=second, week_on=WEEK + timedelta(weeks=2), n_tasks=1, n_people=3)
