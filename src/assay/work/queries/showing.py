"""What tasks show of the same thing: for new tasks about it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any  # Content is whatever the label schema says.

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from assay.work.models import Task

Content = Mapping[str, Any]


def contents_with(
    tasks: QuerySet[Task], *, values: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, Mapping[str, str | None], Content]]:
    """Market, what stands in those fields and content of each task with one of the values in its field; newest last.

    Known answers, what was withdrawn and what was purged are left out.
    """
    names = {f"shown_{nth}": field for nth, field in enumerate(values)}
    is_wanted = Q(pk__in=[])
    for name, field in names.items():
        is_wanted |= Q(**{f"{name}__in": list(values[field])})
    found = (
        tasks.filter(is_gold=False, withdrawn_at=None, purged_at=None)
        .annotate(**{name: KeyTextTransform(field, "content") for name, field in names.items()})
        .filter(is_wanted)
        .order_by("pk")
    )
    for market, content, *shown in found.values_list("market__code", "content", *names).iterator():
        yield market or "", dict(zip(values, shown, strict=True)), content
