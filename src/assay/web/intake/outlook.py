"""What became of a request, for its requester: the project, the next date, what was delivered, how good it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.delivery.enums import AcceptanceState
from assay.delivery.models import Acceptance
from assay.delivery.queries.flags import Escapes, escapes_of_project
from assay.intake.models import Request
from assay.intake.queries.delivered import deliveries_of
from assay.people.models import User
from assay.projects.queries.permission import visible_projects
from assay.web.delivery.answering import ShownAcceptance, shown_acceptance
from assay.web.projects.words import STATES
from assay.web.templatetags.figures import count
from assay.work.queries.progress import TaskCounts, counts_of

MOST = 10


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    uid: UUID
    number: int
    n_labels: int
    answer: ShownAcceptance


@dataclass(frozen=True, slots=True)
class Outlook:
    """`may_open` says whether the person sees the project itself."""

    project: str
    uid: UUID
    may_open: bool
    state: str
    tone: str
    progress: str
    counts: TaskCounts
    next_date: str
    deliveries: list[ShownDelivery]
    escapes: Escapes


def outlook_of(person: User, request: Request, at: datetime) -> Outlook | None:
    """None before there is a project."""
    project = request.project
    if project is None:
        return None
    state, tone = STATES[project.state]
    counts = counts_of([project.pk]).get(project.pk, TaskCounts())
    answers = list(deliveries_of(person, request)[:MOST])
    return Outlook(
        project=project.name,
        uid=project.uid,
        may_open=visible_projects(person).filter(pk=project.pk).exists(),
        state=_(state),
        tone=tone,
        progress=_progress(counts),
        counts=counts,
        next_date=_next_date(request, answers),
        deliveries=[
            ShownDelivery(
                each.release.uid, each.release.number, each.release.n_labels, shown_acceptance(each)
            )
            for each in answers
        ],
        escapes=escapes_of_project(project.pk),
    )


def _progress(counts: TaskCounts) -> str:
    if not counts.n_tasks:
        return _("No tasks have come in yet.")
    said = ngettext(
        "%(done)s of %(n)s item is labeled.", "%(done)s of %(n)s items are labeled.", counts.n_tasks
    )
    return said % {"done": count(counts.n_done), "n": count(counts.n_tasks)}


def _next_date(request: Request, answers: list[Acceptance]) -> str:
    """What the requester has to do first; else when it should be there."""
    waiting = [each.due_at for each in answers if each.state == AcceptanceState.AWAITED and each.due_at]
    if waiting:
        when = date_format(localtime(min(waiting)), "SHORT_DATETIME_FORMAT")
        return _("Answer to what was delivered until %(when)s") % {"when": when}
    if request.deadline_on is None:
        return ""
    return _("Deadline %(day)s") % {"day": date_format(request.deadline_on, "SHORT_DATE_FORMAT")}
