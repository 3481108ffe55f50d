"""Proposals for a guideline: who manages quality makes them, who answers for the project adopts or declines them."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for
from assay.quality.actions import proposing as actions
from assay.quality.enums import ProposalSource, ProposalState
from assay.quality.models import GuidelineProposal
from assay.quality.queries.proposals import proposal_for, proposals_of
from assay.web.requests import done, page_of, signed_in, user_of

STATES = {
    ProposalState.OPEN: (gettext_noop("Open"), "warn"),
    ProposalState.ADOPTED: (gettext_noop("Adopted"), "good"),
    ProposalState.DECLINED: (gettext_noop("Declined"), ""),
}
SOURCES = {
    ProposalSource.RULING: gettext_noop("A calibration ruling"),
    ProposalSource.QUESTION: gettext_noop("A contributor's question"),
    ProposalSource.CLUSTER: gettext_noop("Answers that are mixed up"),
    ProposalSource.HAND: gettext_noop("Somebody's own idea"),
}


@dataclass(frozen=True, slots=True)
class ShownProposal:
    proposal: GuidelineProposal
    section: str
    source: str
    state: str
    tone: str


@signed_in
@require_GET
def proposals(request: HttpRequest, project: UUID) -> HttpResponse:
    """Open ones first to be decided, or those that were."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_ANSWERS)
    is_open = request.GET.get("state") != "decided"
    page = page_of(request, proposals_of(found, is_open=is_open))
    context = {
        "project": found,
        "tab": "quality",
        "part": "proposals",
        "page": page,
        "rows": [_shown(each) for each in page],
        "is_open": is_open,
        "kept": "" if is_open else "state=decided",
        "may_propose": Permission.MANAGE_QUALITY in permissions_in(person, found),
    }
    return render(request, "web/feedback/proposals.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, project: UUID) -> HttpResponse:
    """What the guideline should say, and what shows it; the address may bring both along."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    given = request.POST or request.GET
    source = given.get("source", "")
    refused: Refused | None = None
    if request.method == "POST":
        try:
            made = actions.propose(
                person,
                project=found,
                section=given.get("section", ""),
                text=given.get("text", "").replace("\0", ""),
                because=given.get("because", "").replace("\0", ""),
                source=ProposalSource(source) if source in ProposalSource.values else ProposalSource.HAND,
                now=now(),
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Proposed. The project owner has a message."))
            return redirect("proposal", proposal=made.uid)
    context = {
        "project": found,
        "tab": "quality",
        "part": "proposals",
        "sections": found.guideline_version.sections if found.guideline_version else [],
        "given": {key: given.get(key, "") for key in ("section", "text", "because", "source")},
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/feedback/new.html", context, status=refused.status if refused else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """One proposal beside the section as it is; posting publishes the section as it was edited here."""
    person = user_of(request)
    found = proposal_for(person, proposal)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.adopt(
                person,
                proposal=found,
                title=request.POST.get("title", ""),
                markdown=request.POST.get("markdown", "").replace("\0", ""),
                now=now(),
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Adopted: a new version of the guideline is in force."))
            return redirect("proposal", proposal=proposal)
    title, markdown = _as_it_would_be(found)
    may_decide = Permission.MANAGE_PROJECT in permissions_in(person, found.project)
    context = {
        "project": found.project,
        "tab": "quality",
        "part": "proposals",
        "shown": _shown(found),
        "title": request.POST.get("title", title),
        "markdown": request.POST.get("markdown", markdown),
        "may_decide": may_decide and found.state == ProposalState.OPEN,
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/feedback/proposal.html", context, status=refused.status if refused else 200)


@signed_in
@require_POST
def decline(request: HttpRequest, proposal: UUID) -> HttpResponse:
    person = user_of(request)
    found = proposal_for(person, proposal)
    return done(
        request,
        lambda: actions.decline(person, proposal=found, note=request.POST.get("note", ""), now=now()),
        _("Declined. Whoever proposed it is told why."),
        reverse("proposal", args=[proposal]),
    )


def _shown(found: GuidelineProposal) -> ShownProposal:
    state, tone = STATES[ProposalState(found.state)]
    source = _(SOURCES[ProposalSource(found.source)])
    return ShownProposal(found, _section(found)[0], source, _(state), tone)


def _section(found: GuidelineProposal) -> tuple[str, str]:
    """Title and text of the section as it is in force."""
    version = found.project.guideline_version
    for each in version.sections if version else ():
        if each["id"] == found.section:
            return each["title"], each["markdown"]
    return found.section, ""


def _as_it_would_be(found: GuidelineProposal) -> tuple[str, str]:
    """The section with what is proposed at its end, for its owner to edit."""
    title, markdown = _section(found)
    return title, f"{markdown.rstrip()}\n\n{found.text}".strip()
