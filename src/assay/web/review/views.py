"""Reviews: what waits, one judgment at a time, and what was said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.quality.actions import planting
from assay.quality.actions import reviewing as actions
from assay.quality.enums import ReviewOutcome, ReviewVerdict
from assay.quality.models import ReviewItem
from assay.quality.queries.backlog import counts_for, reviews_seen_by, waiting_for
from assay.quality.queries.review import case_of, is_planted, item_for
from assay.quality.rules.review import NO_VERDICT
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.review.answers import answers_in, asked_in
from assay.web.review.shown import place_of, shown_done, shown_done_row, shown_review, shown_row
from assay.web.templatetags.quality_nav import pages_open_to
from assay.web.wording import wording_of


@signed_in
@require_GET
def quality(request: HttpRequest, project: UUID) -> HttpResponse:
    """To the first page of the project's quality that this person may open."""
    person = user_of(request)
    found = project_for(person, project)
    first = next(pages_open_to(permissions_in(person, found), found), None)
    if first is None:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.REVIEW]))
    return redirect(first.address)


@signed_in
@require_GET
def reviews(request: HttpRequest, project: UUID) -> HttpResponse:
    """What waits for this person, and what they (or, who manages quality, all) have said."""
    person, at = user_of(request), now()
    found = project_for(person, project)
    given = permissions_in(person, found)
    may_review = Permission.REVIEW in given
    if not {Permission.REVIEW, Permission.VIEW_ANSWERS, Permission.MANAGE_QUALITY} & given:
        require(person, found, Permission.REVIEW)
    is_done = request.GET.get("state") == "done" or not may_review
    if is_done:
        page = page_of(request, reviews_seen_by(person, found, given))
        rows = [shown_done_row(each) for each in page]
        context = {"page": page, "done_rows": rows}
    else:
        waiting_page = page_of(request, waiting_for(person, found, at))
        context = {"page": waiting_page, "rows": [shown_row(each, at) for each in waiting_page]}
    counts = counts_for(person, found, at) if may_review else None
    more = {
        "project": found,
        "tab": "quality",
        "part": "review",
        "state": "done" if is_done else "open",
        "kept": f"state={'done' if is_done else 'open'}",
        "may_review": may_review,
        "counts": counts,
    }
    return render(request, "web/review/reviews.html", {**context, **more})


@signed_in
@require_POST
def following(request: HttpRequest, project: UUID) -> HttpResponse:
    """On to the next judgment, held for this person a quarter of an hour."""
    person = user_of(request)
    found = project_for(person, project)
    item = actions.hold_next(person, project=found, now=now())
    if item is None:
        messages.info(
            request, _("Nothing waits for you: what is left you had yourself, or others are reviewing it.")
        )
        return redirect("reviews", project=project)
    return redirect("review", item=item.uid)


@signed_in
@require_POST
def accept(request: HttpRequest, project: UUID) -> HttpResponse:
    """Accept the ticked ones at once."""
    person = user_of(request)
    found = project_for(person, project)
    uids = [parse_uid(uid) for uid in request.POST.getlist("item")[: actions.MOST_AT_ONCE]]
    if None in uids:
        raise NotFound
    chosen = [item_for(person, uid) for uid in uids if uid is not None]
    then = reverse("reviews", args=[project])
    if not chosen:
        messages.info(request, _("Nothing was chosen."))
        return redirect(then)
    n = len(chosen)
    success = ngettext("%(n)s judgment accepted.", "%(n)s judgments accepted.", n) % {"n": n}
    return done(
        request, lambda: actions.accept_many(person, project=found, items=chosen, now=now()), success, then
    )


@signed_in
@require_POST
def give_back(request: HttpRequest, item: UUID) -> HttpResponse:
    """Let somebody else review it."""
    person = user_of(request)
    found = item_for(person, item)
    actions.release(person, item=found, now=now())
    return redirect("reviews", project=found.project.uid)


@signed_in
@require_POST
def plant(request: HttpRequest, item: UUID) -> HttpResponse:
    """Let other reviewers find this judgment, whose right verdict is known by now."""
    person = user_of(request)
    found = item_for(person, item)
    return done(
        request,
        lambda: planting.plant(
            person,
            project=found.project,
            judgment=found.judgment,
            is_correct=request.POST.get("is_correct") == "yes",
            reason=request.POST.get("reason", ""),
            now=now(),
        ),
        _("Every reviewer at work meets it once from now on, as any other."),
        reverse("review", args=[item]),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, item: UUID) -> HttpResponse:
    """One judgment; posting decides it and goes on to the next. A blind one is answered first."""
    person = user_of(request)
    found = item_for(person, item)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            if "own" in request.POST:
                actions.answer_first(person, item=found, answers=_answers(request, found), now=now())
                return redirect("review", item=found.uid)
            actions.decide(person, item=found, decision=_decision(request, found), now=now())
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Reviewed."))
            return following(request, found.project.uid)
    said = getattr(found, "review", None)
    may_plant = said and Permission.MANAGE_QUALITY in permissions_in(person, found.project)
    context = {
        "may_plant": may_plant and not is_planted(found.judgment),
        "project": found.project,
        "shown": shown_review(case_of(found), request.POST, now()),
        "said": shown_done(said) if said else None,
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/review/review.html", context, status=refused.status if refused else 200)


def _decision(request: HttpRequest, item: ReviewItem) -> actions.Decision:
    form = request.POST
    verdict = ReviewVerdict.ACCEPTED.value if "accept" in form else form.get("verdict", "")
    if verdict not in ReviewVerdict.values:
        raise Refused(NO_VERDICT(field="verdict"))
    question, subject = place_of(form.get("place", ""))
    charges = [actions.Charge(key, question, subject) for key in form.getlist("error")]
    is_fixed = verdict == ReviewVerdict.FIXED
    outcome = form.get("outcome", "")
    is_followed = verdict == ReviewVerdict.REJECTED and outcome in ReviewOutcome.values
    return actions.Decision(
        verdict,
        charges,
        form.get("comment", ""),
        _answers(request, item) if is_fixed else None,
        outcome if is_followed else ReviewOutcome.NONE,
    )


def _answers(request: HttpRequest, item: ReviewItem) -> dict[str, object]:
    wording = wording_of(item.judgment.schema_version_id)
    return answers_in(asked_in(wording, item.task, {}, {}), request.POST)
