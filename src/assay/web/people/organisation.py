"""Vendors with their sites and teams, markets and skills: what people are placed at, and what they can have."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.actions import organisation as actions
from assay.people.models import Market, Site, Skill, Team, Vendor
from assay.people.queries import organisation as queries
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.requests import done, page_of, signed_in, user_of

M = TypeVar("M", bound=Model)
PLACES: dict[str, type[Vendor] | type[Site] | type[Team]] = {"vendor": Vendor, "site": Site, "team": Team}
WORDS: dict[str, type[Market] | type[Skill]] = {"market": Market, "skill": Skill}
PAGES = {"market": "organisation-markets", "skill": "organisation-skills"}


@signed_in
@require_http_methods(["GET", "POST"])
def vendors(request: HttpRequest) -> HttpResponse:
    """Every vendor with its sites and teams; posting adds one of the three."""
    if request.method == "POST":
        return _added(request, lambda: _add_place(request), "organisation")
    return _page(request, "vendors", queries.vendors_with_places())


@signed_in
@require_http_methods(["GET", "POST"])
def markets(request: HttpRequest) -> HttpResponse:
    """Every market; posting adds one."""
    if request.method == "POST":
        names = ("code", "name", "region", "language")
        typed = {name: request.POST.get(name, "").strip() for name in names}
        return _added(
            request, lambda: actions.create_market(user_of(request), **typed), "organisation-markets"
        )
    return _page(request, "markets", queries.markets())


@signed_in
@require_http_methods(["GET", "POST"])
def skills(request: HttpRequest) -> HttpResponse:
    """Every skill; posting adds one."""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in ("code", "name")}
        return _added(request, lambda: actions.create_skill(user_of(request), **typed), "organisation-skills")
    return _page(request, "skills", queries.skills())


@signed_in
@require_POST
def retire(request: HttpRequest, kind: str, row: UUID) -> HttpResponse:
    """Take something out of use, with the reason."""
    _require_sight(request)
    found = (PLACES | WORDS)[kind].objects.filter(uid=row).first() if kind in PLACES | WORDS else None
    if found is None:
        raise NotFound
    person, reason = user_of(request), request.POST.get("reason", "")

    def change() -> None:
        if isinstance(found, Market | Skill):
            actions.retire_word(person, word=found, reason=reason, now=now())
        else:
            actions.retire_place(person, place=found, reason=reason, now=now())

    success = _("%(name)s is retired.") % {"name": found.name}
    return done(request, change, success, reverse(PAGES.get(kind, "organisation")))


def _add_place(request: HttpRequest) -> object:
    """A team of a site, a site of a vendor, or a vendor."""
    person, name = user_of(request), request.POST.get("name", "").strip()
    if "site" in request.POST:
        site = _one(Site.objects.select_related("vendor"), request.POST["site"])
        return actions.create_team(person, site=site, name=name)
    if "vendor" in request.POST:
        vendor = _one(Vendor.objects.all(), request.POST["vendor"])
        zone = request.POST.get("time_zone", "").strip() or "UTC"
        return actions.create_site(person, vendor=vendor, name=name, time_zone=zone)
    return actions.create_vendor(person, name=name, now=now())


def _one(rows: QuerySet[M], uid: str) -> M:
    found = rows.filter(uid=parse_uid(uid)).first()
    if found is None:
        raise NotFound
    return found


def _added(request: HttpRequest, add: Callable[[], object], then: str) -> HttpResponse:
    _require_sight(request)
    name = request.POST.get("name", "").strip()
    return done(request, add, _("%(name)s was added.") % {"name": name}, reverse(then))


def _page(request: HttpRequest, tab: str, rows: QuerySet[M]) -> HttpResponse:
    _require_sight(request)
    may_manage = may(user_of(request), Permission.MANAGE_PEOPLE)
    context = {"tab": tab, "page": page_of(request, rows), "may_manage": may_manage}
    return render(request, f"web/people/{tab}.html", context)


def _require_sight(request: HttpRequest) -> None:
    """A vendor's people never see the other vendors: the page is not there for them."""
    if not may(user_of(request), Permission.VIEW_PEOPLE):
        raise NotFound
