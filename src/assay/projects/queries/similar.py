"""Projects that ask the same questions, and what they have in common."""

from collections.abc import Mapping, Sequence
from typing import Any  # A schema document is JSON.

from django.db.models import QuerySet

from assay.kit.sql import rows
from assay.projects.enums import ProjectState
from assay.projects.models import Project

# Half of the questions, by identifier and kind: one more or less does not make it other work.
_SAME = """
SELECT p.id FROM projects_project p JOIN projects_labelschemaversion v ON v.id = p.schema_version_id
WHERE (SELECT count(*) FROM jsonb_array_elements(v.document -> 'questions') q
    WHERE (q ->> 'id') || ' ' || (q ->> 'kind') = ANY (%(questions)s::text[])) * 2
  >= greatest(cardinality(%(questions)s::text[]), jsonb_array_length(v.document -> 'questions'))
ORDER BY p.id
"""
_TERMS = """
SELECT s.id, s.overlap, s.gold_share FROM projects_stage s
WHERE s.project_id = ANY (%(projects)s::bigint[]) AND s.kind = 'label' ORDER BY s.id
"""
_SKILLS = """
SELECT k.skill_id, max(k.min_score) FROM projects_stageskill k JOIN projects_stage s ON s.id = k.stage_id
WHERE s.project_id = ANY (%(projects)s::bigint[]) AND s.kind = 'label'
GROUP BY 1 HAVING count(DISTINCT s.project_id) = cardinality(%(projects)s::bigint[]) ORDER BY 1
"""


def with_questions(document: Mapping[str, Any]) -> list[int]:
    """Projects whose schema in force has at least half of its questions in common with this one, by kind too."""
    asked = [f"{each['id']} {each['kind']}" for each in document.get("questions", ())]
    return [pk for (pk,) in rows(_SAME, {"questions": asked})] if asked else []


def usual_terms(projects: Sequence[int]) -> tuple[float, float] | None:
    """Mean overlap and share of gold of their label stages; None without any."""
    found = rows(_TERMS, {"projects": list(projects)})
    if not found:
        return None
    n = len(found)
    return sum(each[1] for each in found) / n, sum(each[2] for each in found) / n


def common_skills(projects: Sequence[int]) -> dict[int, int]:
    """Skills that every one of them asks for, each with the highest least score."""
    return dict(rows(_SKILLS, {"projects": list(projects)})) if projects else {}


def of_segment(segment: str) -> list[int]:
    """Every project of a business segment; of no segment none."""
    found = Project.objects.filter(segment=segment) if segment else Project.objects.none()
    return list(found.order_by("pk").values_list("pk", flat=True))


def every_project() -> list[int]:
    return list(Project.objects.order_by("pk").values_list("pk", flat=True))


def open_projects() -> QuerySet[Project]:
    return Project.objects.select_related("schema_version").filter(state=ProjectState.OPEN)
