"""Payout batches as their pages show them: what was done, what comes next, and who does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.kit.money import text_of
from assay.money.enums import PayoutBatchState, PayoutState
from assay.money.models import Payout, PayoutBatch
from assay.money.queries.payouts import StateSum, sums_of
from assay.money.rules.payouts import minor_text
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission

TONES = {
    PayoutBatchState.DRAFTING: "",
    PayoutBatchState.DRAFTED: "warn",
    PayoutBatchState.APPROVED: "warn",
    PayoutBatchState.SENT: "warn",
    PayoutBatchState.RECONCILED: "good",
    PayoutBatchState.CANCELLED: "",
}
PAYOUT_TONES = {
    PayoutState.PLANNED: "",
    PayoutState.SKIPPED: "warn",
    PayoutState.PAID: "warn",
    PayoutState.ACCEPTED: "good",
    PayoutState.REJECTED: "bad",
}


@dataclass(frozen=True, slots=True)
class ShownBatch:
    """`may_*`: what this person can do with it now."""

    batch: PayoutBatch
    state: str
    tone: str
    amounts: Sequence[str]
    sums: Sequence[tuple[str, str, int, str]]
    least: str
    may_approve: bool = False
    may_cancel: bool = False
    may_export: bool = False
    may_send: bool = False
    may_answer: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class ShownPayout:
    payout: Payout
    paid: str
    state: str
    tone: str


def shown_batches(found: Sequence[PayoutBatch]) -> list[ShownBatch]:
    sums = sums_of(found)
    return [_shown(each, sums.get(each.pk, [])) for each in found]


def shown_batch(batch: PayoutBatch, person: User) -> ShownBatch:
    sums = sums_of([batch]).get(batch.pk, [])
    pays, state = may(person, Permission.PAY_OUT), batch.state
    is_own = batch.drafted_by_id == person.pk
    is_drafted, is_posted = state == PayoutBatchState.DRAFTED, batch.posted_at is not None
    return _shown(
        batch,
        sums,
        is_own=is_own,
        may_approve=is_drafted
        and not is_own
        and may(person, Permission.APPROVE_PAYOUTS)
        and batch.n_payouts > 0,
        may_cancel=pays and state in (PayoutBatchState.DRAFTED, PayoutBatchState.DRAFTING),
        may_export=pays and is_posted,
        may_send=pays and is_posted and state == PayoutBatchState.APPROVED,
        may_answer=pays and state in (PayoutBatchState.SENT, PayoutBatchState.RECONCILED),
    )


def shown_payout(each: Payout) -> ShownPayout:
    state = PayoutState(each.state)
    paid = f"{minor_text(each.minor, each.currency)} {each.currency}"
    return ShownPayout(each, paid, _(str(state.label)), PAYOUT_TONES[state])


def states() -> list[tuple[str, str]]:
    return [(value, _(str(label))) for value, label in PayoutState.choices]


def _shown(batch: PayoutBatch, sums: Sequence[StateSum], **may_do: bool) -> ShownBatch:
    totals: dict[str, int] = {}
    for each in sums:
        if each.state != PayoutState.SKIPPED:
            totals[each.currency] = totals.get(each.currency, 0) + each.minor
    state = PayoutBatchState(batch.state)
    return ShownBatch(
        batch,
        _(str(state.label)),
        TONES[state],
        [f"{minor_text(minor, currency)} {currency}" for currency, minor in totals.items()],
        [(_(str(each.state.label)), PAYOUT_TONES[each.state], each.n, _said(each)) for each in sums],
        ", ".join(f"{text_of(micro)} {currency}" for currency, micro in batch.least.items()),
        **may_do,
    )


def _said(each: StateSum) -> str:
    return f"{minor_text(each.minor, each.currency)} {each.currency}"
