"""The talent pool: who fits a search, in somebody's sight or anywhere; and the searches that were saved."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db.models import Count, F, Q, QuerySet, Window

from assay.kit.reasons import NotFound, Reason
from assay.people.models import Contributor, ContributorSkill, User
from assay.people.queries.matching import Known, Wanted, everybody, key_of, known, matching, uids_in
from assay.people.queries.organisation import skills
from assay.people.queries.scope import others_visible
from assay.people.queries.search import with_abilities
from assay.recruiting.models import Application, TalentSegment
from assay.recruiting.queries.campaigns import may_recruit
from assay.recruiting.rules import reasons
from assay.recruiting.rules.talent import LEAST_GOLD, Search

# So many keys are handed back to the database at most.
FEW = 5_000


def searched(user: User, search: Search, now: datetime) -> QuerySet[Contributor]:
    """Who fits and is in sight of somebody who recruits, by pseudonym; NotFound for others."""
    if not may_recruit(user):
        raise NotFound
    found = fitting(search, now, among=others_visible(user))
    return found.select_related("talent_card", "vendor", "site").order_by("pseudonym")


class Counted:
    """People in order, for a page of them: one reading finds the page and says how many there are.

    `n` is known once a page was read.
    """

    def __init__(self, people: QuerySet[Contributor]) -> None:
        self.people, self.n = people, 0

    def __getitem__(self, part: slice) -> list[Contributor]:
        found = list(self.people.annotate(n=Window(Count("*"))).values_list("pk", "n")[part])
        if found:
            self.n = found[0][1]
        page = Contributor.objects.filter(pk__in=[pk for pk, _n in found])
        page = page.select_related("user", "vendor", "site", "team", "talent_card")
        return list(with_abilities(page.order_by(*self.people.query.order_by)))


def gathered(people: QuerySet[Contributor]) -> QuerySet[Contributor]:
    """The same people, for a page of them in order.

    Few among many are found first and sorted then: the database would rather walk through everybody in the order of
    the page, and at 200 thousand that takes seconds. Where many fit, the walk is over soon.
    """
    keys = list(people.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(keys) > FEW:
        return people
    found = Contributor.objects.filter(pk__in=keys).order_by(*people.query.order_by)
    return found.select_related("user", "vendor", "site", "team", "talent_card")


def fitting(
    search: Search, now: datetime, among: QuerySet[Contributor] | None = None
) -> QuerySet[Contributor]:
    """Who fits, in no order; what is named and not there any more fits nobody."""
    there = _known(search)
    wanted = Wanted(
        languages=search.languages,
        level=search.level,
        markets=search.markets,
        skills={key_of(there.skills, name): score for name, score in search.skills.items()},
        standings=search.standings,
    )
    found = matching(wanted, now, among).filter(_placed(search, there), _measured(search, now))
    return found.filter(_declaring(search, there)) if search.declared else found


def unknown_in(search: Search) -> list[Reason]:
    """What the search names and nobody knows, each with its field."""
    there = _known(search)
    missing = [("markets", "market", each) for each in search.markets if each not in there.markets]
    missing += [("skills", "skill", each) for each in search.skills if not key_of(there.skills, each)]
    missing += [("declared", "skill", each) for each in search.declared if not key_of(there.skills, each)]
    missing += [
        ("places", "place", each)
        for each in search.places
        if not (key_of(there.vendors, each) or key_of(there.sites, each))
    ]
    return [reasons.SEARCH_UNKNOWN(field=field, what=what, name=name[:60]) for field, what, name in missing]


def segments_of(user: User) -> QuerySet[TalentSegment]:
    """The own ones and those that all who recruit share, by name; NotFound for who recruits nowhere."""
    if not may_recruit(user):
        raise NotFound
    mine = Q(owner=user) | Q(is_common=True)
    return TalentSegment.objects.filter(mine, retired_at=None).select_related("owner").order_by("name", "pk")


def segment_for(user: User, uid: UUID) -> TalentSegment:
    found = segments_of(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def search_of(segment: TalentSegment) -> Search:
    return msgspec.convert(segment.search, Search)


def common_segments() -> QuerySet[TalentSegment]:
    """Those that a project's pool may name, by name."""
    return TalentSegment.objects.filter(is_common=True, retired_at=None).order_by("name", "pk")


def known_segments(uids: Iterable[UUID]) -> frozenset[UUID]:
    """Of these the ones that there are and that are shared, retired or not."""
    found = TalentSegment.objects.filter(uid__in=list(uids), is_common=True)
    return frozenset(found.values_list("uid", flat=True))


def in_segments(uids: Iterable[UUID], now: datetime) -> QuerySet[Contributor]:
    """Who fits one of the shared segments now. One that is retired goes on for the pools that name it."""
    found = Q(pk__in=[])
    for each in TalentSegment.objects.filter(uid__in=list(uids), is_common=True).order_by("pk"):
        found |= Q(pk__in=fitting(search_of(each), now).values("pk"))
    return everybody().filter(found)


def due_for_a_card(before: datetime, most: int) -> list[int]:
    """Whose card is missing, then whose is older than that, the oldest first."""
    found = everybody().filter(Q(talent_card=None) | Q(talent_card__kept_at__lt=before))
    oldest = F("talent_card__kept_at").asc(nulls_first=True)
    return list(found.order_by(oldest, "pk").values_list("pk", flat=True)[:most])


def declared_by(people: Iterable[Contributor]) -> dict[int, list[str]]:
    """The names of the skills that they said they have when they applied, and do not hold; by contributor."""
    keys = [each.pk for each in people]
    said = Application.objects.filter(contributor__in=keys).exclude(skills=[])
    ticked = dict(said.values_list("contributor", "skills"))
    names = dict(
        skills()
        .filter(code__in={code for each in ticked.values() for code in each})
        .values_list("code", "name")
    )
    held = set(
        ContributorSkill.objects.filter(contributor__in=ticked).values_list("contributor", "skill__code")
    )
    return {
        who: [names[code] for code in codes if code in names and (who, code) not in held]
        for who, codes in ticked.items()
    }


def _declaring(search: Search, there: Known) -> Q:
    """Who ticked all of them when they applied. What is declared and not there fits nobody."""
    keys = [key_of(there.skills, each) for each in search.declared]
    codes = list(skills().filter(pk__in=keys).values_list("code", flat=True))
    if len(codes) < len(set(keys)):
        return Q(pk__in=[])
    said = Application.objects.filter(skills__contains=codes, contributor__isnull=False)
    return Q(pk__in=said.values("contributor"))


def _placed(search: Search, there: Known) -> Q:
    """One of the places is enough; the own crowd is people of no vendor."""
    if not (search.places or search.is_crowd):
        return Q()
    found = Q(vendor__in=there.vendors.values()) | Q(site__in=there.sites.values())
    return found | Q(vendor=None) if search.is_crowd else found


def _measured(search: Search, now: datetime) -> Q:
    """What the cards say; who has none yet fits nothing that is asked of them."""
    found, today = Q(), now.date()
    if search.gold_least is not None:
        found &= Q(talent_card__n_gold__gte=LEAST_GOLD, talent_card__gold_share__gte=search.gold_least)
    if search.worked_within is not None:
        found &= Q(talent_card__last_worked_on__gte=today - timedelta(days=search.worked_within))
    if search.idle_for is not None:
        never = Q(talent_card__last_worked_on=None, talent_card__isnull=False)
        found &= never | Q(talent_card__last_worked_on__lt=today - timedelta(days=search.idle_for))
    if search.hours_least is not None:
        found &= Q(talent_card__week_hours__gte=search.hours_least)
    if search.hours_most is not None:
        found &= Q(talent_card__week_hours__lte=search.hours_most)
    if search.device:
        found &= Q(talent_card__device__in=(search.device, "both"))
    return found


def _known(search: Search) -> Known:
    return known(
        markets=search.markets,
        skills=uids_in([*search.skills, *search.declared]),
        vendors=uids_in(search.places),
        sites=uids_in(search.places),
    )
