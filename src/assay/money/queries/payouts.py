"""Batches of payouts as whoever pays sees them, and what somebody was paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from assay.kit.reasons import NotFound, Refused
from assay.kit.sql import rows
from assay.money.enums import PayoutState
from assay.money.models import BankAnswer, Payout, PayoutBatch
from assay.money.queries.payees import opened_payee, paying_accounts
from assay.money.rules.pain_001 import Message, Payer, Transfer
from assay.money.rules.payouts import NOT_POSTED
from assay.people.models import Contributor, User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission

# Of the next people with an account of what is available: what each is owed, and what else decides. Closed months are
# not read again.
_OWED = """
WITH last AS (SELECT id, month FROM money_period WHERE state = 'closed' ORDER BY month DESC LIMIT 1),
chunk AS (
    SELECT id, contributor_id, currency FROM money_ledgeraccount
    WHERE kind = 'available' AND contributor_id IS NOT NULL AND currency = ANY (%(currencies)s::text[])
      AND id > %(after)s::bigint AND (%(only)s::bigint[] IS NULL OR id = ANY (%(only)s::bigint[]))
    ORDER BY id LIMIT %(most)s::int
),
held AS (
    SELECT a.id, a.contributor_id, a.currency,
        coalesce((SELECT b.closing_micro FROM money_periodbalance b
                  WHERE b.account_id = a.id AND b.period_id = (SELECT id FROM last)), 0)
        + coalesce((SELECT sum(e.amount_micro) FROM money_ledgerentry e WHERE e.account_id = a.id
                    AND e.booked_on >= f.first), 0) AS micro
    FROM chunk a, (SELECT coalesce((SELECT (month + interval '1 month')::date FROM last), '-infinity'::date) AS first) f
)
"""
_CHUNK = """
SELECT h.id, h.contributor_id, h.currency, (-h.micro)::bigint, d.sealed, coalesce(d.problem, ''),
    c.standing = 'off_boarded' AND NOT EXISTS (
        SELECT FROM money_earning e JOIN money_pendingearning p ON p.earning_id = e.id
        WHERE e.contributor_id = c.id AND e.currency = h.currency)
FROM held h JOIN people_contributor c ON c.id = h.contributor_id
LEFT JOIN money_payoutdetails d ON d.contributor_id = c.id
WHERE NOT EXISTS (SELECT FROM money_payout p WHERE p.contributor_id = h.contributor_id
                  AND p.currency = h.currency AND p.state = 'planned')
ORDER BY h.id
"""
_LOCKED = """
SELECT id FROM money_ledgeraccount WHERE id = ANY (%(only)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""
_LAST = "SELECT max(id) FROM chunk"


@dataclass(frozen=True, slots=True)
class OwedTo:
    """One person's available balance. `is_last`: they have left, and nothing of theirs is pending."""

    account: int
    contributor: int
    currency: str
    micro: int
    sealed: str | None
    problem: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class StateSum:
    """Payouts of one state in one currency."""

    currency: str
    state: PayoutState
    n: int
    minor: int


def require_payouts(person: User) -> None:
    """Who does not pay does not find them."""
    if not (may(person, Permission.PAY_OUT) or may(person, Permission.APPROVE_PAYOUTS)):
        raise NotFound


def batches() -> QuerySet[PayoutBatch]:
    """The newest first."""
    return PayoutBatch.objects.select_related("drafted_by", "approved_by", "sent_by").order_by("-pk")


def batch_for(person: User, uid: UUID) -> PayoutBatch:
    require_payouts(person)
    found = batches().filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def payouts_in(batch: PayoutBatch, state: str = "") -> QuerySet[Payout]:
    found = (
        Payout.objects.filter(batch=batch).select_related("contributor", "posting", "returned").order_by("pk")
    )
    return found.filter(state=state) if state in PayoutState.values else found


def answers_to(batch: PayoutBatch) -> QuerySet[BankAnswer]:
    return BankAnswer.objects.filter(batch=batch).select_related("taken_by").order_by("-pk")


def sums_of(found: Sequence[PayoutBatch]) -> dict[int, list[StateSum]]:
    """By batch: how many payouts and how much, per currency and state."""
    grouped = Payout.objects.filter(batch__in=found).values_list("batch_id", "currency", "state")
    sums: dict[int, list[StateSum]] = {}
    for batch, currency, state, n, minor in grouped.annotate(n=Count("pk"), sum=Sum("minor")).order_by(
        "batch_id", "currency", "state"
    ):
        sums.setdefault(batch, []).append(StateSum(currency, PayoutState(state), n, minor))
    return sums


def owed_after(account: int, currencies: Sequence[str], most: int) -> tuple[int | None, list[OwedTo]]:
    """The next accounts and the last of them; None when there are no more."""
    params = {"after": account, "currencies": list(currencies), "most": most, "only": None}
    [(last,)] = rows(_OWED + _LAST, params)
    return last, [OwedTo(*row) for row in rows(_OWED + _CHUNK, params)] if last else []


def locked_balances(accounts: Sequence[int], currencies: Sequence[str]) -> dict[int, int]:
    """What is available in each, held to the end of the transaction."""
    only = list(accounts)
    rows(_LOCKED, {"only": only})
    params = {"after": 0, "currencies": list(currencies), "most": len(only), "only": only}
    return dict(rows(_OWED + "SELECT id, (-micro)::bigint FROM held", params))


def message_of(batch: PayoutBatch) -> Message:
    """What goes to the bank. Whoever was erased in the meantime is left out by the caller's posting: see `unopened`."""
    if batch.posted_at is None:
        raise Refused(NOT_POSTED())
    chosen = payouts_in(batch).exclude(state__in=[PayoutState.PLANNED, PayoutState.SKIPPED])
    transfers = []
    for each in chosen.select_related("contributor__user").order_by("currency", "pk"):
        payee = opened_payee(each.sealed, each.contributor.user)
        if payee is not None:
            transfers.append(Transfer(each.end_to_end_id, payee, each.minor, each.currency))
    accounts = paying_accounts()
    currencies = dict.fromkeys(each.currency for each in transfers)
    payers = {
        each: Payer(accounts[each].name, accounts[each].iban, accounts[each].bic) for each in currencies
    }
    text = f"Payout {batch.number}"
    return Message(batch.message_id, batch.posted_at, batch.pay_on, text, payers, transfers)


def own_payouts(contributor: Contributor) -> QuerySet[Payout]:
    """What was paid to somebody or is under way, the newest first."""
    shown = [PayoutState.PAID, PayoutState.ACCEPTED, PayoutState.REJECTED]
    return (
        Payout.objects.filter(contributor=contributor, state__in=shown)
        .select_related("batch")
        .order_by("-pk")
    )
