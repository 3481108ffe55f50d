"""Label schema versions: immutable, so parsed once per process."""

from functools import lru_cache
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.projects.models import LabelSchemaVersion
from assay.projects.rules.label_schema import LabelSchema, parse


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


def clear_caches() -> None:
    """For tests, whose databases come and go."""
    parsed_schema.cache_clear()
    schema_of.cache_clear()
