"""Gold proposed in a native speaker's words, and answered by experts who do not see what was proposed."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, Market
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, project_for
from assay.quality.actions import gold_library as actions
from assay.quality.models import GoldProposal
from assay.quality.queries import gold_library as queries
from assay.web.content import shown_content
from assay.web.gold.shown import ORIGINS, shown_proposal
from assay.web.quality.answering import AskedAnswer, read_answers
from assay.web.quality.new_gold import new_gold
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.review.answers import answers_in, asked_in, is_one_of
from assay.web.wording import wording_of

MOST_SPEAKERS = 100


@signed_in
@require_GET
def proposals(request: HttpRequest, project: UUID) -> HttpResponse:
    """For who keeps gold all proposals with their answers; for experts only how many wait for them."""
    person = user_of(request)
    found = project_for(person, project)
    keeps = is_allowed(person, found, Permission.MANAGE_GOLD)
    if not keeps:
        project_for(person, project, Permission.REVIEW)
    page = page_of(request, queries.proposals_of(found) if keeps else GoldProposal.objects.none())
    wording = wording_of(found.schema_version_id or 0) if page.object_list else None
    may_answer = is_allowed(person, found, Permission.REVIEW)
    context = {
        "project": found,
        "tab": "gold",
        "keeps": keeps,
        "page": page,
        "rows": [shown_proposal(each, wording) for each in page if wording],
        "may_answer": may_answer,
        "n_waiting": queries.open_to_expert(person, found).count() if may_answer else 0,
    }
    return render(request, "web/gold/proposals.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, project: UUID) -> HttpResponse:
    """First the task of a gold batch, then whose words it is in, what is right, and why."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_GOLD)
    form = new_gold(found, request.POST or request.GET)
    context = {
        "project": found,
        "tab": "gold",
        "form": form,
        "origins": [(value, _(label)) for value, label in ORIGINS],
        "given": request.POST,
        "speakers": _speakers(form.task.market if form.task else None),
    }
    if request.method == "POST" and form.task is not None:
        try:
            _propose(request, found, form.external_id, form.questions)
        except Refused as refused:
            context |= {"reasons": refused.reasons}
            return render(request, "web/gold/propose.html", context, status=refused.status)
        messages.success(request, _("Proposed. Experts answer it without seeing what you hold for right."))
        return redirect("gold-proposals", project=project)
    return render(request, "web/gold/propose.html", context)


def _propose(
    request: HttpRequest, project: Project, external_id: str, questions: tuple[AskedAnswer, ...]
) -> None:
    speaker = Contributor.objects.select_related("user").filter(pseudonym=request.POST.get("speaker", ""))
    named = speaker.first()
    if named is None:
        raise NotFound
    wanted = request.POST.get("n_wanted", "")
    actions.propose_gold(
        user_of(request),
        project=project,
        external_id=external_id,
        answers=read_answers(questions, request.POST),
        reason=request.POST.get("reason", ""),
        origin=request.POST.get("origin", ""),
        speaker=named,
        n_wanted=int(wanted) if wanted in set("23456789") else 2,
        now=now(),
    )


def _speakers(market: Market | None) -> list[str]:
    if market is None:
        return []
    return list(queries.native_speakers(market).values_list("pseudonym", flat=True)[:MOST_SPEAKERS])


@signed_in
@require_POST
def following(request: HttpRequest, project: UUID) -> HttpResponse:
    """On to the oldest proposal that the person may answer."""
    person = user_of(request)
    found = project_for(person, project, Permission.REVIEW)
    proposal = queries.open_to_expert(person, found).first()
    if proposal is None:
        messages.info(request, _("No proposal waits for you."))
        return redirect("gold-proposals", project=project)
    return redirect("gold-proposal", proposal=proposal.uid)


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """One task with its questions, and nothing of what others hold for right."""
    person = user_of(request)
    found = queries.proposal_for(person, proposal, Permission.REVIEW)
    if not queries.open_to_expert(person, found.project).filter(pk=found.pk).exists():
        raise NotFound
    fields = _fields(found, request.POST)
    if request.method == "POST":
        try:
            answers = answers_in(fields, request.POST)
            comment = request.POST.get("comment", "")[:2000]
            actions.give_opinion(person, proposal=found, answers=answers, comment=comment, now=now())
        except Refused as refused:
            return _opinion_page(request, found, fields, reasons=refused.reasons)
        messages.success(request, _("Noted. What the others say is compared once everybody has answered."))
        return _next_page(request, found)
    return _opinion_page(request, found, fields)


def _next_page(request: HttpRequest, proposal: GoldProposal) -> HttpResponse:
    """The next one, or back to the list."""
    more = queries.open_to_expert(user_of(request), proposal.project).first()
    if more is None:
        return redirect("gold-proposals", project=proposal.project.uid)
    return redirect("gold-proposal", proposal=more.uid)


def _fields(proposal: GoldProposal, given: Mapping[str, str]) -> tuple[AskedAnswer, ...]:
    """Only the questions that the proposal answers."""
    wording = wording_of(proposal.project.schema_version_id or 0)
    asked = asked_in(wording, proposal.task, {}, given)
    return tuple(each for each in asked if each.question.id in proposal.answers)


def _opinion_page(
    request: HttpRequest,
    proposal: GoldProposal,
    fields: tuple[AskedAnswer, ...],
    *,
    reasons: object = (),
) -> HttpResponse:
    wording = wording_of(proposal.project.schema_version_id or 0)
    context = {
        "project": proposal.project,
        "tab": "gold",
        "proposal": proposal,
        "content": shown_content(wording, proposal.task),
        "fields": [{"asked": each, "is_one": is_one_of(each)} for each in fields],
        "comment": request.POST.get("comment", ""),
        "reasons": reasons,
    }
    return render(request, "web/gold/answer.html", context, status=422 if reasons else 200)


@signed_in
@require_POST
def withdraw(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Take a proposal back while it is open."""
    person = user_of(request)
    found = queries.proposal_for(person, proposal, Permission.MANAGE_GOLD)
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: actions.withdraw_proposal(person, proposal=found, reason=reason, now=now()),
        _("Withdrawn. What experts said stays."),
        then=reverse("gold-proposals", args=[found.project.uid]),
    )
