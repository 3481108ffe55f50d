"""Posting: once per key, balanced, in a month that is open. Nothing else writes the ledger by the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.money.enums import AccountKind, PeriodState, PostingKind
from assay.money.models import LedgerAccount, LedgerEntry, Period, Posting
from assay.money.rules import ledger as rules
from assay.money.rules.ledger import Line
from assay.money.rules.periods import CLOSED, month_of
from assay.people.models import Contributor, User, Vendor
from assay.projects.models import Project

# Postings of a month share this lock; whoever closes the month takes it alone (see the trigger in the migration).
MONTH_LOCK = 4240


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be posted; `key` names its source, so that the same thing is never posted twice."""

    key: str
    kind: PostingKind
    booked_on: date
    lines: Sequence[Line]
    memo: str = ""
    reverses: Posting | None = None


def post(by: User | None, *, draft: Draft, now: datetime) -> Posting:
    """The posting of that key: made now, or the one that stands there already with the same lines."""
    if problems := rules.problems(draft.lines):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        known = Posting.objects.filter(key=draft.key).first()
        return _again(known, draft) if known else _posted(by, draft, now)


def account_of(
    kind: AccountKind,
    currency: str,
    *,
    project: Project | None = None,
    contributor: Contributor | None = None,
    vendor: Vendor | None = None,
) -> LedgerAccount:
    """The one account of its kind; made when it is first asked for."""
    found, _made = LedgerAccount.objects.get_or_create(
        kind=kind, currency=currency, project=project, contributor=contributor, vendor=vendor
    )
    return found


def refuse_closed(booked_on: date) -> None:
    """The database forbids it, too; this says it in a sentence."""
    shut = Period.objects.filter(month=month_of(booked_on)).exclude(state=PeriodState.OPEN)
    if shut.exists():
        raise Refused(CLOSED(field="booked_on"))


def lock_month(day: date, *, alone: bool) -> None:
    """Held to the end of the transaction: postings of a month share it, closing it takes it alone."""
    statement = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    params = {"key": MONTH_LOCK, "month": day.year * 12 + day.month}
    rows(f"SELECT {statement}(%(key)s::int, %(month)s::int)", params)


def _posted(by: User | None, draft: Draft, now: datetime) -> Posting:
    lock_month(draft.booked_on, alone=False)
    refuse_closed(draft.booked_on)
    try:
        with transaction.atomic():
            posting = Posting.objects.create(
                key=draft.key,
                kind=draft.kind,
                booked_on=draft.booked_on,
                memo=draft.memo[:2000],
                reverses=draft.reverses,
                posted_at=now,
                posted_by=by,
            )
    except IntegrityError:
        # Somebody else has posted it in the meantime.
        return _again(Posting.objects.get(key=draft.key), draft)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            posting=posting,
            account_id=line.account,
            currency=line.currency,
            amount_micro=line.micro,
            booked_on=draft.booked_on,
        )
        for line in draft.lines
    )
    return posting


def _again(posting: Posting, draft: Draft) -> Posting:
    entries = posting.entries.values_list("account_id", "currency", "amount_micro")
    if {(line.account, line.currency, line.micro) for line in draft.lines} != set(entries):
        raise Refused(rules.KEY_REUSED())
    return posting
