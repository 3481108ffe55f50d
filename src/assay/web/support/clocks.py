"""How soon tickets are answered and in which hours: read by who answers, set by who runs support."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import Reason, Refused
from assay.people.models import User
from assay.support.actions.terms import TermsDraft, set_category_terms, set_site_hours
from assay.support.enums import TicketCategory
from assay.support.queries.macros import keeps_support
from assay.support.queries.terms import (
    HoursInForce,
    TermsInForce,
    hours_in_force,
    require_clocks,
    site_with_clock,
    terms_in_force,
)
from assay.support.rules.clocks import Typed, WorkHours
from assay.web.requests import signed_in, user_of

FIELDS = ("answer_hours", "solution_hours", "closes_after_days")


@dataclass(frozen=True, slots=True)
class ShownField:
    name: str
    value: str
    label: str
    problem: str


@dataclass(frozen=True, slots=True)
class ShownTerms:
    label: str
    is_around_the_clock: bool
    fields: list[ShownField]
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownHours:
    """`typed` is what stands in the form; `problems` what was wrong with it."""

    uid: UUID
    name: str
    vendor: str
    zone: str
    line: str
    n_holidays: int
    days: list[tuple[str, str, bool]]
    begins: str
    ends: str
    holidays: str
    changed_at: datetime | None
    problems: Sequence[Reason] = ()


@signed_in
@require_http_methods(["GET", "POST"])
def clocks(request: HttpRequest) -> HttpResponse:
    """By category and by site; posting sets the categories."""
    person = user_of(request)
    require_clocks(person)
    problems: dict[str, Reason] = {}
    if request.method == "POST":
        problems = _set(person, request.POST)
        if not problems:
            messages.success(request, _("Saved. It counts for clocks that start from now on."))
            return redirect("support-clocks")
    return _page(request, problems=problems)


@signed_in
@require_POST
def hours(request: HttpRequest, site: UUID) -> HttpResponse:
    """Of one site; what was typed stays where something is wrong with it."""
    person, posted = user_of(request), request.POST
    found = site_with_clock(person, site)
    try:
        set_site_hours(person, site=found, typed=_typed(posted), now=the_time())
    except Refused as refused:
        return _page(request, site=site, refused=refused.reasons)
    messages.success(
        request, _("Saved. Tickets of %(site)s are answered in these hours.") % {"site": found.name}
    )
    return redirect("support-clocks")


def _page(
    request: HttpRequest,
    *,
    problems: dict[str, Reason] | None = None,
    site: UUID | None = None,
    refused: Sequence[Reason] = (),
) -> HttpResponse:
    problems = problems or {}
    posted = request.POST if problems else QueryDict()
    shown = [_hours(each) for each in hours_in_force(user_of(request))]
    if site is not None:
        shown = [_as_typed(each, request.POST, refused) if each.uid == site else each for each in shown]
    context = {
        "rows": [_terms(each, posted, problems) for each in terms_in_force()],
        "sites": shown,
        "others": [why for why in problems.values() if why.field is None][:1],
        "may_keep": keeps_support(user_of(request)),
    }
    return render(request, "web/support/clocks.html", context, status=422 if problems or refused else 200)


def _set(person: User, posted: QueryDict) -> dict[str, Reason]:
    """Only what differs from what is in force; problems by the field's name on the page."""
    problems: dict[str, Reason] = {}
    for each in terms_in_force():
        given = [_number(posted.get(f"{each.category}-{name}", "")) for name in FIELDS]
        if given == [getattr(each.terms, name) for name in FIELDS]:
            continue
        # What is no number is refused as one that cannot be; only the last may be empty.
        answer, solution = (-1 if number is None else number for number in given[:2])
        draft = TermsDraft(answer, solution, given[2])
        try:
            set_category_terms(person, category=each.category, draft=draft, now=the_time())
        except Refused as refused:
            problems |= {f"{each.category}-{why.field}": why for why in refused.reasons}
    return problems


def _number(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1


def _typed(posted: QueryDict) -> Typed:
    holidays = posted.get("holidays", "").replace("\0", "").splitlines()
    return Typed(posted.getlist("day"), posted.get("begins", ""), posted.get("ends", ""), holidays)


def _terms(each: TermsInForce, posted: QueryDict, problems: dict[str, Reason]) -> ShownTerms:
    label = _(str(TicketCategory(each.category).label))
    labels = (_("Hours to the first answer"), _("Hours to the solution"), _("Days of silence"))
    fields = []
    for name, said in zip(FIELDS, labels, strict=True):
        value, key = getattr(each.terms, name), f"{each.category}-{name}"
        why = problems.get(key)
        kept = "" if value is None else str(value)
        fields.append(ShownField(key, posted.get(key, kept), f"{said}: {label}", why.said if why else ""))
    return ShownTerms(label, each.terms.is_around_the_clock, fields, each.changed_at)


def _hours(each: HoursInForce) -> ShownHours:
    hours = each.hours
    begins, ends = f"{hours.begins:%H:%M}", f"{hours.ends:%H:%M}"
    return ShownHours(
        uid=each.site.uid,
        name=each.site.name,
        vendor=each.site.vendor.name,
        zone=each.site.time_zone,
        line=f"{_names(hours)} {begins}–{ends}",
        n_holidays=len(hours.holidays),
        days=[(str(day), str(name), day in hours.days) for day, name in WEEKDAYS_ABBR.items()],
        begins=begins,
        ends=ends,
        holidays="\n".join(map(date.isoformat, sorted(hours.holidays))),
        changed_at=each.changed_at,
    )


def _names(hours: WorkHours) -> str:
    """Monday to Friday as a stretch, anything else by name."""
    days = sorted(hours.days)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{WEEKDAYS_ABBR[days[0]]}–{WEEKDAYS_ABBR[days[-1]]}"
    return " ".join(str(WEEKDAYS_ABBR[day]) for day in days)


def _as_typed(each: ShownHours, posted: QueryDict, refused: Sequence[Reason]) -> ShownHours:
    chosen = set(posted.getlist("day"))
    return replace(
        each,
        days=[(day, name, day in chosen) for day, name, _is in each.days],
        begins=posted.get("begins", ""),
        ends=posted.get("ends", ""),
        holidays=posted.get("holidays", ""),
        problems=refused,
    )
