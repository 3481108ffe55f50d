"""Earnings of a vendor that are final: what its invoices are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assay.kit.sql import rows

# Released: accepted, or its dispute window over without a rejection that stands. An answer that was rejected for good
# was taken back and is never released; an answer done again is one more judgment, and of both one is.
FINAL = """
SELECT e.id, e.project_id, e.site_id, j.stage_id, coalesce(m.code, '') AS market, coalesce(m.language, '') AS language,
    coalesce(q.severity, t.severity, 0) AS severity, e.amount_micro
FROM money_earning e JOIN money_releasedearning d ON d.earning_id = e.id JOIN money_posting p ON p.id = d.posting_id
JOIN work_judgment j ON j.id = e.judgment_id JOIN work_task t ON t.id = j.task_id
LEFT JOIN work_claim c ON c.id = j.claim_id LEFT JOIN work_queue q ON q.id = c.queue_id
LEFT JOIN people_market m ON m.id = j.market_id
WHERE e.vendor_id = %(vendor)s::bigint AND e.currency = %(currency)s AND p.booked_on <= %(last)s::date
"""
_PIECES = """
SELECT e.id, j.uid, j.submitted_at, c.pseudonym, e.amount_micro
FROM money_earning e JOIN work_judgment j ON j.id = e.judgment_id JOIN people_contributor c ON c.id = e.contributor_id
WHERE e.id = ANY (%(earnings)s::bigint[]) ORDER BY e.id
"""
# Approved days whose window is over. A day that was withdrawn since is left out: it is owed no more.
_HOURS = """
SELECT h.id, h.project_id, t.site_id, coalesce(m.code, '') AS market, coalesce(m.language, '') AS language,
    h.seconds - h.unpaid_seconds AS seconds, r.amount_micro AS rate_micro, h.amount_micro
FROM money_hourearning h JOIN people_timesheet t ON t.id = h.sheet_id JOIN money_rateline r ON r.id = h.line_id
JOIN money_releasedhours d ON d.sheet_id = h.sheet_id JOIN money_posting p ON p.id = d.posting_id
LEFT JOIN LATERAL (
    SELECT min(k.code) AS code, min(k.language) AS language FROM people_contributormarket c
    JOIN people_market k ON k.id = c.market_id WHERE c.contributor_id = h.contributor_id HAVING count(*) = 1
) m ON true
WHERE h.vendor_id = %(vendor)s::bigint AND h.currency = %(currency)s AND p.booked_on <= %(last)s::date
  AND h.nth = 1 AND h.amount_micro <> 0
  AND NOT EXISTS (SELECT FROM money_hourearning w WHERE w.sheet_id = h.sheet_id AND w.nth = 2)
"""
_WITHDRAWN = """
SELECT w.id, h.id AS earned_id, w.seconds - w.unpaid_seconds AS seconds, w.amount_micro
FROM money_hourearning w JOIN money_posting p ON p.id = w.posting_id
JOIN money_hourearning h ON h.sheet_id = w.sheet_id AND h.nth = 1 AND h.project_id IS NOT DISTINCT FROM w.project_id
WHERE w.vendor_id = %(vendor)s::bigint AND w.currency = %(currency)s AND p.booked_on <= %(last)s::date AND w.nth = 2
"""
_DAYS = """
SELECT h.id, h.day_on, c.pseudonym, h.seconds - h.unpaid_seconds, h.amount_micro
FROM money_hourearning h JOIN people_contributor c ON c.id = h.contributor_id
WHERE h.id = ANY (%(hours)s::bigint[]) ORDER BY h.id
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Final answers that are paid alike."""

    project: int
    site: int | None
    stage: int
    market: str
    language: str
    severity: int
    n: int
    accrued_micro: int


@dataclass(frozen=True, slots=True)
class InvoicedPiece:
    """One answer under a line."""

    earning: int
    judgment: str
    submitted_at: datetime
    contributor: str
    micro: int


@dataclass(frozen=True, slots=True)
class FinalHours:
    """A part of an approved day: its paid seconds, by which rate, and what that came to."""

    pk: int
    project: int | None
    site: int
    market: str
    language: str
    seconds: int
    rate_micro: int
    micro: int


@dataclass(frozen=True, slots=True)
class WithdrawnHours:
    """What takes back the part `earned`; seconds and amount are below zero."""

    pk: int
    earned: int
    seconds: int
    micro: int


@dataclass(frozen=True, slots=True)
class InvoicedDay:
    """A part of a day under a line."""

    pk: int
    day_on: date
    contributor: str
    seconds: int
    micro: int


def final_groups(vendor: int, currency: str, last: date, *, without: str) -> list[Group]:
    """`without`: a condition on f.id that leaves out what was invoiced before, by whoever keeps that."""
    statement = f"""
SELECT f.project_id, f.site_id, f.stage_id, f.market, f.language, f.severity, count(*), sum(f.amount_micro)::bigint
FROM ({FINAL}) f WHERE {without} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
"""
    return [Group(*row) for row in rows(statement, {"vendor": vendor, "currency": currency, "last": last})]


def invoiced_pieces(earnings: Sequence[int]) -> list[InvoicedPiece]:
    return [InvoicedPiece(*row) for row in rows(_PIECES, {"earnings": list(earnings)})]


def final_hours(vendor: int, currency: str, last: date, *, without: str) -> list[FinalHours]:
    """`without`: a condition on f.id that leaves out what was invoiced before."""
    statement = f"SELECT f.* FROM ({_HOURS}) f WHERE {without} ORDER BY f.id"
    return [
        FinalHours(*row) for row in rows(statement, {"vendor": vendor, "currency": currency, "last": last})
    ]


def withdrawn_hours(vendor: int, currency: str, last: date, *, without: str) -> list[WithdrawnHours]:
    """`without`: a condition on f.id and f.earned_id that keeps days which were invoiced, and not given back."""
    statement = f"SELECT f.* FROM ({_WITHDRAWN}) f WHERE {without} ORDER BY f.id"
    return [
        WithdrawnHours(*row)
        for row in rows(statement, {"vendor": vendor, "currency": currency, "last": last})
    ]


def invoiced_days(hours: Sequence[int]) -> list[InvoicedDay]:
    return [InvoicedDay(*row) for row in rows(_DAYS, {"hours": list(hours)})]
