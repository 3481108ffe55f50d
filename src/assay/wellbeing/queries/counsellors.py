"""Whom somebody can turn to, and who says so for which site."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, Site, User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.wellbeing.models import CounsellorContact
from assay.wellbeing.queries.places import reaches, whole_sites
from assay.work.facts import Worker
from assay.work.models import Exposure

MOST_EARLIER = 10


@dataclass(frozen=True, slots=True)
class PlaceContacts:
    """Of a site, or (None) of everybody whose site has none of its own: what holds, and what held before."""

    site: Site | None
    current: CounsellorContact | None
    earlier: Sequence[CounsellorContact]


def counsellor_for(contributor: Contributor) -> CounsellorContact | None:
    """Their site's, else the organisation's; None: nobody was named."""
    of_site = _newest(contributor.site_id) if contributor.site_id else None
    return of_site or _newest(None)


def counsellor_on(contributor: Contributor, worker: Worker) -> CounsellorContact | None:
    """The same on a day on which the person had content that is hard to look at; no other day needs it at work."""
    had_some = Exposure.objects.filter(contributor=contributor, day_on=worker.day_on)
    return counsellor_for(contributor) if had_some.exists() else None


def contacts_for(user: User) -> list[PlaceContacts]:
    """Every site in reach; the organisation's own first, for who answers for all of it."""
    scope = scope_of(user, Permission.SET_CARE)
    if scope.is_empty:
        raise NotFound
    places: list[Site | None] = [None] if scope.is_everywhere else []
    places += whole_sites(scope)
    found = _by_place(places)
    return [_place(site, found.get(site.pk if site else None, [])) for site in places]


def place_to_care_for(user: User, uid: UUID | None) -> Site | None:
    """The site, or None for the organisation. What is out of reach is not there."""
    if uid is None:
        require_care(user, None)
        return None
    scope = scope_of(user, Permission.SET_CARE)
    site = Site.objects.select_related("vendor").filter(uid=uid, retired_at=None).first()
    if site is None or not reaches(scope, site):
        raise NotFound
    return site


def require_care(by: User | None, site: Site | None) -> None:
    """Refuse unless the person says for this place whom people can turn to (None: the system acts)."""
    if by is None:
        return
    scope = scope_of(by, Permission.SET_CARE)
    if not (reaches(scope, site) if site else scope.is_everywhere):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.SET_CARE]))


def _newest(site: int | None) -> CounsellorContact | None:
    newest = CounsellorContact.objects.filter(site=site).order_by("-pk").first()
    return newest if newest and newest.text else None


def _by_place(places: Sequence[Site | None]) -> dict[int | None, list[CounsellorContact]]:
    sites = [site.pk for site in places if site]
    wanted = Q(site__in=sites) | (Q(site=None) if None in places else Q(pk__in=[]))
    found: dict[int | None, list[CounsellorContact]] = {}
    for each in CounsellorContact.objects.filter(wanted).select_related("set_by").order_by("-pk"):
        found.setdefault(each.site_id, []).append(each)
    return found


def _place(site: Site | None, newest_first: list[CounsellorContact]) -> PlaceContacts:
    """What was withdrawn stands among the earlier ones: that nobody was named is part of the history."""
    if not newest_first or not newest_first[0].text:
        return PlaceContacts(site, None, newest_first[:MOST_EARLIER])
    return PlaceContacts(site, newest_first[0], newest_first[1 : MOST_EARLIER + 1])
