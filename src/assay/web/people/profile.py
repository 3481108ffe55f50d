"""One contributor: who they are, what they can, why they get what they get; and changing each of it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.clock import working_day
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.actions import contributors as actions
from assay.people.actions.hours import set_contracted_hours
from assay.people.enums import LanguageLevel, Standing
from assay.people.models import Contributor, StandingChange, User
from assay.people.queries.hours import contracted_versions
from assay.people.queries.organisation import Place, places, places_in
from assay.people.queries.organisation import markets as all_markets
from assay.people.queries.organisation import skills as all_skills
from assay.people.queries.scope import agents_of, may, one_of, others_visible, people_within
from assay.people.queries.search import with_abilities
from assay.people.queries.site_parts import site_parts
from assay.people.rules.hours import read_minutes
from assay.people.rules.roles import Permission
from assay.people.rules.standing import TRANSITIONS
from assay.projects.queries.permission import visible_projects
from assay.quality.queries.gold_of_person import gold_accuracy_of
from assay.web.people import reading
from assay.web.people.shown import ShownContract, opening_shown, row_of, summary
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.timekeeping.reading import day_in
from assay.work.facts import Worker
from assay.work.queries.nothing import why_nothing
from assay.work.queries.one_person import days_of, openings_of

SPARE_ROWS = 2


@signed_in
@require_GET
def profile(request: HttpRequest, contributor: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    found = one_of(with_abilities(others_visible(person)), contributor)
    context = {"contributor": found, "row": row_of(found, now)}
    context |= (
        _contracted(found, now) | _work(request, found) | {"changes": page_of(request, _history(found), 10)}
    )
    if may(person, Permission.MANAGE_PEOPLE):
        context |= {
            "may_manage": True,
            "may_place": True,
            "told": _told(found),
            "places": places(),
        } | _choices(found)
    elif found.user_id != person.pk and people_within(agents_of(person)).filter(pk=found.pk).exists():
        context |= {"may_place": True, "places": _own_places(person)} | _choices(found)
    return render(request, "web/people/profile.html", context)


@signed_in
@require_POST
def standing(request: HttpRequest, contributor: UUID) -> HttpResponse:
    found = _found(request, contributor)

    def change() -> None:
        asked = reading.standing_of(request.POST, found.user.time_zone)
        actions.change_standing(
            user_of(request),
            contributor=found,
            standing=asked.standing,
            reason=asked.reason,
            until=asked.until,
            way_back=asked.way_back,
            now=the_time(),
        )

    success = _("The standing was changed, and the person was told why and what comes next.")
    return done(request, change, success, _address(found))


@signed_in
@require_POST
def languages(request: HttpRequest, contributor: UUID) -> HttpResponse:
    found = _found(request, contributor)

    def change() -> None:
        spoken = reading.languages_of(request.POST)
        actions.set_languages(user_of(request), contributor=found, languages=spoken, now=the_time())

    return done(request, change, _("The languages were saved."), _address(found))


@signed_in
@require_POST
def markets(request: HttpRequest, contributor: UUID) -> HttpResponse:
    found = _found(request, contributor)

    def change() -> None:
        chosen = reading.markets_of(request.POST)
        actions.set_markets(user_of(request), contributor=found, markets=chosen, now=the_time())

    return done(request, change, _("The markets were saved."), _address(found))


@signed_in
@require_POST
def skill(request: HttpRequest, contributor: UUID) -> HttpResponse:
    """Give one skill with its score and end, or take it away (no score)."""
    found = _found(request, contributor)
    uid = parse_uid(request.POST.get("skill", ""))
    wanted = all_skills().filter(uid=uid).first() if uid else None
    if wanted is None:
        raise NotFound

    def change() -> None:
        score = reading.number_of(request.POST.get("score", ""), field="score")
        expires = reading.day_of(request.POST.get("expires", ""), found.user.time_zone, field="expires")
        actions.set_skill(
            user_of(request), contributor=found, skill=wanted, score=score, expires_at=expires, now=the_time()
        )

    return done(request, change, _("The skill was saved."), _address(found))


@signed_in
@require_POST
def place(request: HttpRequest, contributor: UUID) -> HttpResponse:
    found = _found(request, contributor)
    placed = reading.place_of(request.POST)

    def change() -> None:
        actions.set_place(
            user_of(request),
            contributor=found,
            vendor=placed.vendor,
            site=placed.site,
            team=placed.team,
            now=the_time(),
        )

    return done(request, change, _("The place was saved."), _address(found))


@signed_in
@require_POST
def daily_cap(request: HttpRequest, contributor: UUID) -> HttpResponse:
    found = _found(request, contributor)

    def change() -> None:
        cap = reading.number_of(request.POST.get("daily_cap", ""), field="daily_cap")
        actions.set_daily_cap(user_of(request), contributor=found, daily_cap=cap, now=the_time())

    return done(request, change, _("The daily limit was saved."), _address(found))


@signed_in
@require_POST
def contracted(request: HttpRequest, contributor: UUID) -> HttpResponse:
    """Hours a week, from a day on."""
    found = _found(request, contributor)

    def change() -> None:
        minutes = read_minutes(request.POST.get("contracted", "").strip() or "-")
        from_on = day_in(request.POST.get("from", ""), field="from")
        set_contracted_hours(
            user_of(request), contributor=found, minutes=minutes, from_on=from_on, now=the_time()
        )

    return done(request, change, _("The contracted hours were saved."), _address(found))


def _found(request: HttpRequest, contributor: UUID) -> Contributor:
    return one_of(others_visible(user_of(request)), contributor)


def _address(contributor: Contributor) -> str:
    return reverse("contributor", args=[contributor.uid])


def _work(request: HttpRequest, contributor: Contributor) -> dict[str, object]:
    """What they did and may do, in the projects that the person looking may see."""
    today = working_day(the_time(), contributor.user.time_zone)
    projects = visible_projects(user_of(request)).filter(
        memberships__contributor=contributor, memberships__retired_at=None
    )
    names = dict(projects.values_list("uid", "name"))
    openings = openings_of(contributor.pk, names)
    days = days_of(contributor.pk, today, names)
    with_queues = {opening.project for opening in openings}
    return {
        "openings": [opening_shown(each) for each in openings],
        "idle_projects": [name for uid, name in names.items() if uid not in with_queues],
        "summary": summary(openings),
        "days": days,
        "today": next((day for day in days if day.day_on == today), None),
        "n_submitted": sum(day.n_submitted for day in days),
        "n_minutes": sum(day.minutes for day in days),
        "since": today - timedelta(days=13),
        "accuracy": gold_accuracy_of(contributor.pk, names),
    }


def _contracted(contributor: Contributor, now: datetime) -> dict[str, object]:
    """The version in force today, and all of them."""
    today = working_day(now, contributor.user.time_zone)
    versions = [ShownContract(each, each.minutes / 60) for each in contracted_versions(contributor)]
    return {
        "agreed": next((each for each in versions if each.version.from_on <= today), None),
        "agreements": versions,
        "tomorrow": today + timedelta(days=1),
    }


def _told(contributor: Contributor) -> str:
    """What the person reads on the workbench once nothing is left to hand out."""
    now = the_time()
    worker = Worker(contributor.pk, working_day(now, contributor.user.time_zone))
    return why_nothing(worker, now=now).sentence


def _history(contributor: Contributor) -> QuerySet[StandingChange]:
    return contributor.standing_changes.select_related("changed_by").order_by("-pk")


def _own_places(person: User) -> list[Place]:
    led = site_parts(person, Permission.MANAGE_AGENTS)
    return places_in(each.site.pk for each in led if each.team is None)


def _choices(contributor: Contributor) -> dict[str, object]:
    """What the forms offer."""
    spoken = [(each.language, each.level) for each in contributor.languages.all()]
    placed = contributor.team or contributor.site or contributor.vendor
    possible = TRANSITIONS.allowed[contributor.standing]
    return {
        "standings": [(each.value, each.label) for each in Standing if each in possible],
        "levels": LanguageLevel.choices,
        "language_rows": [*spoken, *[("", LanguageLevel.C1)] * SPARE_ROWS],
        "markets": all_markets().filter(retired_at=None),
        "held_markets": {each.market_id for each in contributor.markets.all()},
        "skills": all_skills().filter(retired_at=None),
        "placed": placed.uid if placed else None,
    }
