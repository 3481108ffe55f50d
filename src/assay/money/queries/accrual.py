"""Judgments whose pay is to be looked at, with everything that decides about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any  # A database row is what the statement says.

from assay.kit.sql import rows
from assay.money.rules.pay import Facts, Rejection
from assay.money.rules.rates import Piece
from assay.projects.models import Stage, StageSkill

# Reviews that can deny pay: planted ones are about the reviewer, and so are audits that had no consequence.
_FACTS = """
SELECT f.id, (f.xid::text)::bigint, f.contributor_id, f.vendor_id, f.site_id, f.project_id, f.stage_id,
    f.work_on, f.handling_seconds, f.submitted_at, s.undo_seconds, p.dispute_days,
    coalesce(m.code, ''), coalesce(m.language, ''), coalesce(q.severity, t.severity, 0),
    EXISTS (SELECT FROM work_retracted u WHERE u.judgment_id = f.id AND u.reason = 'undo'),
    v.asked, v.fallen, o.open_since, e.id, coalesce(e.nth, 0), coalesce(e.amount_micro, 0), e.line_id, e.currency,
    e.final_at, d.earning_id IS NOT NULL, s.overlap, f.market_id
FROM found f
JOIN projects_stage s ON s.id = f.stage_id
JOIN projects_project p ON p.id = f.project_id
JOIN work_task t ON t.id = f.task_id
LEFT JOIN work_claim c ON c.id = f.claim_id
LEFT JOIN work_queue q ON q.id = c.queue_id
LEFT JOIN people_market m ON m.id = f.market_id
LEFT JOIN LATERAL (
    SELECT array_agg(i.sampled_at ORDER BY r.id) AS asked,
        array_agg(coalesce(a.is_correct AND a.n_errors = 0, false) ORDER BY r.id) AS fallen
    FROM quality_review r JOIN quality_reviewitem i ON i.id = r.item_id
    LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
    WHERE r.judgment_id = f.id AND r.verdict = 'rejected' AND r.purpose <> 'planted'
      AND (r.purpose <> 'audit' OR r.outcome <> 'none')) v ON true
LEFT JOIN LATERAL (
    SELECT array_agg(i.sampled_at ORDER BY i.id) AS open_since FROM quality_reviewitem i
    WHERE i.judgment_id = f.id AND i.state = 'open' AND i.purpose <> 'planted') o ON true
LEFT JOIN LATERAL (
    SELECT * FROM money_earning e WHERE e.judgment_id = f.id ORDER BY e.nth DESC LIMIT 1) e ON true
LEFT JOIN money_releasedearning d ON d.earning_id = e.id
"""
# As sampling does it: below the oldest transaction still running nothing is missing, and the first judgment that can
# still be undone ends the list for now.
NEW = f"""
WITH found AS MATERIALIZED (
    SELECT * FROM (
        SELECT j.*, sum(CASE WHEN j.submitted_at + make_interval(secs => s.undo_seconds) > %(now)s::timestamptz
            THEN 1 ELSE 0 END) OVER (ORDER BY j.xid, j.id) AS n_early
        FROM (
            SELECT id, xid, claim_id, task_id, stage_id, project_id, contributor_id, vendor_id, site_id, market_id,
                work_on, handling_seconds, submitted_at
            FROM work_judgment
            WHERE xid >= (%(xid)s::bigint::text)::xid8
              AND xid < coalesce((%(below)s::bigint::text)::xid8, pg_snapshot_xmin(pg_current_snapshot()))
              AND (xid, id) > ((%(xid)s::bigint::text)::xid8, %(judgment)s::bigint)
            ORDER BY xid, id LIMIT %(most)s::int
        ) j JOIN projects_stage s ON s.id = j.stage_id
    ) j WHERE j.n_early = 0
)
{_FACTS} ORDER BY f.xid, f.id
"""
AGAIN = f"""
WITH found AS MATERIALIZED (
    SELECT id, xid, claim_id, task_id, stage_id, project_id, contributor_id, vendor_id, site_id, market_id,
        work_on, handling_seconds, submitted_at
    FROM work_judgment WHERE id = ANY (%(judgments)s::bigint[])
)
{_FACTS} ORDER BY f.id
"""
# What may be released: its window is over, and no review that was asked for within it is still open.
DUE = """
SELECT e.id, e.contributor_id, e.vendor_id, e.currency, e.amount_micro, e.project_id, j.market_id, e.work_on
FROM (SELECT earning_id, final_at FROM money_pendingearning WHERE final_at <= %(now)s::timestamptz
        AND earning_id > %(after)s::bigint
      ORDER BY earning_id LIMIT %(most)s::int FOR UPDATE) p
JOIN money_earning e ON e.id = p.earning_id JOIN work_judgment j ON j.id = e.judgment_id
WHERE NOT EXISTS (SELECT FROM quality_reviewitem i WHERE i.judgment_id = e.judgment_id AND i.state = 'open'
    AND i.purpose <> 'planted' AND i.sampled_at <= e.final_at)
ORDER BY e.id
"""


@dataclass(frozen=True, slots=True)
class Last:
    """The newest line of a judgment: odd ones earn, even ones take back."""

    earning_id: int | None
    nth: int
    micro: int
    line_id: int | None
    currency: str | None
    final_at: datetime | None
    is_released: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    judgment_id: int
    xid: int
    contributor_id: int | None
    vendor_id: int | None
    site_id: int | None
    project_id: int
    stage_id: int
    work_on: date
    seconds: float
    market: str
    language: str
    severity: int
    overlap: int
    market_id: int | None
    facts: Facts
    last: Last

    def piece(self, skills: Mapping[int, frozenset[str]]) -> Piece:
        return Piece(self.market, self.language, skills.get(self.stage_id, frozenset()), self.severity)


def candidates(statement: str, params: Mapping[str, object]) -> list[Candidate]:
    """`statement`: NEW or AGAIN."""
    return [_candidate(row) for row in rows(statement, params)]


def skills_by_stage(stage_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Skills that stages ask for: what a line with a skill is about."""
    found: dict[int, set[str]] = {}
    asked = StageSkill.objects.filter(stage__in=set(stage_ids)).values_list("stage_id", "skill__code")
    for stage, code in asked:
        found.setdefault(stage, set()).add(code)
    return {stage: frozenset(codes) for stage, codes in found.items()}


def overlaps_of(stage_ids: Sequence[int]) -> dict[int, int]:
    """How many judgments a stage asks for: what a rate per task is shared by."""
    return dict(Stage.objects.filter(pk__in=set(stage_ids)).values_list("pk", "overlap"))


def _candidate(row: tuple[Any, ...]) -> Candidate:
    facts = Facts(
        submitted_at=row[9],
        undo_seconds=row[10],
        dispute_days=row[11],
        is_undone=row[15],
        rejections=tuple(Rejection(*pair) for pair in zip(row[16] or (), row[17] or (), strict=True)),
        open_since=tuple(row[18] or ()),
    )
    return Candidate(
        judgment_id=row[0],
        xid=row[1],
        contributor_id=row[2],
        vendor_id=row[3],
        site_id=row[4],
        project_id=row[5],
        stage_id=row[6],
        work_on=row[7],
        seconds=row[8],
        market=row[12],
        language=row[13],
        severity=row[14],
        overlap=row[26],
        market_id=row[27],
        facts=facts,
        last=Last(*row[19:26]),
    )
