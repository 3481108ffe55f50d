"""Cases of integrity: what the signs are, and what a person decides. Nothing here happens by itself."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.people.queries.scope import one_of, others_visible
from assay.projects.queries.permission import project_for
from assay.projects.queries.staffing import members_seen_by
from assay.quality.actions.integrity import decide_case, open_case
from assay.quality.enums import CaseOutcome, CaseState
from assay.quality.models import IntegrityCase, IntegritySign
from assay.quality.queries.integrity import case_for, cases_of, named_others
from assay.stats.sampling import Share
from assay.web.requests import done, page_of, signed_in, user_of

MOST_OFFERED, MOST_DAYS, MOST_DIGITS = 500, 365, 4
FAMILIES = {
    "speed": gettext_noop("Speed"),
    "monotony": gettext_noop("Always the same"),
    "copying": gettext_noop("Like others"),
    "device": gettext_noop("Shared device"),
    "account": gettext_noop("Shared bank account"),
}
TONES = {CaseOutcome.NOTHING: "good", CaseOutcome.WARNED: "warn"}


@dataclass(frozen=True, slots=True)
class ShownSign:
    family: str
    question: str
    evidence: str
    share: Share | None
    value: float
    expected: float | None
    n: int
    p_value: float | None
    others: tuple[Contributor, ...]


@signed_in
@require_GET
def cases(request: HttpRequest, project: UUID) -> HttpResponse:
    """Open ones, or those that were decided."""
    person = user_of(request)
    found = project_for(person, project)
    is_open = request.GET.get("state") != "decided"
    page = page_of(request, cases_of(person, found, is_open=is_open))
    context = {
        "project": found,
        "page": page,
        "rows": [(each, *_state(each)) for each in page],
        "is_open": is_open,
        "members": members_seen_by(person, found, "")[:MOST_OFFERED] if is_open else (),
        "kept": "" if is_open else "state=decided",
    }
    return render(request, "web/standing/integrity.html", context)


@signed_in
@require_POST
def open_one(request: HttpRequest, project: UUID) -> HttpResponse:
    """By hand, with a reason."""
    person = user_of(request)
    found, uid = project_for(person, project), parse_uid(request.POST.get("contributor", ""))
    if uid is None:
        raise NotFound
    contributor, reason = one_of(others_visible(person), uid), request.POST.get("reason", "")
    return done(
        request,
        lambda: open_case(person, project=found, contributor=contributor, reason=reason, now=the_time()),
        _("Opened. The person is told nothing of it."),
        reverse("integrity", args=[project]),
    )


@signed_in
@require_GET
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """What was seen, and the form to decide."""
    person = user_of(request)
    found = case_for(person, case)
    seen = list(found.signs.order_by("family", "pk"))
    others = named_others(person, seen)
    context = {
        "project": found.project,
        "case": found,
        "state": _state(found),
        "is_open": found.state == CaseState.OPEN,
        "signs": [_shown(each, others) for each in seen],
        "outcomes": [(each.value, _(str(each.label))) for each in CaseOutcome],
    }
    return render(request, "web/standing/integrity_case.html", context)


@signed_in
@require_POST
def decide(request: HttpRequest, case: UUID) -> HttpResponse:
    person, posted = user_of(request), request.POST
    found, days = case_for(person, case), posted.get("days", "")
    return done(
        request,
        lambda: decide_case(
            person,
            case=found,
            outcome=posted.get("outcome", ""),
            decision=posted.get("decision", ""),
            days=min(int(days), MOST_DAYS) if days.isdecimal() and len(days) <= MOST_DIGITS else 0,
            way_back=posted.get("way_back", ""),
            now=the_time(),
        ),
        _("Decided. Whom it stops or warns was told why, and can appeal."),
        reverse("integrity-case", args=[case]),
    )


def _state(case: IntegrityCase) -> tuple[str, str]:
    if case.state == CaseState.OPEN:
        return _("to be decided"), "busy"
    outcome = CaseOutcome(case.outcome)
    return _(str(outcome.label)), TONES.get(outcome, "bad")


def _shown(sign: IntegritySign, others: dict[int, Contributor]) -> ShownSign:
    share = None
    if sign.low is not None and sign.high is not None:
        k = round(sign.value * sign.n)
        share = Share(k, sign.n, sign.value, sign.low, sign.high, 0.95, "wilson")
    return ShownSign(
        family=_(FAMILIES.get(sign.family, sign.family)),
        question=sign.question.rstrip("/"),
        evidence=sign.evidence,
        share=share,
        value=sign.value,
        expected=sign.expected,
        n=sign.n,
        p_value=sign.p_value,
        others=tuple(others[pk] for pk in sign.others if pk in others),
    )
