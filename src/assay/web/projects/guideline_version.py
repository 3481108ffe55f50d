"""One version of a guideline as its owner judges it: what it changed, and which labels it may have made wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from assay.delivery.actions.redone import correct_after_change
from assay.delivery.queries.releases import release_for
from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.queries.rates import assumed_rate
from assay.projects.enums import ChangeKind
from assay.projects.models import GuidelineVersion
from assay.projects.queries.permission import permissions_in, project_for
from assay.quality.actions import invalidating
from assay.quality.actions.guideline_impact import start_impact
from assay.quality.enums import InvalidationState
from assay.quality.models import Invalidation
from assay.quality.queries.guideline_impact import impact_of
from assay.quality.queries.invalidation import invalidation_of, version_for
from assay.web.projects.guideline_again import shown_again
from assay.web.projects.guideline_words import KINDS
from assay.web.requests import done, signed_in, user_of
from assay.web.templatetags.figures import figure, percent

MEASURES: Mapping[str, tuple[str, bool]] = {
    "gold": (gettext_noop("Right on gold"), True),
    "review": (gettext_noop("Found right by reviewers"), True),
    "agreement": (gettext_noop("Agreement of pairs"), True),
    "seconds": (gettext_noop("Handling time (seconds)"), False),
}
MICRO = 1_000_000
STATES: Mapping[InvalidationState, tuple[str, str]] = {
    InvalidationState.LOOKING: (gettext_noop("being looked for"), "busy"),
    InvalidationState.FOUND: (gettext_noop("to decide"), "warn"),
    InvalidationState.REQUEUING: (gettext_noop("being queued again"), "busy"),
    InvalidationState.REQUEUED: (gettext_noop("queued again"), "good"),
    InvalidationState.KEPT: (gettext_noop("kept as they are"), ""),
}


@dataclass(frozen=True, slots=True)
class Side:
    value: str
    interval: str
    n: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    label: str
    sides: tuple[Side, Side]


@signed_in
@require_GET
def version(request: HttpRequest, project: UUID, number: int) -> HttpResponse:
    """Impact, and labels that may be wrong now, with what it would take to do them again."""
    person = user_of(request)
    found = project_for(person, project)
    shown = version_for(person, found, number)
    given = permissions_in(person, found)
    invalidation = invalidation_of(shown)
    impact = impact_of(shown)
    context = {
        "project": found,
        "tab": "guideline",
        "part": "guideline",
        "version": shown,
        "kind": _(KINDS[ChangeKind(shown.kind)][0]),
        "invalidation": invalidation,
        "state": _said(invalidation),
        "hours": _hours(invalidation),
        "impact": impact,
        "cost": _cost(invalidation),
        "again": shown_again(person, invalidation, now()),
        "rows": [_row(name, impact.measures[name]) for name in MEASURES] if impact else [],
        "may_decide": Permission.MANAGE_PROJECT in given,
    }
    return render(request, "web/projects/guideline_version.html", context)


@signed_in
@require_POST
def decide(request: HttpRequest, project: UUID, number: int) -> HttpResponse:
    """Compute its impact; have the labels done again, or keep them."""
    person = user_of(request)
    shown = version_for(person, project_for(person, project), number)
    wanted = _steps(request, person, shown).get(request.POST.get("do", ""))
    if wanted is None:
        raise NotFound
    return done(request, *wanted, reverse("project-guideline-version", args=[project, number]))


def _steps(
    request: HttpRequest, person: User, shown: GuidelineVersion
) -> dict[str, tuple[Callable[[], object], str]]:
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "impact": (
            lambda: start_impact(person, version=shown, now=now()),
            _("It is being computed; load the page again in a moment."),
        )
    }
    invalidation = invalidation_of(shown)
    if invalidation is None:
        return steps
    note = request.POST.get("note", "").replace("\0", "")
    against = parse_uid(request.POST.get("against", ""))
    return steps | {
        "deliver": (
            lambda: correct_after_change(
                person,
                invalidation=invalidation,
                against=release_for(person, against) if against else None,
                note=note,
                now=now(),
            ),
            _("The correction is being made; load the page again in a moment."),
        ),
        "again": (
            lambda: invalidating.collect_again(person, invalidation=invalidation, now=now()),
            _("These tasks go back into their queues, for others."),
        ),
        "keep": (
            lambda: invalidating.keep_labels(person, invalidation=invalidation, note=note, now=now()),
            _("The labels stay as they are."),
        ),
    }


def _said(invalidation: Invalidation | None) -> tuple[str, str]:
    if invalidation is None:
        return "", ""
    word, tone = STATES[InvalidationState(invalidation.state)]
    return _(word), tone


def _hours(invalidation: Invalidation | None) -> float | None:
    if invalidation is None or invalidation.seconds_each is None:
        return None
    return round(invalidation.n_judgments * invalidation.seconds_each / 3600, 1)


def _cost(invalidation: Invalidation | None) -> str:
    """By the rate of the plan in force."""
    rate = assumed_rate(invalidation.version.project) if invalidation else None
    if invalidation is None or rate is None:
        return _("no rate in the plan")
    return _("about %(amount)s %(currency)s (%(each)s each, as plan %(plan)s reckons)") % {
        "amount": figure(rate.of(invalidation.n_judgments) / MICRO, 2),
        "currency": rate.currency,
        "each": figure(rate.micros / MICRO, 4),
        "plan": rate.number,
    }


def _row(name: str, sides: Mapping[str, Mapping[str, float | None]]) -> MeasureRow:
    label, is_share = MEASURES[name]
    write = percent if is_share else figure_of_seconds
    return MeasureRow(_(label), (_side(sides["before"], write), _side(sides["after"], write)))


def _side(measured: Mapping[str, float | None], write: Callable[[float | None], str]) -> Side:
    low, high = measured["low"], measured["high"]
    interval = f"{write(low)} – {write(high)}" if low is not None else ""
    return Side(write(measured["value"]), interval, int(measured["n"] or 0))


def figure_of_seconds(value: float | None) -> str:
    return figure(value, 1)
