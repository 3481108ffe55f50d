"""What is known of how right a version is."""

from assay.kit.sql import rows
from assay.labelers.models import LabelerVersion
from assay.labelers.rules.checking import several
from assay.labelers.rules.measuring import Counted, CountedUnit, Right, RightOfLabel, labels_of, shares_of
from assay.projects.queries.schemas import parsed_schema

_TASKS = """
SELECT c.source, coalesce(m.code, ''), coalesce(m.language, ''), count(*)::int,
    (count(*) FILTER (WHERE c.is_correct))::int
FROM labelers_predictioncheck c
JOIN labelers_prediction p ON p.id = c.prediction_id
JOIN work_task t ON t.id = p.task_id
LEFT JOIN people_market m ON m.id = t.market_id
WHERE c.version_id = %(version)s::bigint
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_UNITS = """
SELECT c.source, u.value ->> 0,
    CASE WHEN u.value ->> 0 = ANY (%(several)s::text[]) THEN regexp_replace(u.value ->> 1, '^.*/', '') ELSE '' END,
    u.value ->> 2, u.value ->> 3, count(*)::int
FROM labelers_predictioncheck c
CROSS JOIN LATERAL jsonb_array_elements(c.units) u
WHERE c.version_id = %(version)s::bigint
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
# By known answers alone: people may be wrong themselves, and reviewers have the machine's answer before their eyes.
_SURE = """
SELECT p.confidence, c.is_correct FROM labelers_predictioncheck c
JOIN labelers_prediction p ON p.id = c.prediction_id
WHERE c.version_id = %(version)s::bigint AND c.source = 'gold' AND p.confidence IS NOT NULL
ORDER BY c.id
"""


def rightness_of(version: LabelerVersion) -> list[Right]:
    """Whole answers that are right, by source, with those of each market and language."""
    return shares_of(Counted(*row) for row in rows(_TASKS, {"version": version.pk}))


def rightness_of_labels(version: LabelerVersion) -> list[RightOfLabel]:
    schema_version_id = version.labeler.project.schema_version_id
    if schema_version_id is None:
        return []
    params = {"version": version.pk, "several": several(parsed_schema(schema_version_id))}
    return labels_of(CountedUnit(*row) for row in rows(_UNITS, params))


def sure_and_right(version: LabelerVersion) -> tuple[list[float], list[bool]]:
    """Confidence and correctness of every answer to gold that came with a confidence."""
    found = rows(_SURE, {"version": version.pk})
    return [row[0] for row in found], [row[1] for row in found]
