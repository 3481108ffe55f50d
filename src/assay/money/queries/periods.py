"""Months of the ledger: which have postings, which are closed, and what a month's seal is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from assay.kit.sql import rows
from assay.money.enums import PeriodState
from assay.money.models import Period
from assay.money.rules.periods import Closing, last_day

# Months are found one by one along the index, however many postings each has.
_MONTHS = """
WITH RECURSIVE months AS (
    SELECT date_trunc('month', min(booked_on))::date AS month FROM money_posting
    UNION ALL
    SELECT (SELECT date_trunc('month', min(p.booked_on))::date FROM money_posting p
            WHERE p.booked_on >= (m.month + interval '1 month')::date)
    FROM months m WHERE m.month IS NOT NULL
)
SELECT month FROM months WHERE month IS NOT NULL ORDER BY month
"""
# One line of text per entry and per earning, in the order of postings: the same ones always give the same bytes.
_CHUNK = """
WITH chunk AS (
    SELECT id, uid, key, booked_on FROM money_posting
    WHERE booked_on BETWEEN %(first)s::date AND %(last)s::date AND id > %(after)s::bigint
    ORDER BY id LIMIT %(most)s::int
),
lines AS (
    SELECT c.id, 0 AS part, e.account_id AS nth,
        concat_ws('|', c.uid, c.key, c.booked_on, e.account_id, e.currency, e.amount_micro) AS line
    FROM chunk c JOIN money_ledgerentry e ON e.posting_id = c.id
    UNION ALL
    SELECT c.id, 1, g.id, concat_ws('|', g.judgment_id, g.nth, g.contributor_id, g.currency, g.amount_micro)
    FROM chunk c JOIN money_earning g ON g.posting_id = c.id
)
SELECT (SELECT max(id) FROM chunk), (SELECT count(*) FROM chunk), count(*) FILTER (WHERE part = 0),
    count(*) FILTER (WHERE part = 1),
    encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY id, part, nth), ''), 'UTF8')), 'hex')
FROM lines
"""
POSTINGS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Sealing:
    """How far a seal is: the last posting in it, what was counted, and the digest up to there."""

    posting: int = 0
    n_postings: int = 0
    n_entries: int = 0
    n_earnings: int = 0
    sha256: str = ""

    def document(self) -> dict[str, int | str]:
        return {
            "posting": self.posting,
            "n_postings": self.n_postings,
            "n_entries": self.n_entries,
            "n_earnings": self.n_earnings,
            "sha256": self.sha256,
        }


def months() -> list[date]:
    """Every month with a posting, the oldest first."""
    return [month for (month,) in rows(_MONTHS, {})]


def periods_by_month() -> Mapping[date, Period]:
    return {each.month: each for each in Period.objects.select_related("asked_by")}


def open_months(asked: Iterable[date]) -> list[date]:
    """Those of them that still take postings."""
    months_asked = list(asked)
    shut = Period.objects.filter(month__in=months_asked).exclude(state=PeriodState.OPEN)
    closed = set(shut.values_list("month", flat=True))
    return [each for each in months_asked if each not in closed]


def closing_facts(month: date, today: date) -> Closing:
    closed = set(Period.objects.filter(state=PeriodState.CLOSED).values_list("month", flat=True))
    known = months()
    return Closing(
        month=month,
        today=today,
        has_postings=month in known,
        earliest_open=next((each for each in known if each not in closed), None),
    )


def sealed_further(month: date, so_far: Sealing) -> Sealing | None:
    """The seal with the next postings of the month in it; None when there are no more."""
    params = {
        "first": month,
        "last": last_day(month),
        "after": so_far.posting,
        "most": POSTINGS_AT_ONCE,
    }
    [(last, n_postings, n_entries, n_earnings, digest)] = rows(_CHUNK, params)
    if not n_postings:
        return None
    chained = sha256(f"{so_far.sha256}{digest}".encode()).hexdigest()
    return Sealing(
        last,
        so_far.n_postings + n_postings,
        so_far.n_entries + n_entries,
        so_far.n_earnings + n_earnings,
        chained,
    )
