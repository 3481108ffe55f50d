"""Writing a session down: first with whom, then what was said, on what evidence, and towards which goal."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now as the_time
from assay.kit.clock import working_day
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.coaching import write_session
from assay.partners.enums import CoachedAs, GoalMetric
from assay.partners.queries.coaching import (
    agents_at,
    coaching_part,
    error_types_of,
    judgments_to_pin,
    part_to_pin,
    pinnable,
    staff_to_coach,
)
from assay.partners.rules.coaching import MOST_IN_NOTES, MOST_IN_TOPIC, OF_AGENTS, OF_QAS, Aim, Pins, Said
from assay.people.models import Contributor, User
from assay.people.queries.site_parts import SitePart
from assay.projects.models import Project
from assay.projects.queries.at_sites import worked_on_by
from assay.quality.models import ErrorType, Review
from assay.web.partners.coaching_words import COACHED_AS, METRICS
from assay.web.requests import signed_in, user_of
from assay.web.timekeeping.reading import day_in, moment_on


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody who may be coached here; `key` is what the address says."""

    key: str
    name: str
    coached_as: CoachedAs
    user: User
    contributor: Contributor | None = None


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, site: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    given = request.POST if request.method == "POST" else request.GET
    part = coaching_part(person, site, parse_uid(given.get("team", "")))
    people = _people(person, part)
    whom = next((each for each in people if each.key == given.get("who", "")), None)
    if "who" in given and whom is None:
        raise NotFound
    projects = list(worked_on_by(person, part.people)) if whom else []
    if request.method == "POST" and whom:
        try:
            made = write_session(
                person,
                part=part,
                coached=whom.user,
                coached_as=whom.coached_as,
                said=_said(given, part),
                aims=_aims(given, projects),
                pins=_pins(given, projects),
                now=now,
            )
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason.said)
        else:
            messages.success(request, _("Written down, and told to whom it is about."))
            return redirect("coaching-session", made.uid)
    reviews = pinnable(whom.user, whom.contributor, now=now) if whom else []
    answers = judgments_to_pin(person, whom.contributor, _uids(given, "judgment"), now=now) if whom else []
    context = {
        "part": part,
        "people": [(each, _(COACHED_AS[each.coached_as])) for each in people],
        "whom": whom,
        "projects": projects,
        "metrics": [(metric.value, _(METRICS[metric])) for metric in _metrics(whom)],
        "reviews": [(each, _errors(each)) for each in reviews],
        "errors": sorted(
            {(one.error_type.key, one.error_type.name) for each in reviews for one in each.errors.all()}
        ),
        "answers": answers,
        "types": _types(given, projects, reviews),
        "asked": {name: given.getlist(name) for name in ("judgment", "pin")},
        "posted": given,
        "chosen": {*given.getlist("review"), *given.getlist("judgment"), *given.getlist("pin")},
        "today": working_day(now, part.site.time_zone),
        "time": now,
        "most": {"topic": MOST_IN_TOPIC, "notes": MOST_IN_NOTES},
    }
    return render(request, "web/partners/coaching_new.html", context)


@signed_in
@require_GET
def pin(request: HttpRequest, judgment: UUID) -> HttpResponse:
    """From where an answer is looked at to a session with whoever gave it."""
    part, who = part_to_pin(user_of(request), judgment, now=the_time())
    asked = {"who": f"agent-{who.uid}", "judgment": str(judgment)} | (
        {"team": str(part.team.uid)} if part.team else {}
    )
    return redirect(f"{reverse('coaching-new', args=[part.site.uid])}?{urlencode(asked)}")


def _pins(given: QueryDict, projects: list[Project]) -> Pins:
    """An error type is written as its project's uid, a colon and its key."""
    by_uid = {str(each.uid): each.pk for each in projects}
    errors = [each.partition(":") for each in given.getlist("pin")]
    return Pins(
        _uids(given, "review"),
        _uids(given, "judgment"),
        [(by_uid.get(project, 0), key) for project, _colon, key in errors],
    )


def _uids(given: QueryDict, name: str) -> list[UUID]:
    return [uid for uid in map(parse_uid, given.getlist(name)) if uid]


def _types(given: QueryDict, projects: list[Project], reviews: list[Review]) -> list[tuple[str, ErrorType]]:
    """Errors that were found of the person, and what was asked for; never all of a taxonomy."""
    found = {(each.project_id, one.error_type.key) for each in reviews for one in each.errors.all()}
    asked = {*given.getlist("pin")}
    types = [
        (f"{each.taxonomy.project.uid}:{each.key}", each, (each.taxonomy.project_id, each.key))
        for each in error_types_of([each.pk for each in projects])
    ]
    return [(value, each) for value, each, key in types if key in found or value in asked]


def _people(person: User, part: SitePart) -> list[Whom]:
    agents = [
        Whom(f"agent-{each.uid}", each.pseudonym, CoachedAs.AGENT, each.user, each)
        for each in agents_at(part)
        if each.user_id != person.pk
    ]
    staff = [
        Whom(f"{kind.value}-{each.uid}", each.name, kind, each)
        for kind, found in staff_to_coach(person, part).items()
        for each in found
    ]
    return agents + staff


def _metrics(whom: Whom | None) -> list[GoalMetric]:
    if whom is None or whom.coached_as is CoachedAs.TEAM_LEAD:
        return []
    allowed = OF_AGENTS if whom.coached_as is CoachedAs.AGENT else OF_QAS
    return [metric for metric in GoalMetric if metric in allowed]


def _errors(review: Review) -> str:
    return ", ".join(sorted({each.error_type.name for each in review.errors.all()}))


def _said(given: QueryDict, part: SitePart) -> Said:
    held_at = _held_at(given, part)
    follow_up = given.get("follow_up", "")
    return Said(
        given.get("topic", ""),
        given.get("notes", ""),
        held_at,
        day_in(follow_up, field="follow_up") if follow_up else None,
    )


def _held_at(given: QueryDict, part: SitePart) -> datetime:
    day: date = day_in(given.get("day", ""), field="day")
    return moment_on(day, given.get("at", ""), part.site.time_zone, field="at")


def _aims(given: QueryDict, projects: list[Project]) -> list[Aim]:
    """One on the page; by program there may be more."""
    metric = given.get("metric", "")
    if metric not in GoalMetric.values:
        return []
    project = next((each for each in projects if str(each.uid) == given.get("project", "")), None)
    if project is None:
        raise NotFound
    error = given.get("error", "") if metric == GoalMetric.WITHOUT_ERROR else ""
    by_on = day_in(given.get("by", ""), field="by")
    return [Aim(GoalMetric(metric), project.pk, _share(given.get("target", "")), by_on, error)]


def _share(text: str) -> float:
    try:
        return float(text.strip().replace(",", ".")[:20]) / 100
    except ValueError:
        return float("nan")
