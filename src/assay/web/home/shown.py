"""A contributor's first page: what is to do, what stands in the way, and their own numbers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.kit.clock import working_day
from assay.people.enums import Standing
from assay.people.models import Contributor
from assay.projects.queries.memberships import OwnProject, memberships_of
from assay.web.templatetags.figures import count
from assay.work.facts import Worker
from assay.work.queries.nothing import Obstacle, why_nothing
from assay.work.queries.own_work import OpenWork, OwnDay, own_days, own_projects


@dataclass(frozen=True, slots=True)
class ShownProject:
    """One project of the person: whether there is work, and if not, in sentences why."""

    uid: UUID
    name: str
    tone: str
    state: str
    sentences: tuple[str, ...]
    has_work: bool
    to_read: UUID | None
    guideline: UUID | None
    guideline_number: int | None


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """Why the person is stopped or watched, until when, and the way back."""

    label: str
    reason: str
    until: datetime | None
    way_back: str


@dataclass(frozen=True, slots=True)
class ShownNumbers:
    """Today, the days before with their sum, and what stands in the way when nothing is to do."""

    today: OwnDay
    days: tuple[OwnDay, ...]
    total: OwnDay
    daily_cap: int | None


@dataclass(frozen=True, slots=True)
class Home:
    standing: ShownStanding | None
    projects: tuple[ShownProject, ...]
    numbers: ShownNumbers

    @property
    def has_work(self) -> bool:
        return any(project.has_work for project in self.projects)


def home_of(contributor: Contributor, *, time_zone: str, now: datetime) -> Home:
    """Everything the page shows, in a fixed number of queries."""
    worker = Worker(contributor.pk, working_day(now, time_zone))
    why = _by_project(why_nothing(worker, now=now).obstacles)
    own = own_projects(contributor.pk)
    projects = tuple(
        _project(each, own.get(each.uid), why[each.uid]) for each in memberships_of(contributor.pk)
    )
    return Home(_standing(contributor), projects, _numbers(contributor, worker))


def _by_project(obstacles: Iterable[Obstacle]) -> dict[UUID | None, list[Obstacle]]:
    found: dict[UUID | None, list[Obstacle]] = defaultdict(list)
    for each in obstacles:
        found[each.project].append(each)
    return found


def _project(member: OwnProject, work: OpenWork | None, why: list[Obstacle]) -> ShownProject:
    n_open = work.n_open or 0 if work and work.can_work else 0
    has_work = n_open > 0 and not member.is_to_read
    tone, state = _state(member, n_open, has_work=has_work)
    # Why other queues are closed to the person is no news while there is a next step.
    has_step = has_work or member.is_to_read
    sentences = () if has_step else tuple(each.reason.said for each in why)
    return ShownProject(
        uid=member.uid,
        name=member.name,
        tone=tone,
        state=state,
        sentences=sentences,
        has_work=has_work,
        to_read=member.guideline if member.is_to_read else None,
        guideline=member.guideline,
        guideline_number=member.guideline_number,
    )


def _state(member: OwnProject, n_open: int, *, has_work: bool) -> tuple[str, str]:
    if member.is_to_read:
        return "warn", _("Guideline to read")
    if has_work:
        return "good", ngettext("%(n)s open task", "%(n)s open tasks", n_open) % {"n": count(n_open)}
    if member.state != "open":
        return "", _("Not open")
    return "", _("Nothing to do")


def _standing(contributor: Contributor) -> ShownStanding | None:
    if contributor.standing == Standing.ACTIVE:
        return None
    return ShownStanding(
        _(contributor.get_standing_display()),
        contributor.standing_reason,
        contributor.standing_until,
        contributor.standing_way_back,
    )


def _numbers(contributor: Contributor, worker: Worker) -> ShownNumbers:
    days = own_days(contributor.pk, worker.day_on)
    total = OwnDay(
        worker.day_on,
        sum(day.n_submitted for day in days),
        sum(day.n_skipped for day in days),
        sum(day.handling_seconds for day in days),
    )
    today = next((day for day in days if day.day_on == worker.day_on), OwnDay(worker.day_on, 0, 0, 0.0))
    return ShownNumbers(today, tuple(days), total, contributor.daily_cap)
