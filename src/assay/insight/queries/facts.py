"""Facts as rows: the partition first, then the columns of `rules.columns`, ordered by partition."""

from collections.abc import Iterator, Mapping
from typing import Any  # A row is what the columns say.
from uuid import UUID

from django.db import connection

from assay.insight.enums import FactSource
from assay.insight.models import FactBatch
from assay.kit.sql import streamed
from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun, Label

_JUDGMENTS = """
SELECT to_char(j.work_on, 'YYYY-MM'), j.uid::text, p.uid::text, s.uid::text, s.kind, b.uid::text, t.uid::text,
    t.external_id, t.is_test,
    coalesce(left(encode(sha256(coalesce(u.person_key, ''::bytea) || uuid_send(c.uid)), 'hex'), 32), ''),
    j.machine, coalesce(v.uid::text, ''), coalesce(st.uid::text, ''), coalesce(m.code, ''), sv.number, gv.number,
    j.attempt, j.is_gold, j.answers::text, j.handling_seconds, j.submitted_at, j.recorded_at, j.work_on,
    (j.xid::text)::bigint
FROM work_judgment j
JOIN work_task t ON t.id = j.task_id
JOIN work_batch b ON b.id = t.batch_id
JOIN projects_project p ON p.id = j.project_id
JOIN projects_stage s ON s.id = j.stage_id
JOIN projects_labelschemaversion sv ON sv.id = j.schema_version_id
LEFT JOIN projects_guidelineversion gv ON gv.id = j.guideline_version_id
LEFT JOIN people_contributor c ON c.id = j.contributor_id
LEFT JOIN people_user u ON u.id = c.user_id
LEFT JOIN people_vendor v ON v.id = j.vendor_id
LEFT JOIN people_site st ON st.id = j.site_id
LEFT JOIN people_market m ON m.id = j.market_id
WHERE j.xid >= %(since)s::text::xid8 AND j.xid < %(until)s::text::xid8
ORDER BY 1, j.id
"""
_RETRACTIONS = """
SELECT to_char(r.retracted_at AT TIME ZONE 'UTC', 'YYYY-MM'), j.uid::text, p.uid::text, s.uid::text, r.reason,
    r.retracted_at, (r.xid::text)::bigint
FROM work_retraction r
JOIN work_judgment j ON j.id = r.judgment_id
JOIN projects_project p ON p.id = j.project_id
JOIN projects_stage s ON s.id = j.stage_id
WHERE r.xid >= %(since)s::text::xid8 AND r.xid < %(until)s::text::xid8
ORDER BY 1, r.id
"""
_RESTORATIONS = """
SELECT to_char(x.restored_at AT TIME ZONE 'UTC', 'YYYY-MM'), j.uid::text, p.uid::text, s.uid::text, x.reason,
    r.retracted_at, x.restored_at, (x.xid::text)::bigint
FROM work_restoration x
JOIN work_retraction r ON r.id = x.retraction_id
JOIN work_judgment j ON j.id = r.judgment_id
JOIN projects_project p ON p.id = j.project_id
JOIN projects_stage s ON s.id = j.stage_id
WHERE x.xid >= %(since)s::text::xid8 AND x.xid < %(until)s::text::xid8
ORDER BY 1, x.id
"""
_LABELS = """
SELECT r.uid::text, r.number, p.uid::text, s.uid::text, r.method, r.as_of, t.uid::text, t.external_id,
    t.is_test, l.question, l.subject, l.value::text, l.probability, l.is_tie, l.n_judgments
FROM quality_label l
JOIN quality_consensusrun r ON r.id = l.run_id
JOIN projects_project p ON p.id = r.project_id
JOIN projects_stage s ON s.id = r.stage_id
JOIN work_task t ON t.id = l.task_id
WHERE r.uid = %(run)s
ORDER BY l.id
"""
_COUNT = "SELECT count(*) FROM {table} WHERE xid < %s::text::xid8"
TABLES: Mapping[FactSource, str] = {
    FactSource.JUDGMENTS: "work_judgment",
    FactSource.RETRACTIONS: "work_retraction",
    FactSource.RESTORATIONS: "work_restoration",
}
_OF: Mapping[FactSource, str] = {
    FactSource.JUDGMENTS: _JUDGMENTS,
    FactSource.RETRACTIONS: _RETRACTIONS,
    FactSource.RESTORATIONS: _RESTORATIONS,
}


def facts_between(source: FactSource, since: int, until: int) -> Iterator[tuple[Any, ...]]:
    """Facts of the transactions from `since` up to below `until`."""
    return streamed(_OF[source], {"since": str(since), "until": str(until)})


def facts_of_run(run: UUID) -> Iterator[tuple[Any, ...]]:
    return streamed(_LABELS, {"run": run})


def settled_until() -> int:
    """Every transaction below this one has ended, so nothing that it wrote can still appear."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def watermark(source: FactSource) -> int:
    """Everything that transactions below it wrote is in the files."""
    last = (
        FactBatch.objects.filter(source=source).order_by("-number").values_list("xid_to", flat=True).first()
    )
    return last or 0


def runs_to_write() -> list[UUID]:
    """Finished runs whose labels are not in the files yet, oldest first."""
    written = FactBatch.objects.filter(source=FactSource.LABELS).values("run_uid")
    runs = ConsensusRun.objects.filter(state=RunState.DONE).exclude(uid__in=written)
    return list(runs.order_by("pk").values_list("uid", flat=True))


def n_in_database(source: FactSource) -> int:
    """How many rows the files must have between them."""
    if source == FactSource.LABELS:
        written = FactBatch.objects.filter(source=source).values("run_uid")
        return Label.objects.filter(run__uid__in=written).count()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=TABLES[source]), [str(watermark(source))])
        return int(cursor.fetchone()[0])
