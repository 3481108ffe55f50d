"""How long judgments and tasks of a project take: medians over every judgment that counts. For small projects."""

from dataclasses import dataclass

from assay.kit.sql import rows

_PACE = """
WITH judged AS (
    SELECT j.task_id, j.handling_seconds FROM work_judgment j
    WHERE j.project_id = %(project)s::bigint AND NOT j.is_gold AND j.contributor_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = j.id)
),
task AS (SELECT sum(handling_seconds) AS seconds FROM judged GROUP BY task_id),
counted AS (
    SELECT count(*)::int AS n, count(*) FILTER (WHERE i.done_at IS NOT NULL)::int AS n_done
    FROM work_task t JOIN work_queueitem i ON i.task_id = t.id
    JOIN projects_stage s ON s.id = i.stage_id AND s.kind = 'label'
    WHERE t.project_id = %(project)s::bigint AND NOT t.is_gold AND t.withdrawn_at IS NULL
)
SELECT c.n, c.n_done, (SELECT count(*)::int FROM judged),
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY handling_seconds) FROM judged),
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM task)
FROM counted c
"""


@dataclass(frozen=True, slots=True)
class ProjectPace:
    """Without gold. Seconds are medians: per judgment, and per task with all its judgments; None before the first."""

    n_tasks: int
    n_done: int
    n_judgments: int
    seconds: float | None
    seconds_per_task: float | None


def pace_of(project_id: int) -> ProjectPace:
    return ProjectPace(*rows(_PACE, {"project": project_id})[0])
