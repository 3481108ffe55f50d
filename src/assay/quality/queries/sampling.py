"""Judgments that sampling has not looked at yet, with what its rules ask about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # A database row is what the statement says.

import msgspec

from assay.kit.sql import rows
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import critical, has_critical, mapped
from assay.quality.models import ReviewPlan, SamplingProgress
from assay.quality.rules.sampling import JudgmentFacts, Rule

# Below the oldest transaction still running nothing is missing: ids are given before they are committed, so that a
# watermark of ids would pass some over. The first judgment that can still be undone ends the list for now.
_CANDIDATES = """
WITH found AS MATERIALIZED (
    SELECT j.id, j.uid, (j.xid::text)::bigint AS xid, j.task_id, j.contributor_id, j.machine, j.vendor_id, j.site_id,
        j.market_id, j.answers, j.schema_version_id, j.work_on, j.handling_seconds, j.submitted_at, j.is_gold,
        j.claim_id, sum(CASE WHEN j.submitted_at + make_interval(secs => %(undo)s::int) > %(now)s::timestamptz
            THEN 1 ELSE 0 END) OVER (ORDER BY j.xid, j.id) AS n_early
    FROM (
        SELECT * FROM work_judgment
        WHERE xid >= (%(xid)s::bigint::text)::xid8
          AND xid < coalesce((%(below)s::bigint::text)::xid8, pg_snapshot_xmin(pg_current_snapshot()))
          AND stage_id = %(stage)s::bigint AND (xid, id) > ((%(xid)s::bigint::text)::xid8, %(judgment)s::bigint)
        ORDER BY xid, id LIMIT %(most)s::int
    ) j
)
SELECT f.id, f.xid, f.task_id, f.contributor_id, f.vendor_id, f.site_id, f.market_id, f.answers::text,
    f.schema_version_id, f.work_on::text, f.handling_seconds,
    coalesce(c.uid::text, f.machine), coalesce(s.name, ''), coalesce(m.code, ''),
    NOT f.is_gold AND r.judgment_id IS NULL
        AND NOT EXISTS (SELECT FROM quality_rework w WHERE w.claim_id = f.claim_id)
        AND f.submitted_at >= %(since)s::timestamptz
        AND t.withdrawn_at IS NULL,
    coalesce((SELECT sum(d.n_submitted) FROM work_workday d
        WHERE d.contributor_id = f.contributor_id AND d.stage_id = %(stage)s::bigint AND d.day_on < f.work_on), 0)::int,
    greatest(0, extract(day FROM f.submitted_at - coalesce(p.added_at, c.created_at, f.submitted_at)))::int,
    {confidence},
    EXISTS (SELECT FROM quality_standingstep b WHERE b.project_id = %(project)s::bigint
        AND b.contributor_id = f.contributor_id AND b.step = 'probation' AND b.state = 'open'),
    f.uid::text
FROM found f
JOIN work_task t ON t.id = f.task_id
LEFT JOIN work_retracted r ON r.judgment_id = f.id
LEFT JOIN people_contributor c ON c.id = f.contributor_id
LEFT JOIN people_site s ON s.id = f.site_id
LEFT JOIN people_market m ON m.id = f.market_id
LEFT JOIN LATERAL (
    SELECT min(added_at) AS added_at FROM projects_membership
    WHERE contributor_id = f.contributor_id AND project_id = %(project)s::bigint) p ON true
WHERE f.n_early = 0
ORDER BY f.xid, f.id
"""
# Of the newest run that is done, or of the decision to stop: whichever knows the task.
_CONFIDENCE = """coalesce(
        (SELECT d.probability FROM quality_stoppingdecision d
         WHERE d.task_id = f.task_id AND d.stage_id = %(stage)s::bigint),
        (SELECT min(l.probability) FROM quality_label l WHERE l.task_id = f.task_id AND l.run_id = (
            SELECT max(id) FROM quality_consensusrun
            WHERE stage_id = %(stage)s::bigint AND state = 'done')))"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`is_sampled` is whether rules look at it; the others only move the watermark on."""

    xid: int
    task_id: int
    contributor_id: int | None
    vendor_id: int | None
    site_id: int | None
    market_id: int | None
    is_sampled: bool
    facts: JudgmentFacts


def candidates(
    plan: ReviewPlan,
    rules: Sequence[Rule],
    progress: SamplingProgress,
    *,
    now: datetime,
    most: int,
    below: int | None = None,
) -> list[Candidate]:
    """Up to `most` judgments of the plan's stage after the watermark, in the order of their transactions.

    `below`: transactions before this one are known to have ended; by itself, as the database knows.
    """
    asks_confidence = any("confidence_below" in rule.when for rule in rules)
    statement = _CANDIDATES.format(confidence=_CONFIDENCE if asks_confidence else "NULL::float8")
    params = {
        "stage": plan.stage_id,
        "project": plan.project_id,
        "xid": progress.xid,
        "judgment": progress.judgment_id,
        "undo": plan.stage.undo_seconds,
        "since": plan.samples_since,
        "now": now,
        "most": most,
        "below": below,
    }
    return [_candidate(row) for row in rows(statement, params)]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    answers = msgspec.json.decode(row[7])
    schema = parsed_schema(row[8])
    facts = JudgmentFacts(
        judgment_id=row[0],
        contributor=row[11],
        site=row[12],
        market=row[13],
        day=row[9],
        answers=answers,
        n_before=row[15],
        n_days=row[16],
        seconds=row[10],
        confidence=row[17],
        is_critical=has_critical(schema) and bool(critical(schema, mapped(schema, answers))),
        is_on_probation=row[18],
        uid=row[19],
    )
    return Candidate(row[1], row[2], row[3], row[4], row[5], row[6], row[14], facts)
