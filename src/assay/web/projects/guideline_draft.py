"""A draft of a guideline as its reviewers see it: what changes, who has read it, and when it takes effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions import guideline_drafts as actions
from assay.projects.actions.guideline_settings import ask_for_review
from assay.projects.enums import ChangeKind, DraftState, DraftVerdict, GuidelineSide
from assay.projects.models import GuidelineDraft, GuidelineReview, GuidelineVersion
from assay.projects.queries.guideline_drafts import (
    draft_for,
    open_draft,
    own_review,
    reviews_of,
    who_may_review,
)
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.rules.guideline_diff import diff_guidelines
from assay.web.guideline_marked import marked_parts
from assay.web.projects.guideline_words import DRAFT_STATES, KINDS, SIDES, VERDICTS, shown_changes
from assay.web.requests import done, signed_in, user_of


@dataclass(frozen=True, slots=True)
class ShownReview:
    review: GuidelineReview
    side: str
    verdict: str
    tone: str


@signed_in
@require_GET
def draft(request: HttpRequest, project: UUID) -> HttpResponse:
    """The open draft beside the version in force; where there is none, how to begin one."""
    person = user_of(request)
    found = project_for(person, project)
    given = permissions_in(person, found)
    saved = open_draft(found)
    mine = own_review(saved, person) if saved else None
    if saved is None and Permission.MANAGE_QUALITY not in given:
        raise NotFound
    if saved is not None and not ({Permission.MANAGE_QUALITY, Permission.VIEW_ANSWERS} & given or mine):
        raise NotFound
    context = {"project": found, "tab": "guideline", "part": "draft", "draft": saved, "given": given}
    if saved is not None:
        context |= _about(saved, found.guideline_version, mine)
    context["may_write"] = Permission.MANAGE_QUALITY in given
    context["may_publish"] = Permission.MANAGE_PROJECT in given
    return render(request, "web/projects/guideline_draft.html", context)


def _about(
    saved: GuidelineDraft, version: GuidelineVersion | None, mine: GuidelineReview | None
) -> dict[str, object]:
    changes = diff_guidelines(version.sections if version else (), saved.sections)
    state, tone = DRAFT_STATES[DraftState(saved.state)]
    is_asked = mine is not None and mine.verdict == DraftVerdict.WAITING
    return {
        "state": _(state),
        "tone": tone,
        "kind": _(KINDS[ChangeKind(saved.kind)][0]),
        "changes": marked_parts(changes),
        "rule_changes": shown_changes(version.policies if version else (), saved.policies),
        "version": version,
        "reviews": [
            ShownReview(each, _(SIDES[GuidelineSide(each.side)]), _(word), tone)
            for each in reviews_of(saved)
            for word, tone in [VERDICTS[DraftVerdict(each.verdict)]]
        ],
        "is_asked": is_asked and saved.state == DraftState.IN_REVIEW,
        "people": who_may_review(saved.project) if saved.state == DraftState.DRAFT else (),
        "sides": [(side.value, _(word)) for side, word in SIDES.items()],
    }


@signed_in
@require_POST
def step(request: HttpRequest, project: UUID) -> HttpResponse:
    """Send it to review, take it back, discard it, or put it in force."""
    person = user_of(request)
    found = project_for(person, project)
    saved = draft_for(found)
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "take-back": (lambda: actions.take_back(person, draft=saved, now=now()), _("You can write on.")),
        "discard": (lambda: actions.discard(person, draft=saved, now=now()), _("The draft is discarded.")),
        "publish": (
            lambda: actions.publish_draft(person, draft=saved, now=now()),
            _("The new version is in force."),
        ),
        "review": (lambda: _send(request, person, saved), _("The reviewers are told.")),
    }
    wanted = steps.get(request.POST.get("do", ""))
    if wanted is None:
        raise NotFound
    page = "project-guideline-draft" if request.POST["do"] == "review" else "project-guideline"
    return done(request, *wanted, reverse(page, args=[project]))


def _send(request: HttpRequest, person: User, saved: GuidelineDraft) -> None:
    people = {each.uid: each for each in who_may_review(saved.project)}
    chosen = [
        (people[uid], side)
        for side in GuidelineSide
        for uid in map(parse_uid, request.POST.getlist(f"reviewer_{side}"))
        if uid in people
    ]
    at = _moment(request.POST.get("effective_at", ""))
    actions.send_to_review(person, draft=saved, reviewers=chosen, effective_at=at, now=now())


def _moment(text: str) -> datetime | None:
    """What a date-and-time field holds, in the reader's time."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return make_aware(found, get_current_timezone()) if found and is_naive(found) else found


@signed_in
@require_POST
def verdict(request: HttpRequest, project: UUID) -> HttpResponse:
    """A reviewer approves, or asks for changes."""
    person = user_of(request)
    saved = draft_for(project_for(person, project))
    given = request.POST.get("verdict", "")
    if given not in (DraftVerdict.APPROVED, DraftVerdict.CHANGES):
        raise NotFound
    return done(
        request,
        lambda: actions.give_verdict(
            person,
            draft=saved,
            verdict=DraftVerdict(given),
            comment=request.POST.get("comment", "").replace("\0", ""),
            now=now(),
        ),
        _("Thank you. Who writes the guideline is told."),
        reverse("project-guideline", args=[project]),
    )


@signed_in
@require_POST
def needs_review(request: HttpRequest, project: UUID) -> HttpResponse:
    """Whether new versions are approved by reviewers first."""
    person = user_of(request)
    found = project_for(person, project)
    is_needed = request.POST.get("needs_review") == "on"
    return done(
        request,
        lambda: ask_for_review(person, project=found, is_needed=is_needed, now=now()),
        _("New versions are reviewed first.") if is_needed else _("New versions need no review."),
        reverse("project-guideline", args=[project]),
    )
