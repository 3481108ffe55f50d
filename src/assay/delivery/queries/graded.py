"""The labels of a release as grades of documents, with how sure each is: what a search run is measured against."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any  # Settings and labels are JSON.

import msgspec

from assay.delivery.models import Release
from assay.delivery.queries.rows import NOT_HELD_BACK, escapes_sql, params_of
from assay.delivery.rules.qrels import EXTERNAL_ID, Qrels, completed, refuse, safe_id
from assay.kit.reasons import Reason
from assay.kit.sql import streamed
from assay.projects.queries.schemas import parsed_schema

# As in the qrels of the release; a label that a reviewer put right is certain.
_GRADED = """
SELECT
    CASE WHEN %(query)s = '{external_id}' THEN t.external_id ELSE t.content ->> %(query)s END,
    CASE WHEN %(document)s = '' THEN l.subject WHEN %(document)s = '{external_id}' THEN t.external_id
        ELSE t.content ->> %(document)s END,
    coalesce(e.answer, l.value)::text, CASE WHEN e.id IS NULL THEN l.probability ELSE 1 END,
    CASE WHEN e.id IS NULL THEN l.posterior END::text, coalesce(m.code, ''), coalesce(m.language, '')
FROM quality_label l
JOIN work_task t ON t.id = l.task_id
{escapes}
LEFT JOIN people_market m ON m.id = t.market_id
WHERE l.run_id = %(run)s AND l.question = %(question)s AND t.withdrawn_at IS NULL
  AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s)
  {not_held_back}
ORDER BY t.id, l.subject
"""


@dataclass(frozen=True, slots=True)
class GradedPair:
    """`likely`: probability of each grade, where the label's posterior is known; ids as in qrels.

    `grade` is None where the label is an answer that qrels leave out: it was judged, and counts as nothing.
    """

    query: str
    document: str
    grade: int | None
    probability: float | None
    likely: Mapping[int, float] | None
    market: str
    language: str


def grades_of(release: Release) -> Qrels | None:
    """How its labels become grades: as they were delivered, else as usual; None where they need saying."""
    if release.qrels is not None:
        return Qrels(**release.qrels)
    version = release.project.schema_version_id
    if version is None:
        return None
    schema = parsed_schema(version)
    found = completed(schema, {})
    return None if isinstance(found, Reason) or refuse(schema, found) else found


def lowest_of(release: Release, settings: Qrels) -> int:
    """What the worst step of its scale is written as, where that is above 0; grades of answers say what they mean."""
    version = release.project.schema_version_id
    question = parsed_schema(version).question(settings.question) if version is not None else None
    return max(int(question.least), 0) if question is not None and question.kind == "scale" else 0


def graded_pairs(release: Release, settings: Qrels) -> Iterator[GradedPair]:
    """Every label of the question that gives grades, from a cursor of the server."""
    statement = _GRADED.format(
        external_id=EXTERNAL_ID, escapes=escapes_sql(release), not_held_back=NOT_HELD_BACK
    )
    params = {
        **params_of(release),
        "question": settings.question,
        "query": settings.query,
        "document": settings.document,
    }
    for query, document, value, probability, posterior, market, language in streamed(statement, params):
        grade = settings.grade(msgspec.json.decode(value))
        if not query or not document:
            continue
        likely = _likely(settings, msgspec.json.decode(posterior)) if posterior else None
        yield GradedPair(safe_id(query), safe_id(document), grade, probability, likely, market, language)


def _likely(settings: Qrels, posterior: Any) -> Mapping[int, float] | None:
    """Answers that are no grade are left out; whoever reads it brings the rest to 1."""
    found: dict[int, float] = {}
    for name, chance in posterior.items():
        grade = settings.grades.get(name) if settings.grades else _whole(name)
        if grade is not None:
            found[grade] = found.get(grade, 0.0) + float(chance)
    return found if sum(found.values()) > 0 else None


def _whole(name: str) -> int | None:
    try:
        value = float(name)
    except ValueError:
        return None
    return int(value) if value.is_integer() else None
