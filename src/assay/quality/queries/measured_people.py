"""How right people are on some projects, by gold; and how often machines gave what became the label."""

from collections.abc import Sequence

from assay.kit.sql import rows

_GOLD = """
SELECT g.contributor_id, count(*)::int, count(*) FILTER (WHERE g.is_correct)::int
FROM quality_goldresult g JOIN projects_stage s ON s.id = g.stage_id
WHERE s.project_id = ANY (%(projects)s::bigint[]) AND g.contributor_id = ANY (%(people)s::bigint[])
  AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = g.judgment_id)
GROUP BY 1 ORDER BY 1
"""
# Labels that rest on the machine alone would only say that it agrees with itself.
_MACHINES = """
WITH newest AS (
    SELECT DISTINCT ON (project_id) id, project_id FROM quality_consensusrun
    WHERE project_id = ANY (%(projects)s::bigint[]) AND state = 'done' ORDER BY project_id, number DESC
)
SELECT count(*)::int, count(*) FILTER (WHERE j.answers -> l.question = l.value)::int
FROM work_judgment j
JOIN newest r ON r.project_id = j.project_id
JOIN quality_label l ON l.run_id = r.id AND l.task_id = j.task_id AND l.subject = '' AND l.n_judgments > 1
WHERE j.project_id = ANY (%(projects)s::bigint[]) AND j.machine <> '' AND j.answers ? l.question
  AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = j.id)
"""


def gold_of_people(projects: Sequence[int], people: Sequence[int]) -> dict[int, tuple[int, int]]:
    """(scored, right) by contributor, over all gold of these projects that was not taken back."""
    found = rows(_GOLD, {"projects": list(projects), "people": list(people)})
    return {contributor_id: (n, n_right) for contributor_id, n, n_right in found}


def machines_agree(projects: Sequence[int]) -> tuple[int, int]:
    """(answers of machines, those equal to the label of the newest run) where others judged the task, too."""
    ((n, n_same),) = rows(_MACHINES, {"projects": list(projects)})
    return n, n_same
