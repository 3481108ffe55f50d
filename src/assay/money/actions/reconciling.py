"""The bank's answer: what it paid is settled, what it gave back is available again, and its owner is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_noop

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.money.actions.posting import Draft
from assay.money.actions.posting_many import post_many
from assay.money.enums import PayoutBatchState, PayoutState, PostingKind
from assay.money.models import BankAnswer, LedgerEntry, Payout, PayoutBatch, PayoutDetails
from assay.money.rules import bank_answers as rules
from assay.money.rules.bank_answers import Answer, Said, read_answer, settled
from assay.money.rules.ledger import Line
from assay.money.rules.payouts import NOT_SENT, minor_text
from assay.money.rules.states import BATCH
from assay.people.actions.inbox import tell
from assay.people.enums import WorkKind
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

CAME_BACK = gettext_noop("The bank gave back your payment of {amount}")
WHAT_TO_DO = gettext_noop("It is available again. Check where you are paid: the next payment waits for that.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file changed."""

    answer: BankAnswer
    n_open: int


def take_answer(by: User | None, *, batch: PayoutBatch, content: bytes, now: datetime) -> Taken:
    """All of the file or nothing of it; the same file, or the same message of the bank, is taken once."""
    require_everywhere(by, Permission.PAY_OUT)
    answer = read_answer(content)
    if isinstance(answer, Reason):
        raise Refused(answer)
    with transaction.atomic():
        act_as(by)
        locked = PayoutBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if locked.state not in (PayoutBatchState.SENT, PayoutBatchState.RECONCILED):
            raise Refused(NOT_SENT())
        digest = sha256(content).hexdigest()
        _refuse_again(locked, answer, digest)
        said = _said(locked, answer)
        accepted = _accept(locked, [each for each in said if each.state == PayoutState.ACCEPTED], now)
        rejected = _give_back(by, locked, [each for each in said if each.state == PayoutState.REJECTED], now)
        row = BankAnswer.objects.create(
            batch=locked,
            format=answer.format,
            sha256=digest,
            message_id=answer.id,
            n_accepted=accepted,
            n_rejected=rejected,
            taken_at=now,
            taken_by=by,
        )
        return Taken(row, _end(locked, now))


def _refuse_again(batch: PayoutBatch, answer: Answer, digest: str) -> None:
    known = BankAnswer.objects.filter(sha256=digest)
    if answer.id:
        known = known | BankAnswer.objects.filter(batch=batch, message_id=answer.id)
    if known.exists():
        raise Refused(rules.TAKEN_ALREADY())
    if answer.message and answer.message != batch.message_id:
        raise Refused(rules.OTHER_BATCH(message=answer.message[:40]))


def _said(batch: PayoutBatch, answer: Answer) -> list[Said]:
    sent = {each.end_to_end_id: PayoutState(each.state) for each in batch.payouts.exclude(posting=None)}
    said = settled(answer, sent)
    if isinstance(said, Reason):
        raise Refused(said)
    return said


def _named(batch: PayoutBatch, said: Sequence[Said]) -> dict[str, Payout]:
    found = batch.payouts.filter(uid__in=[each.id for each in said])
    return {each.end_to_end_id: each for each in found.select_related("contributor", "posting")}


def _accept(batch: PayoutBatch, said: Sequence[Said], now: datetime) -> int:
    return batch.payouts.filter(uid__in=[each.id for each in said]).update(
        state=PayoutState.ACCEPTED, settled_at=now
    )


def _give_back(by: User | None, batch: PayoutBatch, said: Sequence[Said], now: datetime) -> int:
    """The mirror of each payout's posting; the account is not used again before its owner has looked at it."""
    payouts = _named(batch, said)
    chosen = [payouts[each.id] for each in said]
    mirrors: dict[int, list[Line]] = {}
    for entry in LedgerEntry.objects.filter(posting__in=[each.posting_id for each in chosen]):
        line = Line(entry.account_id, entry.currency, -entry.amount_micro)
        mirrors.setdefault(entry.posting_id, []).append(line)
    drafts = [
        Draft(
            f"payout-returned:{each.uid}",
            PostingKind.RETURNED,
            now.date(),
            mirrors[each.posting_id or 0],
            memo=one.reason,
            reverses=each.posting,
        )
        for each, one in zip(chosen, said, strict=True)
    ]
    made = post_many(by, drafts=drafts, booked_on=now.date(), now=now)
    for each, one, posting in zip(chosen, said, made, strict=True):
        each.state, each.reason, each.returned, each.settled_at = (
            PayoutState.REJECTED,
            one.reason,
            posting,
            now,
        )
        PayoutDetails.objects.filter(contributor=each.contributor_id, sealed=each.sealed).update(
            problem=one.reason or "–"
        )
        tell(
            [each.contributor.user_id],
            kind=WorkKind.PAYOUT,
            sentence=CAME_BACK,
            about={"amount": f"{minor_text(each.minor, each.currency)} {each.currency}"},
            lines=[WHAT_TO_DO],
            now=now,
            address="/earnings/paid-to/",
        )
    Payout.objects.bulk_update(chosen, ["state", "reason", "returned", "settled_at"])
    return len(chosen)


def _end(batch: PayoutBatch, now: datetime) -> int:
    """Reconciled once nothing is under way; how many still are."""
    n_open = batch.payouts.filter(state=PayoutState.PAID).count()
    if not n_open and BATCH.refuse(batch.state, PayoutBatchState.RECONCILED) is None:
        batch.state, batch.ended_at = PayoutBatchState.RECONCILED, now
        batch.save(update_fields=["state", "ended_at"])
    return n_open
