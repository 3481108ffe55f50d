"""Projects that are late, on time, behind and without a plan, on Wednesday of the third week of their plans."""

from collections.abc import Sequence
from datetime import date, timedelta

from assay.people.enums import Role
from assay.people.models import Grant
from assay.planning.actions.plans import publish_plan
from assay.planning.rules.plans import Budget, Milestone
from assay.planning.rules.staffing import Assumptions, Volume
from assay.projects.models import Project
from assay.work.actions.queues import queue_for
from assay.work.models import DoneDay
from tests.work.world import NOW, World, later, make_world

WEEK = date(2026, 3, 2)
WEDNESDAY = later(days=16)
GIVEN = Assumptions(
    overlap=1,
    handling_seconds=36,
    gold_share=0,
    review_share=0,
    shrinkage=0,
    occupancy=1,
    hours_per_person=10,
)


def project(name: str, *, n_people: int = 0) -> World:
    """Of Lea."""
    world = make_world(n_people=n_people, n_tasks=0)
    Project.objects.filter(pk=world.project.pk).update(name=name)
    world.project.refresh_from_db()
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    return world


def planned(
    world: World, n_tasks: Sequence[int], *, due_on: date | None = None, market: str = "", reason: str = ""
) -> None:
    """Tasks of the weeks from the second of March on, and a milestone."""
    publish_plan(
        world.owner,
        project=world.project,
        volumes=[Volume(WEEK + timedelta(weeks=nth), market, n) for nth, n in enumerate(n_tasks)],
        milestones=[Milestone("ramp", "ramp", "Ramp-up", due_on, world.owner.pk)] if due_on else [],
        assumptions=GIVEN,
        budget=Budget(5_000_000_000, "EUR"),
        reason=reason,
        now=NOW,
    )


def did(world: World, n_tasks: int, on: date = WEEK) -> None:
    queue = queue_for(world.batch, world.stage, None, now=NOW)
    DoneDay.objects.create(queue=queue, day_on=on, n_done=n_tasks)


def portfolio() -> dict[str, World]:
    """Of the two weeks that are over, 200 tasks were due where there is a plan."""
    worlds = {
        "Behind": project("Behind", n_people=2),
        **{name: project(name) for name in ("Far behind", "Late", "On time", "Unplanned")},
    }
    for name, n_done in (("Behind", 180), ("Far behind", 100), ("Late", 200), ("On time", 199)):
        due_on = date(2026, 3, 10) if name == "Late" else date(2026, 4, 1)
        planned(worlds[name], (100, 100, 300), due_on=due_on)
        did(worlds[name], n_done)
    return worlds
