"""Entries by hand: one person proposes, another one approves, and only then it is posted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.money.actions.costs import Cost, CostOf, add_costs
from assay.money.actions.posting import Draft, post, refuse_closed
from assay.money.enums import ManualState, PostingKind
from assay.money.models import LedgerAccount, ManualEntry, Posting
from assay.money.queries.accounts import Named, account_named
from assay.money.rules import ledger as rules
from assay.money.rules.ledger import Line
from assay.money.rules.states import MANUAL
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission


@dataclass(frozen=True, slots=True)
class Wanted:
    """An amount from the account that is credited to the one that is debited; `micro` None: no amount was read."""

    debit: Named
    credit: Named
    micro: int | None
    currency: str
    booked_on: date
    reason: str


def propose(by: User, *, wanted: Wanted, now: datetime) -> ManualEntry:
    """Somebody else decides about it; until then the ledger is as it was."""
    require_everywhere(by, Permission.POST_MANUAL)
    problems = rules.refuse_manual(
        micro=wanted.micro,
        currency=wanted.currency,
        reason=wanted.reason,
        booked_on=wanted.booked_on,
        today=now.date(),
    )
    if problems:
        raise Refused(*problems)
    refuse_closed(wanted.booked_on)
    with transaction.atomic():
        act_as(by)
        debit = account_named(wanted.debit, wanted.currency, field="debit_of")
        credit = account_named(wanted.credit, wanted.currency, field="credit_of")
        if debit.pk == credit.pk:
            raise Refused(rules.SAME_ACCOUNT(field="credit"))
        return ManualEntry.objects.create(
            debit=debit,
            credit=credit,
            amount_micro=wanted.micro or 0,
            booked_on=wanted.booked_on,
            reason=_text(wanted.reason),
            proposed_at=now,
            proposed_by=by,
        )


def propose_reversal(by: User, *, posting: Posting, reason: str, now: datetime) -> ManualEntry:
    """What a person has approved is never edited: its mirror is proposed, once, for today."""
    require_everywhere(by, Permission.POST_MANUAL)
    if posting.kind not in rules.REVERSIBLE:
        raise Refused(rules.NOT_BY_HAND())
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    credited, debited = posting.entries.select_related("account").order_by("amount_micro")
    try:
        with transaction.atomic():
            act_as(by)
            return ManualEntry.objects.create(
                debit=credited.account,
                credit=debited.account,
                amount_micro=debited.amount_micro,
                booked_on=now.date(),
                reason=_text(reason),
                reverses=posting,
                proposed_at=now,
                proposed_by=by,
            )
    except IntegrityError as error:
        raise Refused(rules.REVERSED_ALREADY()) from error


def decide(by: User, *, entry: ManualEntry, is_approved: bool, ruling: str, now: datetime) -> ManualEntry:
    """Approved, it is posted in the same transaction; rejecting needs a reason."""
    require_everywhere(by, Permission.APPROVE_MANUAL)
    state = ManualState.APPROVED if is_approved else ManualState.REJECTED
    with transaction.atomic():
        act_as(by)
        locked = _locked(entry, state)
        if locked.proposed_by_id == by.pk:
            raise Refused(rules.OWN_PROPOSAL())
        if not is_approved and not ruling.strip():
            raise Refused(rules.NEEDS_REASON(field="ruling"))
        return _ended(locked, state, by, ruling=ruling, now=now)


def withdraw(by: User, *, entry: ManualEntry, now: datetime) -> ManualEntry:
    """Whoever proposed it thought better of it."""
    with transaction.atomic():
        act_as(by)
        locked = _locked(entry, ManualState.WITHDRAWN)
        if locked.proposed_by_id != by.pk:
            raise Refused(rules.NOT_YOURS())
        return _ended(locked, ManualState.WITHDRAWN, by, ruling="", now=now)


def _locked(entry: ManualEntry, wanted: ManualState) -> ManualEntry:
    found = ManualEntry.objects.select_for_update(no_key=True, of=["self"])
    locked = found.select_related("debit", "credit", "reverses").get(pk=entry.pk)
    if refused := MANUAL.refuse(locked.state, wanted):
        raise Refused(refused)
    return locked


def _ended(entry: ManualEntry, state: ManualState, by: User, *, ruling: str, now: datetime) -> ManualEntry:
    entry.state, entry.ruling, entry.decided_by, entry.decided_at = state, _text(ruling), by, now
    if state == ManualState.APPROVED:
        entry.posting = post(by, draft=_draft(entry), now=now)
        _keep_costs(entry)
    entry.save(update_fields=["state", "ruling", "decided_by", "decided_at", "posting"])
    return entry


def _keep_costs(entry: ManualEntry) -> None:
    """What is posted by hand to a project's costs is final, and of no market."""
    costs: defaultdict[CostOf, Cost] = defaultdict(Cost)
    for account, micro in ((entry.debit, entry.amount_micro), (entry.credit, -entry.amount_micro)):
        if account.project_id is not None:
            cost = costs[CostOf(account.project_id, None, entry.booked_on, account.currency)]
            cost.micro += micro
            cost.final += micro
    add_costs(costs)


def _draft(entry: ManualEntry) -> Draft:
    return Draft(
        key=f"manual:{entry.uid}",
        kind=PostingKind.MANUAL if entry.reverses is None else PostingKind.REVERSAL,
        booked_on=entry.booked_on,
        lines=[_line(entry.debit, entry.amount_micro), _line(entry.credit, -entry.amount_micro)],
        memo=entry.reason,
        reverses=entry.reverses,
    )


def _line(account: LedgerAccount, micro: int) -> Line:
    return Line(account.pk, account.currency, micro)


def _text(text: str) -> str:
    return text.strip().replace("\0", "")[:2000]
