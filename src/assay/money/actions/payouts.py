"""Payout batches: drafted by one person, approved by another one, posted by a job, sent, and answered by the bank."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.money.actions.account_rows import Whose, account_ids
from assay.money.actions.posting import Draft
from assay.money.actions.posting_many import post_many
from assay.money.enums import AccountKind, PayoutBatchState, PayoutState, PostingKind
from assay.money.models import Payout, PayoutBatch
from assay.money.queries.payees import paying_accounts
from assay.money.queries.payouts import OwedTo, locked_balances, owed_after, require_payouts
from assay.money.rules import payouts as rules
from assay.money.rules.ledger import Line
from assay.money.rules.payouts import Terms, payable
from assay.money.rules.states import BATCH
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

GATHER, PAY = "money.draft_payouts", "money.pay_out"
PEOPLE_AT_ONCE = 500
BALANCE_CHANGED = "what is available has changed since it was drafted"
# Numbers of batches.
_LOCK = "SELECT pg_advisory_xact_lock(4241, 1)"


def draft_batch(by: User | None, *, terms: Terms, now: datetime) -> tuple[PayoutBatch, Job]:
    """Everybody's available balance from the least amount on; a job gathers it, and pays nothing."""
    require_everywhere(by, Permission.PAY_OUT)
    if problems := rules.refuse_terms(terms, today=now.date()):
        raise Refused(*problems)
    missing = sorted(set(terms.least) - set(paying_accounts()))
    if missing:
        raise Refused(rules.NO_PAYER(currency=", ".join(missing)))
    with transaction.atomic():
        act_as(by)
        rows(_LOCK, {})
        newest = PayoutBatch.objects.order_by("-number").first()
        batch = PayoutBatch.objects.create(
            number=newest.number + 1 if newest else 1,
            least=dict(terms.least),
            pay_on=terms.pay_on,
            drafted_at=now,
            drafted_by=by,
        )
        # One batch is gathered at a time.
        job = jobs.start(by, kind=GATHER, key=GATHER, now=now, params={"batch": batch.pk})
    return batch, job


def approve(by: User, *, batch: PayoutBatch, now: datetime) -> Job:
    """By somebody else than who drafted it. From here on a job posts it; the file for the bank is there after that."""
    require_everywhere(by, Permission.APPROVE_PAYOUTS)
    with transaction.atomic():
        act_as(by)
        locked = _locked(batch, PayoutBatchState.APPROVED)
        if locked.drafted_by_id == by.pk:
            raise Refused(rules.OWN_DRAFT())
        if not locked.n_payouts:
            raise Refused(rules.NOTHING_TO_PAY())
        locked.state, locked.approved_at, locked.approved_by = PayoutBatchState.APPROVED, now, by
        locked.save(update_fields=["state", "approved_at", "approved_by"])
        return jobs.start(by, kind=PAY, key=f"{PAY}:{batch.pk}", now=now, params={"batch": batch.pk})


def cancel(by: User, *, batch: PayoutBatch, now: datetime) -> PayoutBatch:
    """Before it is approved: nothing was posted, and everybody can be drafted again."""
    require_everywhere(by, Permission.PAY_OUT)
    with transaction.atomic():
        act_as(by)
        locked = _locked(batch, PayoutBatchState.CANCELLED)
        locked.payouts.filter(state=PayoutState.PLANNED).update(state=PayoutState.SKIPPED, settled_at=now)
        locked.state, locked.ended_at = PayoutBatchState.CANCELLED, now
        locked.save(update_fields=["state", "ended_at"])
        return locked


def note_export(by: User, *, batch: PayoutBatch, now: datetime) -> None:
    """Who took the file with everybody's accounts stands in the audit trail."""
    require_payouts(by)
    require_everywhere(by, Permission.PAY_OUT)
    if batch.posted_at is None:
        raise Refused(rules.NOT_POSTED())
    with transaction.atomic():
        act_as(by)
        PayoutBatch.objects.filter(pk=batch.pk).update(exported_at=now, exported_by=by)


def mark_sent(by: User, *, batch: PayoutBatch, now: datetime) -> PayoutBatch:
    """The bank has the file; its answer is read from now on."""
    require_everywhere(by, Permission.PAY_OUT)
    with transaction.atomic():
        act_as(by)
        locked = _locked(batch, PayoutBatchState.SENT)
        if locked.posted_at is None:
            raise Refused(rules.NOT_POSTED())
        locked.state, locked.sent_at, locked.sent_by = PayoutBatchState.SENT, now, by
        locked.save(update_fields=["state", "sent_at", "sent_by"])
        return locked


def gather(running: RunningJob) -> None:
    """Each chunk of people is committed with the cursor after it."""
    batch = PayoutBatch.objects.get(pk=running.params["batch"])
    account, n_done = running.cursor.get("account", 0), running.cursor.get("n", 0)
    while True:
        with transaction.atomic():
            act_as(running.row.created_by)
            locked = PayoutBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
            if locked.state != PayoutBatchState.DRAFTING:
                raise Refused(rules.STILL_PLANNED())
            last, owed = owed_after(account, list(locked.least), PEOPLE_AT_ONCE)
            if last is None:
                locked.state = PayoutBatchState.DRAFTED
                locked.save(update_fields=["state"])
                running.finish_with({"batch": str(locked.uid), "n_payouts": locked.n_payouts})
                return
            _plan(locked, owed)
            account, n_done = last, n_done + len(owed)
            running.progress(n_done, cursor={"account": account, "n": n_done})


def pay_out(running: RunningJob) -> None:
    """Postings and payouts of a chunk are one transaction: killed at any moment, nothing is paid twice or left out."""
    batch = PayoutBatch.objects.get(pk=running.params["batch"])
    n_done = running.cursor.get("n", 0)
    while True:
        with transaction.atomic():
            act_as(running.row.created_by)
            locked = PayoutBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
            chosen = list(locked.payouts.filter(state=PayoutState.PLANNED).order_by("pk")[:PEOPLE_AT_ONCE])
            if not chosen:
                locked.posted_at = locked.posted_at or running.now
                locked.save(update_fields=["posted_at"])
                running.finish_with({"batch": str(locked.uid), "n_payouts": locked.n_payouts})
                return
            _post(running, chosen)
            n_done += len(chosen)
            running.progress(n_done, locked.n_payouts, cursor={"n": n_done})


def _plan(batch: PayoutBatch, owed: list[OwedTo]) -> None:
    planned, counted = [], Counter[str]()
    for each in owed:
        least = batch.least[each.currency]
        found = payable(each.micro, each.currency, least=least, is_last=each.is_last)
        if found is None:
            continue
        if each.sealed is None or each.problem:
            counted["without" if each.sealed is None else "problem"] += 1
            continue
        planned.append(
            Payout(
                batch=batch,
                contributor_id=each.contributor,
                currency=each.currency,
                minor=found.minor,
                paid_micro=found.paid_micro,
                rounding_micro=found.rounding_micro,
                sealed=each.sealed,
            )
        )
    Payout.objects.bulk_create(planned)
    batch.n_payouts += len(planned)
    batch.n_without_details += counted["without"]
    batch.n_with_problem += counted["problem"]
    batch.save(update_fields=["n_payouts", "n_without_details", "n_with_problem"])


def _post(running: RunningJob, chosen: list[Payout]) -> None:
    """What is no longer available is left out, and drafted again another time."""
    currencies = {each.currency for each in chosen}
    ours = [Whose(kind, each) for each in currencies for kind in (AccountKind.CASH, AccountKind.ROUNDING)]
    accounts = account_ids([*ours, *(_owed(each) for each in chosen)])
    balances = locked_balances([accounts[_owed(each)] for each in chosen], sorted(currencies))
    paid: list[Payout] = []
    left_out: list[Payout] = []
    for each in chosen:
        is_there = balances[accounts[_owed(each)]] >= each.paid_micro - each.rounding_micro
        (paid if is_there else left_out).append(each)
    drafts = [
        Draft(f"payout:{each.uid}", PostingKind.PAYOUT, running.now.date(), _lines(each, accounts))
        for each in paid
    ]
    postings = post_many(running.row.created_by, drafts=drafts, booked_on=running.now.date(), now=running.now)
    for each, posting in zip(paid, postings, strict=True):
        each.state, each.posting = PayoutState.PAID, posting
    for each in left_out:
        each.state, each.reason, each.settled_at = PayoutState.SKIPPED, BALANCE_CHANGED, running.now
    Payout.objects.bulk_update(chosen, ["state", "posting", "reason", "settled_at"])


def _lines(each: Payout, accounts: Mapping[Whose, int]) -> list[Line]:
    """Debit what was owed and what was rounded up, credit what leaves."""
    currency = each.currency
    lines = [
        Line(accounts[_owed(each)], currency, each.paid_micro - each.rounding_micro),
        Line(accounts[Whose(AccountKind.CASH, currency)], currency, -each.paid_micro),
    ]
    if each.rounding_micro:
        lines.append(Line(accounts[Whose(AccountKind.ROUNDING, currency)], currency, each.rounding_micro))
    return lines


def _owed(each: Payout) -> Whose:
    return Whose(AccountKind.AVAILABLE, each.currency, contributor=each.contributor_id)


def _locked(batch: PayoutBatch, wanted: PayoutBatchState) -> PayoutBatch:
    locked = PayoutBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if refused := BATCH.refuse(locked.state, wanted):
        raise Refused(refused)
    return locked
