"""Compliance of whole sites in sight: what each has to prove, by which evidence, and until when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.partners.enums import Proof
from assay.partners.models import ComplianceEvidence, ComplianceItem
from assay.partners.rules.compliance import SOON, best_of, proof_of
from assay.people.models import Site, User
from assay.people.queries.grains import Grain
from assay.people.queries.organisation import sites_in_use
from assay.people.queries.scope import may
from assay.people.queries.site_parts import SitePart, site_parts
from assay.people.rules.roles import Permission


@dataclass(frozen=True, slots=True)
class Proven:
    """One item at one site; `evidence` newest first, withdrawn ones too."""

    item: ComplianceItem
    proof: Proof
    best: ComplianceEvidence | None
    evidence: Sequence[ComplianceEvidence]


@dataclass(frozen=True, slots=True)
class SiteCompliance:
    site: Site
    may_hand_in: bool
    proven: Sequence[Proven]

    def n(self, proof: Proof) -> int:
        return sum(each.proof == proof for each in self.proven)


def compliance_parts(user: User) -> list[SitePart]:
    """Whole sites; NotFound for who may read none."""
    found = [each for each in site_parts(user, Permission.VIEW_CONTRACTS) if each.team is None]
    if not found:
        raise NotFound
    return found


def compliance(user: User, today: date) -> list[SiteCompliance]:
    """Every site in sight; a fixed number of queries."""
    return _gathered(compliance_parts(user), today, keeps=may(user, Permission.KEEP_CONTRACTS))


def compliance_of(user: User, site: UUID, today: date) -> SiteCompliance:
    part = next((each for each in compliance_parts(user) if each.site.uid == site), None)
    if part is None:
        raise NotFound
    return _gathered([part], today, keeps=may(user, Permission.KEEP_CONTRACTS))[0]


def items() -> QuerySet[ComplianceItem]:
    """What is asked today, by name."""
    return (
        ComplianceItem.objects.filter(retired_at=None)
        .select_related("owner", "vendor")
        .order_by("name", "pk")
    )


def item_asked(found: SiteCompliance, item: UUID) -> ComplianceItem:
    """One that is asked of that site."""
    for each in found.proven:
        if each.item.uid == item:
            return each.item
    raise NotFound


def evidence_for(user: User, uid: UUID) -> tuple[ComplianceEvidence, SitePart]:
    """For who sees the whole site; nobody else finds it."""
    found = ComplianceEvidence.objects.select_related("file", "site", "item").filter(uid=uid).first()
    for part in compliance_parts(user):
        if found is not None and part.site.pk == found.site_id:
            return found, part
    raise NotFound


def unproven(user: User, site: UUID, day: date) -> list[Proven]:
    """Lines without evidence that holds on that day, for who may read what the site has to prove."""
    part = next(
        (
            each
            for each in site_parts(user, Permission.VIEW_CONTRACTS)
            if each.team is None and each.site.uid == site
        ),
        None,
    )
    found = _proven([part.site], day)[part.site] if part else []
    return [each for each in found if each.proof not in {Proof.VALID, Proof.EXPIRING}]


def proven_at(day: date) -> Mapping[Grain, tuple[int, int]]:
    """(items asked, items proven) of every vendor and site, for scorecards."""
    sites = list(sites_in_use())
    counted: defaultdict[Grain, list[int]] = defaultdict(lambda: [0, 0])
    for site, proven in _proven(sites, day).items():
        for grain in (Grain(site.vendor_id), Grain(site.vendor_id, site.pk)):
            counted[grain][0] += len(proven)
            counted[grain][1] += sum(each.proof in {Proof.VALID, Proof.EXPIRING} for each in proven)
    return {grain: (n, k) for grain, (n, k) in counted.items() if n}


def ending(today: date) -> list[ComplianceEvidence]:
    """What is the best its site has, ends soon or has ended, and was never reminded of."""
    sites = list(sites_in_use())
    return [
        each.best
        for proven in _proven(sites, today).values()
        for each in proven
        if each.best and each.proof in {Proof.EXPIRING, Proof.EXPIRED} and each.best.reminded_at is None
    ]


def is_any_ending(today: date) -> bool:
    """Cheap enough to ask every minute."""
    near = ComplianceEvidence.objects.filter(withdrawn_at=None, reminded_at=None, item__retired_at=None)
    return near.filter(expires_on__lte=today + SOON).exists()


def _gathered(parts: Sequence[SitePart], today: date, *, keeps: bool) -> list[SiteCompliance]:
    found = _proven([each.site for each in parts], today)
    return [SiteCompliance(each.site, keeps or each.may_keep, found[each.site]) for each in parts]


def _proven(sites: Sequence[Site], today: date) -> dict[Site, list[Proven]]:
    """Two queries however many sites; evidence from after the day is left out."""
    asked = list(items())
    rows = ComplianceEvidence.objects.filter(site__in=sites, item__in=asked, obtained_on__lte=today)
    by_place: defaultdict[tuple[int, int], list[ComplianceEvidence]] = defaultdict(list)
    for each in rows.select_related("file", "given_by", "withdrawn_by").order_by("-pk"):
        by_place[each.site_id, each.item_id].append(each)
    return {
        site: [
            _of_item(item, by_place[site.pk, item.pk], today)
            for item in asked
            if item.vendor_id in {None, site.vendor_id}
        ]
        for site in sites
    }


def _of_item(item: ComplianceItem, evidence: Sequence[ComplianceEvidence], today: date) -> Proven:
    best = best_of(each for each in evidence if each.withdrawn_at is None)
    return Proven(item, proof_of(best, today), best, evidence)
