"""Publishing a version of a contract; earlier ones stay as they were. Reminding of what ends."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.money.models import RateCard
from assay.money.queries.rates import rate_card
from assay.partners.enums import ContractNear
from assay.partners.models import Contract, ContractReminder
from assay.partners.queries.contracts import contracts_near
from assay.partners.rules import contracts as rules
from assay.partners.rules.contracts import NewContract
from assay.people.actions.inbox import tell
from assay.people.enums import Role, StaffKind
from assay.people.models import User, Vendor
from assay.people.queries.holders import holders_over
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

NOTICE = gettext_noop(
    "{vendor}: the last day to give notice of contract {number} is {day}; it ends on {end}."
)
END = gettext_noop("{vendor}: contract {number} ends on {end}, and nothing follows it yet.")
KEEPERS = (Role.CROWD_MANAGER, Role.OPERATIONS_LEAD)
# Contracts change rarely enough for one lock.
LOCK = "SELECT pg_advisory_xact_lock(4231, 8)"


def publish_contract(by: User | None, *, vendor: Vendor, wanted: NewContract, now: datetime) -> Contract:
    """It supersedes the one before from its first day on."""
    require_everywhere(by, Permission.KEEP_CONTRACTS)
    if vendor.retired_at is not None:
        raise Refused(rules.VENDOR_RETIRED(name=vendor.name))
    if problems := rules.refuse_contract(wanted, today=now.date()):
        raise Refused(*problems)
    card = _card(wanted.rate_card, wanted.currency)
    with transaction.atomic():
        act_as(by)
        rows(LOCK, {})
        newest = Contract.objects.filter(vendor=vendor).order_by("-number").first()
        return Contract.objects.create(
            vendor=vendor,
            number=newest.number + 1 if newest else 1,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            currency=wanted.currency,
            rate_card=card,
            notice_days=wanted.notice_days,
            levels={measure.value: asdict(level) for measure, level in wanted.levels.items()},
            credit_cap=wanted.credit_cap,
            reason=wanted.reason.strip(),
            published_at=now,
            published_by=by,
        )


def remind_of_contracts(now: datetime) -> int:
    """Once before the last day to give notice, once before the end: whoever keeps contracts. How many were told of."""
    n = 0
    for contract, what in contracts_near(now.date()):
        with transaction.atomic():
            act_as(None)
            rows(LOCK, {})
            _told, is_new = ContractReminder.objects.get_or_create(
                contract=contract, of=what, defaults={"told_at": now}
            )
            if is_new:
                n += 1
                _tell(contract, what, now)
    return n


def _tell(contract: Contract, what: ContractNear, now: datetime) -> None:
    day, end = rules.notice_day(contract), contract.ends_on
    keepers = holders_over(KEEPERS, None).values()
    tell(
        sorted({each for some in keepers for each in some}),
        kind=StaffKind.CONTRACT,
        sentence=NOTICE if what is ContractNear.NOTICE else END,
        about={
            "vendor": contract.vendor.name,
            "number": contract.number,
            "day": day.isoformat() if day else "",
            "end": end.isoformat() if end else "",
        },
        address=f"/people/contracts/{contract.vendor.uid}/",
        now=now,
    )


def _card(uid: UUID | None, currency: str) -> RateCard | None:
    """The version of a rate card that the contract pays by; in its own currency."""
    if uid is None:
        return None
    found = rate_card(uid)
    if found is None:
        raise Refused(rules.NO_RATE_CARD(field="rate_card"))
    if found.currency != currency:
        raise Refused(rules.CARD_CURRENCY(field="rate_card", card=found.currency, currency=currency))
    return found
