"""Label schema versions: immutable, so parsed once per process."""

from functools import lru_cache
from uuid import UUID

from assay.kit.reasons import NotFound, Reason
from assay.projects.models import LabelSchemaVersion, Project
from assay.projects.rules.differences import Change, diff
from assay.projects.rules.label_schema import LabelSchema, parse, problems_of
from assay.projects.rules.versions import lost_answers


@lru_cache(maxsize=512)
def parsed_schema(version_id: int) -> LabelSchema:
    """The schema of a version by its inner id."""
    return parse(LabelSchemaVersion.objects.values_list("document", flat=True).get(pk=version_id))


@lru_cache(maxsize=512)
def schema_of(uid: UUID) -> tuple[int, LabelSchema]:
    """Inner id and schema of a version by its outer id; NotFound where there is none."""
    found = LabelSchemaVersion.objects.filter(uid=uid).values_list("pk", "document").first()
    if found is None:
        raise NotFound
    return found[0], parse(found[1])


def checked_against(project: Project, document: object) -> tuple[list[Reason], list[Change]]:
    """Why the document cannot be the project's next version, and what it would change."""
    problems = problems_of(document)
    if problems:
        return problems, []
    schema = parse(document)
    if project.schema_version_id is None:
        return [], []
    before = parsed_schema(project.schema_version_id)
    return lost_answers(before, schema), diff(before, schema)


def clear_caches() -> None:
    """For tests, whose databases come and go."""
    parsed_schema.cache_clear()
    schema_of.cache_clear()
