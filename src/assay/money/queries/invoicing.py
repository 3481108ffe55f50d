"""Earnings of a vendor that are final: what its invoices are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
    submitted_at: object
    contributor: str
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
