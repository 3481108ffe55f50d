"""What follows from the ledger: balances, postings, what waits for a second pair of eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.money.enums import AccountKind, ManualState, PostingKind
from assay.money.models import LedgerEntry, ManualEntry, Posting
from assay.money.rules.ledger import REVERSIBLE
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission

# What every account held when the newest closed month ended, and what was booked since: closed months are not read.
_BALANCES = """
WITH last AS (SELECT id, month FROM money_period WHERE state = 'closed' ORDER BY month DESC LIMIT 1),
parts AS (
    SELECT b.account_id, b.closing_micro AS micro FROM money_periodbalance b WHERE b.period_id = (SELECT id FROM last)
    UNION ALL
    SELECT e.account_id, e.amount_micro FROM money_ledgerentry e
    WHERE e.booked_on >= coalesce((SELECT (month + interval '1 month')::date FROM last), '-infinity'::date)
)
SELECT a.kind, a.currency, sum(p.micro)::bigint, count(DISTINCT a.id)
FROM parts p JOIN money_ledgeraccount a ON a.id = p.account_id
GROUP BY a.kind, a.currency ORDER BY a.currency, a.kind
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """All accounts of a kind in one currency: above zero a debit, below a credit."""

    kind: AccountKind
    currency: str
    micro: int
    n_accounts: int


def require_ledger(person: User) -> None:
    """Who may not see the ledger does not find it."""
    if not may(person, Permission.VIEW_LEDGER):
        raise NotFound


def balances() -> list[Balance]:
    return [Balance(AccountKind(kind), *rest) for kind, *rest in rows(_BALANCES, {})]


def postings(kind: str = "") -> QuerySet[Posting]:
    """The newest first; of one kind where it is named."""
    found = Posting.objects.select_related("posted_by").order_by("-pk")
    return found.filter(kind=kind) if kind in PostingKind.values else found


def posting_for(person: User, uid: UUID) -> Posting:
    require_ledger(person)
    parts = ("posted_by", "reverses", "manual__proposed_by", "manual__decided_by")
    found = Posting.objects.select_related(*parts).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def entries_of(posting: Posting) -> QuerySet[LedgerEntry]:
    """Debits before credits, the largest first."""
    whose = ("account__project", "account__contributor", "account__vendor")
    return posting.entries.select_related(*whose).order_by("-amount_micro", "pk")


def totals_of(found: Sequence[Posting]) -> dict[int, list[tuple[str, int]]]:
    """By posting: its debits per currency."""
    sums = rows(_TOTALS, {"postings": [each.pk for each in found]})
    totals: dict[int, list[tuple[str, int]]] = {}
    for posting, currency, micro in sums:
        totals.setdefault(posting, []).append((currency, micro))
    return totals


_TOTALS = """
SELECT posting_id, currency, sum(amount_micro)::bigint FROM money_ledgerentry
WHERE posting_id = ANY (%(postings)s::bigint[]) AND amount_micro > 0 GROUP BY posting_id, currency ORDER BY 1, 2
"""


def manual_entries(state: str = "") -> QuerySet[ManualEntry]:
    whose = [f"{side}__{of}" for side in ("debit", "credit") for of in ("project", "contributor", "vendor")]
    found = ManualEntry.objects.select_related("proposed_by", "decided_by", "posting", "reverses", *whose)
    found = found.order_by("-pk")
    return found.filter(state=state) if state else found


def manual_for(person: User, uid: UUID) -> ManualEntry:
    require_ledger(person)
    found = manual_entries().filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def can_be_reversed(posting: Posting) -> bool:
    """Approved by a person, and no reversal of it was posted or waits."""
    under_way = ManualEntry.objects.filter(
        reverses=posting, state__in=[ManualState.PROPOSED, ManualState.APPROVED]
    )
    return posting.kind in REVERSIBLE and not under_way.exists()
