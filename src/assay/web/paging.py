"""One page of a list, and whether another one follows: one row more is looked at, and nothing is counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

M = TypeVar("M")
M_co = TypeVar("M_co", covariant=True)
# Beyond it nobody turns pages; and no database takes a number of any size as an offset.
LAST = 1_000_000


class Rows(Protocol[M_co]):
    """What a page is cut from: a query, or whatever else reads a part of its rows."""

    def __getitem__(self, part: slice, /) -> Iterable[M_co]: ...


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    number: int
    object_list: Sequence[M]
    has_next: bool

    def __iter__(self) -> Iterator[M]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_others(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1


def page_at(rows: Rows[M], asked: str, size: int) -> Page[M]:
    """The page with that number; the first where there is none of it, for instance because rows are gone."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
    number = min(max(number, 1), LAST)
    found = _look(rows, number, size)
    return found if len(found) or number == 1 else _look(rows, 1, size)


def _look(rows: Rows[M], number: int, size: int) -> Page[M]:
    start = (number - 1) * size
    seen = list(rows[start : start + size + 1])
    return Page(number, seen[:size], len(seen) > size)
