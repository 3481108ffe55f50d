"""Lists in pages: `{items, next}`; `?after=<next>` goes on where the page before ended."""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

from assay.kit.models import Identified
from assay.kit.reasons import NotFound

Row = TypeVar("Row", bound=Identified)
Item = TypeVar("Item")
MOST = 200


class Paging(Schema):
    after: UUID | None = Field(None, description="The `next` of the page before.")
    limit: int = Field(50, ge=1, le=MOST)


class Page(Schema, Generic[Item]):
    items: list[Item]
    next: UUID | None = Field(description="Give it as `after`; empty on the last page.")


def page(
    rows: QuerySet[Row], paging: Paging, show: Callable[[Row], Item], *, newest_first: bool = True
) -> Page[Item]:
    """One page in the order the rows were made. The last row's identifier is the cursor."""
    if paging.after is not None:
        last = rows.model._default_manager.filter(uid=paging.after).values_list("pk", flat=True).first()
        if last is None:
            raise NotFound
        rows = rows.filter(pk__lt=last) if newest_first else rows.filter(pk__gt=last)
    found = list(rows.order_by("-pk" if newest_first else "pk")[: paging.limit + 1])
    shown = found[: paging.limit]
    return Page(items=[show(row) for row in shown], next=shown[-1].uid if len(found) > len(shown) else None)
