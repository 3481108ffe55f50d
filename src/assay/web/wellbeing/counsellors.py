"""Whom the people of each site can turn to: read and set by who answers for the site."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Site
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.requests import done, signed_in, user_of
from assay.wellbeing.actions.counsellor import set_counsellor
from assay.wellbeing.queries.counsellors import PlaceContacts, contacts_for, place_to_care_for
from assay.wellbeing.rules.counsellor import LENGTHS, Contact


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A site with its contact as it is typed; the organisation's has no key."""

    key: str
    name: str
    vendor: str
    found: PlaceContacts
    languages: str


@signed_in
@require_http_methods(["GET", "POST"])
def counsellors(request: HttpRequest) -> HttpResponse:
    """Every site in reach, each with what holds and what held; posting sets one of them."""
    if request.method == "POST":
        return _set(request)
    places = [_shown(each) for each in contacts_for(user_of(request))]
    context = {
        "places": places,
        "lengths": LENGTHS,
        "may_set_limits": may(user_of(request), Permission.SET_LIMITS),
    }
    return render(request, "web/wellbeing/counsellors.html", context)


def _set(request: HttpRequest) -> HttpResponse:
    person, posted = user_of(request), request.POST
    contacts_for(person)
    place = _place(request)
    contact = Contact(
        text=posted.get("text", "").strip(),
        phone=posted.get("phone", "").strip(),
        hours=posted.get("hours", "").strip(),
        languages=tuple(posted.get("languages", "").replace(",", " ").split()),
    )
    return done(
        request,
        lambda: set_counsellor(person, site=place, contact=contact, now=the_time()),
        _("Saved. People of the site read it from now on."),
        reverse("counsellors"),
    )


def _place(request: HttpRequest) -> Site | None:
    """What names no site is the organisation's; who may not set that does not find it."""
    key = request.POST.get("site", "")
    uid = parse_uid(key)
    if key and uid is None:
        raise NotFound
    try:
        return place_to_care_for(user_of(request), uid)
    except Refused:
        raise NotFound from None


def _shown(found: PlaceContacts) -> ShownPlace:
    site, current = found.site, found.current
    return ShownPlace(
        key=str(site.uid) if site else "",
        name=site.name if site else _("Everybody whose site has nobody of its own"),
        vendor=site.vendor.name if site else "",
        found=found,
        languages=" ".join(current.languages) if current else "",
    )
