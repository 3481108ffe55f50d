"""A month of somebody's account: what was owed before, what moved by kind, and what is owed after; as in the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.sql import rows
from assay.money.models import ExtraPay, Payout
from assay.money.queries.extras import own_extras
from assay.money.queries.payouts import own_payouts
from assay.money.rules.periods import last_day
from assay.people.models import Contributor

_MOVES = """
WITH owed AS (
    SELECT id, currency FROM money_ledgeraccount
    WHERE contributor_id = %(contributor)s::bigint AND kind IN ('pending', 'available')
)
SELECT o.currency, CASE WHEN e.booked_on < %(first)s::date THEN '' ELSE p.kind END AS kind,
    (-sum(e.amount_micro))::bigint
FROM owed o JOIN money_ledgerentry e ON e.account_id = o.id AND e.booked_on <= %(last)s::date
JOIN money_posting p ON p.id = e.posting_id
GROUP BY 1, 2 ORDER BY 1, 2
"""
_PROJECTS = """
SELECT r.name, e.currency, sum(CASE WHEN e.amount_micro > 0 THEN 1 ELSE -1 END)::int, sum(e.seconds),
    sum(e.amount_micro)::bigint
FROM money_earning e JOIN money_posting p ON p.id = e.posting_id JOIN projects_project r ON r.id = e.project_id
WHERE e.contributor_id = %(contributor)s::bigint AND e.vendor_id IS NULL
  AND p.booked_on BETWEEN %(first)s::date AND %(last)s::date
GROUP BY r.id, e.currency ORDER BY e.currency, r.name
"""
_FIRST = """
SELECT min(e.booked_on) FROM money_ledgeraccount a JOIN money_ledgerentry e ON e.account_id = a.id
WHERE a.contributor_id = %(contributor)s::bigint
"""


@dataclass(frozen=True, slots=True)
class Account:
    """In one currency. `moved`: by kind of posting; what only became available moves nothing."""

    currency: str
    opening: int
    moved: Mapping[str, int]

    @property
    def closing(self) -> int:
        return self.opening + sum(self.moved.values())


@dataclass(frozen=True, slots=True)
class ProjectLine:
    name: str
    currency: str
    n: int
    seconds: float
    micro: int


@dataclass(frozen=True, slots=True)
class Statement:
    month: date
    accounts: Sequence[Account]
    projects: Sequence[ProjectLine]
    payouts: Sequence[Payout]
    extras: Sequence[ExtraPay]


def statement_of(contributor: Contributor, month: date) -> Statement:
    """`month`: its first day."""
    params = {"contributor": contributor.pk, "first": month, "last": last_day(month)}
    by_currency: dict[str, dict[str, int]] = {}
    for currency, kind, micro in rows(_MOVES, params):
        by_currency.setdefault(currency, {})[kind] = micro
    accounts = [
        Account(currency, moves.get("", 0), {kind: micro for kind, micro in moves.items() if kind and micro})
        for currency, moves in by_currency.items()
    ]
    payouts = own_payouts(contributor).filter(posting__booked_on__range=(month, last_day(month)))
    projects = [ProjectLine(*row) for row in rows(_PROJECTS, params)]
    return Statement(
        month, accounts, projects, list(payouts[:200]), list(own_extras(contributor, month)[:200])
    )


def months_of(contributor: Contributor, today: date) -> list[date]:
    """Every month since the first entry, the newest first; two years at most."""
    [(first,)] = rows(_FIRST, {"contributor": contributor.pk})
    found: list[date] = []
    month = today.replace(day=1)
    while first is not None and month >= first.replace(day=1) and len(found) < 24:
        found.append(month)
        month = month.replace(month=month.month - 1) if month.month > 1 else date(month.year - 1, 12, 1)
    return found
