"""Which projects a rush would delay, and what their owners say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assay.intake.models import Request
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.models import RushQuestion
from assay.planning.queries.feasibility import Feasibility
from assay.planning.queries.feasible import asked_of_project, asked_of_request, given_of, running
from assay.planning.queries.standing import today_of
from assay.planning.rules.feasibility import Cut
from assay.planning.rules.rush import Delay, delay_of
from assay.projects.models import Project
from assay.projects.queries.permission import require, visible_projects


@dataclass(frozen=True, slots=True)
class Delayed:
    project: Project
    delay: Delay


def delays_of(request: Request, found: Feasibility, *, now: datetime) -> Iterator[Delayed]:
    """Running projects that the rush would delay, by name: it takes the share of the run from the busy people who
    could do it, until it is done with 80 % confidence (until its deadline, where that is not known)."""
    asked, _likeness = asked_of_request(request, found.estimate.starts_on, now)
    shared = frozenset(person.key for each in asked for person in each.people if person.is_busy)
    until = found.estimate.dates.p80 or found.estimate.deadline_on
    if not shared or until is None:
        return
    cut = Cut(1 - found.given.busy_share, (until - found.estimate.starts_on).days + 1)
    for project in running().exclude(request=request).order_by("name", "pk"):
        today = today_of(project, now)
        left, _likeness = asked_of_project(project, today, now)
        delay = delay_of(left, given_of(project), shared=shared, cut=cut, starts_on=today)
        if delay.n_shared and delay.is_any:
            yield Delayed(project, delay)


def questions_of(request: Request) -> QuerySet[RushQuestion]:
    """Those of the newest run that asked, the latest delay first."""
    newest = RushQuestion.objects.filter(run__request=request).order_by("-run__number").values("run")[:1]
    found = RushQuestion.objects.filter(run__in=newest).select_related(
        "project__owner", "answered_by", "asked_by"
    )
    return found.order_by("project__name", "pk")


def questions_to(project: Project) -> QuerySet[RushQuestion]:
    """What a project's owner is or was asked, newest first."""
    found = RushQuestion.objects.filter(project=project)
    return found.select_related("run__request", "answered_by", "asked_by").order_by("-pk")


def question_for(user: User, uid: UUID) -> RushQuestion:
    """The question, for whoever manages the project that it is about (else Refused, or NotFound out of scope)."""
    found = RushQuestion.objects.select_related("project", "run__request").filter(uid=uid)
    question = found.filter(project__in=visible_projects(user)).first()
    if question is None:
        raise NotFound
    require(user, question.project, Permission.MANAGE_PROJECT)
    return question
