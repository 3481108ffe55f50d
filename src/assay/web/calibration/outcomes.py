"""What follows from a closed session: gold, a proposal for the guideline, who learns again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.projects.queries.permission import visible_projects
from assay.quality.actions import calibration_outcomes as actions
from assay.quality.actions.proposing import propose as propose_change
from assay.quality.enums import ProposalSource
from assay.quality.models import RetrainingNeed
from assay.quality.queries.calibration import item_for, session_for
from assay.web.calibration.preparing import uids_of
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_POST
def gold(request: HttpRequest, item: UUID) -> HttpResponse:
    """The same content becomes a gold task."""
    person = user_of(request)
    found, _sight = item_for(person, item)
    return done(
        request,
        lambda: actions.make_gold(person, item=found, now=now()),
        _("It is gold now. Nobody who answered here is ever given it."),
        _item(item),
    )


@signed_in
@require_POST
def propose(request: HttpRequest, item: UUID) -> HttpResponse:
    """What the guideline should say, for its owner to adopt or decline."""
    person = user_of(request)
    found, _sight = item_for(person, item)
    return done(
        request,
        lambda: propose_change(
            person,
            project=found.session.project,
            section=request.POST.get("section", ""),
            text=request.POST.get("text", "").replace("\0", ""),
            because=found.ruling,
            source=ProposalSource.RULING,
            item=found,
            now=now(),
        ),
        _("Proposed. The project owner has a message."),
        _item(item),
    )


@signed_in
@require_POST
def retraining(request: HttpRequest, session: UUID) -> HttpResponse:
    """Everybody who is ticked learns a question again, or the task as a whole."""
    person = user_of(request)
    found, sight = session_for(person, session)
    people = list(sight.people(found).filter(uid__in=uids_of(request.POST.getlist("person"))))
    return done(
        request,
        lambda: actions.need_retraining(
            person,
            session=found,
            participants=people,
            question=request.POST.get("question", "")[:60],
            note=request.POST.get("note", "").replace("\0", ""),
            now=now(),
        ),
        _("They stand on the list of who learns again."),
        reverse("calibration-session", args=[session]),
    )


@signed_in
@require_POST
def retrained(request: HttpRequest, need: UUID) -> HttpResponse:
    person = user_of(request)
    found = RetrainingNeed.objects.select_related("project").filter(
        uid=need, project__in=visible_projects(person)
    )
    line = found.first()
    if line is None:
        raise NotFound
    return done(
        request,
        lambda: actions.retrained(person, need=line, now=now()),
        _("Noted as learnt."),
        reverse("calibration", args=[line.project.uid]),
    )


def _item(item: UUID) -> str:
    return reverse("calibration-item", args=[item])
