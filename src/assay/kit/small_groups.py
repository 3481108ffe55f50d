"""Which groups of people may be shown: those that are large enough, and the small ones together where that is enough.

Groups that are shown share nobody, and whoever shows a sum sums groups that are shown. So whatever is taken from
whatever, what is left stands for nobody or for a group that is large enough.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True)
class Apart(Generic[Key]):
    """`alone` are shown by themselves, `together` as one group; what is in neither is not shown at all."""

    alone: tuple[Key, ...]
    together: tuple[Key, ...]


def told_apart(groups: Mapping[Key, Counted], is_enough: Callable[[Sequence[Counted]], bool]) -> Apart[Key]:
    """Of groups that share nobody; `is_enough` looks at one of them, or at several as one."""
    alone = tuple(key for key, counted in groups.items() if is_enough([counted]))
    small = tuple(key for key in groups if key not in alone)
    return Apart(alone, small if is_enough([groups[key] for key in small]) else ())
