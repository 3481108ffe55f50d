"""The portfolio: every request and project in a person's sight with its phase, dates and health.

A fixed number of statements, however many projects there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from assay.delivery.queries.releases import ready_days
from assay.intake.enums import RequestState
from assay.intake.models import Request
from assay.intake.queries.facts import market_codes_asked
from assay.intake.queries.scope import visible_requests
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.planning.enums import Aspect, Phase, Status
from assay.planning.queries.health import Health, healths_of
from assay.planning.queries.schedules import Schedule, schedules_of
from assay.planning.rules.phases import phase_of
from assay.projects.models import Project
from assay.projects.queries.markets import market_codes_of
from assay.projects.queries.permission import opened_projects

# Whoever runs projects, their quality, their people or the standards of all; requesters have their own page.
OPENING = (
    *(Permission.MANAGE_PROJECT, Permission.MANAGE_QUALITY),
    *(Permission.ASSIGN_WORK, Permission.SET_STANDARDS),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One request, or one project together with the request it came from."""

    uid: UUID
    name: str
    phase: Phase
    segment: str
    markets: tuple[str, ...]
    owner: User | None
    project: Project | None
    request: Request | None
    health: Health = field(default_factory=lambda: Health({}))
    released: tuple[date, ...] = ()

    @property
    def schedule(self) -> Schedule | None:
        return self.health.schedule

    @property
    def deadline_on(self) -> date | None:
        return self.request.deadline_on if self.request else None

    @property
    def next_on(self) -> date | None:
        """What is due first: a milestone that is not done, else the requester's deadline."""
        schedule = self.schedule
        waiting = (
            [each.milestone.due_on for each in schedule.milestones if not each.done_on] if schedule else []
        )
        return min(waiting) if waiting else self.deadline_on


def is_open_to(user: User) -> bool:
    """A grant over the people of a vendor or site opens no portfolio."""
    return any(not reach.names_people for each in OPENING for reach in scope_of(user, each).reaches)


def require_portfolio(user: User) -> None:
    if not is_open_to(user):
        raise NotFound


def portfolio_of(user: User, now: datetime) -> list[Entry]:
    """Everything in sight, projects by name and then requests that have none; NotFound for who has no portfolio."""
    require_portfolio(user)
    projects = list(opened_projects(user, OPENING).select_related("owner").order_by("name", "pk"))
    requests = list(visible_requests(user).order_by("title", "pk"))
    of_project = {each.project_id: each for each in requests if each.project_id}
    healths = healths_of(user, projects, schedules_of(projects, now), now)
    markets, released = market_codes_of(projects), ready_days(projects)
    found = [
        _of_project(
            each,
            of_project.get(each.pk),
            markets=markets[each.pk],
            health=healths[each.pk],
            released=released[each.pk],
        )
        for each in projects
    ]
    mine = {each.pk for each in projects}
    alone = [each for each in requests if each.project_id not in mine]
    volumes = market_codes_asked(alone)
    return [*found, *(_of_request(each, volumes[each.pk]) for each in alone)]


def _of_project(
    project: Project,
    request: Request | None,
    *,
    markets: Sequence[str],
    health: Health,
    released: Sequence[date],
) -> Entry:
    return Entry(
        uid=project.uid,
        name=project.name,
        phase=phase_of(project.state, None),
        segment=project.segment,
        markets=tuple(markets),
        owner=project.owner,
        project=project,
        request=request,
        health=health,
        released=tuple(released),
    )


def _of_request(request: Request, markets: Sequence[str]) -> Entry:
    return Entry(
        uid=request.uid,
        name=request.title,
        phase=phase_of(None, RequestState(request.state)),
        segment=request.segment,
        markets=tuple(markets),
        owner=request.owner,
        project=None,
        request=request,
    )


def status_of_aspect(entry: Entry, aspect: Aspect) -> Status | None:
    """None: the person may not see it, or there is no project yet."""
    return entry.health.statuses.get(aspect)
