"""What tasks of a project show of the same thing: for new tasks about it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any  # Content is whatever the label schema says.

from django.db.models.fields.json import KeyTextTransform

from assay.projects.models import Project
from assay.work.models import Task


def contents_with(
    project: Project, *, field: str, values: Iterable[str]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Market, value of the field and content of every task that has one of the values there; the newest comes last.

    Known answers, what was withdrawn and what was purged are left out.
    """
    found = (
        Task.objects.filter(project=project, is_gold=False, withdrawn_at=None, purged_at=None)
        .annotate(shown_value=KeyTextTransform(field, "content"))
        .filter(shown_value__in=list(values))
        .order_by("pk")
    )
    for market, value, content in found.values_list("market__code", "shown_value", "content").iterator():
        yield market or "", value, content
