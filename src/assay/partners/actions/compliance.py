"""The checklist of what sites prove, the evidence they hand in, and reminding of what ends."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext_noop

from assay.kit import media
from assay.kit.audit import act_as
from assay.kit.files import store
from assay.kit.reasons import Refused
from assay.partners.models import ComplianceEvidence, ComplianceItem
from assay.partners.queries.compliance import SiteCompliance, ending
from assay.partners.rules import compliance as rules
from assay.partners.rules.compliance import HandedIn
from assay.people.actions.inbox import tell
from assay.people.enums import Role, StaffKind
from assay.people.models import User, Vendor
from assay.people.queries.scope import may, require_everywhere
from assay.people.queries.site_parts import SitePart, staff_at
from assay.people.rules.roles import Permission

ENDS = gettext_noop("{site}: {item} ends on {day}. Hand in the next evidence.")
ENDED = gettext_noop("{site}: {item} ended on {day}. Hand in the next evidence.")
PDF, HEAD = b"%PDF-", 64


def make_item(
    by: User,
    *,
    name: str,
    asks: str,
    owner: User,
    every_days: int | None,
    now: datetime,
    vendor: Vendor | None = None,
) -> ComplianceItem:
    """Asked of every site of the vendor, or of all, from now on."""
    require_everywhere(by, Permission.KEEP_CONTRACTS)
    if problems := rules.refuse_item(name, asks, every_days):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        return ComplianceItem.objects.create(
            name=name.strip(),
            asks=asks.strip(),
            owner=owner,
            vendor=vendor,
            every_days=every_days,
            created_at=now,
            created_by=by,
        )


def retire_item(by: User, *, item: ComplianceItem, now: datetime) -> None:
    """Asked of nobody any more; its evidence stays."""
    require_everywhere(by, Permission.KEEP_CONTRACTS)
    with transaction.atomic():
        act_as(by)
        locked = ComplianceItem.objects.select_for_update(no_key=True).get(pk=item.pk)
        if locked.retired_at is not None:
            raise Refused(rules.ITEM_RETIRED(name=locked.name))
        locked.retired_at = now
        locked.save(update_fields=["retired_at"])


def hand_in(
    by: User,
    *,
    at: SiteCompliance,
    item: ComplianceItem,
    chunks: Iterable[bytes],
    name: str,
    handed: HandedIn,
    now: datetime,
) -> ComplianceEvidence:
    """Beside what was handed in before: what lasts longest counts."""
    if not at.may_hand_in:
        raise Refused(rules.NOT_YOUR_EVIDENCE())
    if item.retired_at is not None or item.vendor_id not in {None, at.site.vendor_id}:
        raise Refused(rules.NOT_ASKED(field="item"))
    handed = replace(handed, note=handed.note.strip())
    if problems := rules.refuse_evidence(handed, today=now.date()):
        raise Refused(*problems)
    kind, whole = _looked_at(chunks)
    with transaction.atomic():
        act_as(by)
        named = name.replace("\0", "") or "evidence"
        file = store(whole, name=named, media_type=kind, now=now, by=by, most=rules.MOST_BYTES)
        return ComplianceEvidence.objects.create(
            item=item,
            site=at.site,
            file=file,
            note=handed.note,
            obtained_on=handed.obtained_on,
            expires_on=rules.end_of(handed, item.every_days),
            given_at=now,
            given_by=by,
        )


def withdraw_evidence(
    by: User, *, evidence: ComplianceEvidence, part: SitePart, why: str, now: datetime
) -> None:
    """It counts no more, and stays to be seen."""
    if not (part.may_keep or may(by, Permission.KEEP_CONTRACTS)):
        raise Refused(rules.NOT_YOUR_EVIDENCE())
    if not why.strip() or "\0" in why:
        raise Refused(rules.WITHDRAWN_WHY(field="why"))
    with transaction.atomic():
        act_as(by)
        locked = ComplianceEvidence.objects.select_for_update(no_key=True).get(pk=evidence.pk)
        if locked.withdrawn_at is not None:
            raise Refused(rules.EVIDENCE_WITHDRAWN())
        locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_why = now, by, why.strip()[:300]
        locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])


def remind_of_endings(now: datetime) -> int:
    """Once for each piece of evidence: its item's owner and who leads the site. How many were told of."""
    found = ending(now.date())
    for each in found:
        with transaction.atomic():
            act_as(None)
            locked = ComplianceEvidence.objects.select_for_update(no_key=True).get(pk=each.pk)
            if locked.reminded_at is None:
                locked.reminded_at = now
                locked.save(update_fields=["reminded_at"])
                _tell(locked, now)
    return len(found)


def _tell(evidence: ComplianceEvidence, now: datetime) -> None:
    site, item = evidence.site, evidence.item
    assert evidence.expires_on is not None
    people = {each.pk for each in staff_at(site, [Role.SITE_LEAD])} | {item.owner_id}
    tell(
        sorted(people),
        kind=StaffKind.COMPLIANCE,
        sentence=ENDS if evidence.expires_on >= now.date() else ENDED,
        about={"site": site.name, "item": item.name, "day": evidence.expires_on.isoformat()},
        address=f"/people/compliance/{site.uid}/",
        now=now,
    )


def _looked_at(chunks: Iterable[bytes]) -> tuple[str, Iterable[bytes]]:
    """The kind by the first bytes, whatever the name says; nothing that a browser would run."""
    source = iter(chunks)
    first = b""
    for chunk in source:
        first += chunk
        if len(first) >= HEAD:
            break
    if first.startswith(PDF):
        return "application/pdf", chain([first], source)
    try:
        kind = media.media_type(first[:HEAD])
    except Refused:
        kind = ""
    if kind not in rules.PICTURES:
        raise Refused(rules.EVIDENCE_KIND(field="file"))
    return kind, chain([first], source)
