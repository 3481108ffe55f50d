"""Requests as their rows and their page show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Values of fields are JSON.
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.intake.enums import Part
from assay.intake.enums import RequestState as S
from assay.intake.models import Request, RequestChange, RequestClock
from assay.intake.queries.clocks import calendar_of, clock_now, counting
from assay.intake.queries.history import Happened
from assay.intake.rules.changes import differences
from assay.intake.rules.states import Step, is_estimated, steps_open, waits_for
from assay.kit.money import MICRO
from assay.projects.rules.gallery import template
from assay.web.intake import words
from assay.web.projects.words import SEGMENTS
from assay.web.templatetags.figures import count, figure, percent, rounded


@dataclass(frozen=True, slots=True)
class ShownClock:
    """`due_at` is None while it stands still; then `waits_for` says for what."""

    due_at: datetime | None
    is_late: bool
    waits_for: str = ""
    elapsed_hours: float = 0.0
    target_hours: int = 0
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class ShownRequest:
    uid: UUID
    title: str
    state: str
    tone: str
    segment: str
    requesters: str
    owner: str
    since: datetime
    clock: ShownClock | None
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Action:
    """A step as a button: `asks` is what its reason is asked for with, or empty."""

    wanted: str
    name: str
    label: str
    asks: str
    is_first: bool
    key: str


@dataclass(frozen=True, slots=True)
class Line:
    """A field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    change: RequestChange
    state: str
    tone: str
    lines: list[Line]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    what: str
    by: str
    said: str
    address: str


def row_of(request: Request, at: datetime) -> ShownRequest:
    """One row of the list: its clocks were fetched with it."""
    state, tone = words.STATES[request.state]
    people = [party.user.name for party in request.parties.all() if party.part == Part.REQUESTER]
    return ShownRequest(
        uid=request.uid,
        title=request.title or _("Untitled"),
        state=_(state),
        tone=tone,
        segment=_(SEGMENTS[request.segment]) if request.segment else "",
        requesters=", ".join(people),
        owner=request.owner.name if request.owner else "",
        since=request.state_since,
        clock=_row_clock(request, request.clocks.all(), at),
        is_draft=request.state == S.DRAFT,
    )


def clock_of(request: Request, at: datetime) -> ShownClock | None:
    """The clock that counts now, with how much of its time is used up."""
    kept = clock_now(request)
    if kept is None:
        return None
    clock = counting(kept, calendar_of(request))
    pause = clock.open_pause
    return ShownClock(
        due_at=kept.due_at,
        is_late=clock.is_breached(at),
        waits_for=pause.reason if pause else "",
        elapsed_hours=clock.elapsed(at) / 3600,
        target_hours=kept.target_hours,
        calendar=request.calendar.name if request.calendar else "",
    )


def actions_of(request: Request, parts: frozenset[Part]) -> list[Action]:
    """What this person may do now; the first is the obvious one, where it is their turn."""
    is_turn = bool(waits_for(request.state) & parts)
    found = enumerate(steps_open(request.state, parts))
    is_judged = is_estimated(request.estimated_at, request.changed_at)
    return [_action(each, is_first=is_turn and nth == 0, is_judged=is_judged) for nth, each in found]


def _action(step: Step, *, is_first: bool, is_judged: bool) -> Action:
    label, asks, _said = words.STEPS[step.name]
    asked = _(asks) if asks and (step.needs_reason or not is_judged) else ""
    return Action(step.after, step.name, _(label), asked, is_first, "n" if is_first else "")


def facts_shown(request: Request) -> list[tuple[str, str]]:
    """What is asked for, field by field; what is empty is left out."""
    found = template(request.template)
    gain = " ".join(
        each
        for each in (
            request.metric,
            _moves(request.metric_baseline, request.metric_gain, request.metric_unit),
        )
        if each
    )
    pairs = [
        (words.FIELDS["segment"], _(SEGMENTS[request.segment]) if request.segment else ""),
        (words.FIELDS["purpose"], said("purpose", request.purpose)),
        (words.FIELDS["metric"], gain),
        (words.FIELDS["content_source"], request.content_source),
        (words.FIELDS["sensitivity"], said("sensitivity", request.sensitivity)),
        (words.FIELDS["template"], _(found.title) if found else ""),
        (words.FIELDS["schema_words"], request.schema_words),
        (gettext_noop("Accuracy needed"), _accuracy(request)),
        (words.FIELDS["acceptance"], request.acceptance),
        (words.FIELDS["deadline_on"], date_format(request.deadline_on) if request.deadline_on else ""),
        (words.FIELDS["cadence"], said("cadence", request.cadence)),
        (words.FIELDS["rush_reason"], request.rush_reason),
        (words.FIELDS["budget"], money_of(request)),
    ]
    return [(_(label), text) for label, text in pairs if text]


def change_of(change: RequestChange, *, may_decide: bool) -> ShownChange:
    tones = {"proposed": "busy", "accepted": "good", "declined": "bad"}
    labels = {"proposed": _("Proposed"), "accepted": _("Accepted"), "declined": _("Declined")}
    lines = [
        Line(_(words.FIELDS[each.field]), said(each.field, each.before), said(each.field, each.after))
        for each in differences(change.before, change.after)
    ]
    return ShownChange(change, labels[change.state], tones[change.state], lines, may_decide)


def moments_of(happened: Iterable[Happened], addresses: Mapping[str, str]) -> list[Moment]:
    """The history, newest first; files and changes lead to where they are."""
    return [
        Moment(each.at, _(words.HAPPENED[each.what]), each.by, each.said, addresses.get(each.what, ""))
        for each in reversed(list(happened))
    ]


def said(name: str, value: Any) -> str:  # A value as JSON.
    """One value of a field in words; a dash where it is empty."""
    if value in (None, "", []):
        return "–" if value is None or value == [] else ""
    known = {
        "segment": SEGMENTS,
        "purpose": words.PURPOSES,
        "cadence": words.CADENCES,
        "sensitivity": words.SENSITIVITIES,
        "accuracy_unit": words.UNITS,
    }
    if name in known:
        return _(known[name][value])
    return _plain(name, value)


def _plain(name: str, value: Any) -> str:  # A value as JSON.
    if name == "volumes":
        return "; ".join(
            f"{_place(each['market'], each['language'])}: {count(each['n_items'])}" for each in value
        )
    if name == "template":
        found = template(value)
        return _(found.title) if found else str(value)
    if name == "accuracy_target":
        return percent(value)
    if name == "budget_micro":
        return _amount(value)
    if name == "deadline_on":
        day = parse_date(value)
        return date_format(day) if day else str(value)
    return figure(value, 3) if isinstance(value, float) else str(value)


def _row_clock(request: Request, clocks: Iterable[RequestClock], at: datetime) -> ShownClock | None:
    if request.state == S.CLARIFYING:
        return ShownClock(None, is_late=False, waits_for=_("waiting for the requester"))
    found = next((each for each in clocks if each.state == request.state and each.due_at), None)
    return ShownClock(found.due_at, is_late=bool(found.due_at and found.due_at <= at)) if found else None


def _moves(baseline: float | None, gain: float | None, unit: str) -> str:
    if baseline is None or gain is None:
        return ""
    asked = {"baseline": f"{baseline:g}", "gain": f"{gain:+g}", "unit": unit}
    return _("(today %(baseline)s %(unit)s, wanted %(gain)s %(unit)s)") % asked


def _accuracy(request: Request) -> str:
    if request.accuracy_target is None:
        return ""
    return f"{percent(request.accuracy_target)} {_(words.UNITS[request.accuracy_unit])}"


def money_of(request: Request) -> str:
    return f"{_amount(request.budget_micro)} {request.currency}" if request.budget_micro else ""


def _amount(micro: int) -> str:
    """Grouped, with its decimals where there are any."""
    return rounded(micro / MICRO, 2) if micro % MICRO else count(micro // MICRO)


def _place(market: str, language: str) -> str:
    return market if market == language else f"{market} ({language})"
