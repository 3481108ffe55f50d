"""What changed from one version of a guideline to another: by section, and word by word within it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any  # Sections are JSON.

from assay.projects.rules.guideline_parts import Json, Part, parts_of

# Beyond so many pairs of words a changed passage is shown as a whole: comparing them all would take seconds.
MOST_PAIRS = 1_000_000
_WORD = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


class Fate(StrEnum):
    """What became of a section."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"


class Op(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that was kept, added or removed."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """One section, or its variant for a market, in both versions; a changed one may have moved too."""

    key: str
    market: str
    fate: Fate
    has_moved: bool
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    before: Part | None = None
    after: Part | None = None

    @property
    def is_quiet(self) -> bool:
        return self.fate == Fate.UNCHANGED


def diff_words(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces: kept and added ones make the new text, kept and removed ones the old."""
    pieces: list[Piece] = []
    for op, text in _ops(before, after):
        if text and pieces and pieces[-1].op == op:
            pieces[-1] = Piece(op, pieces[-1].text + text)
        elif text:
            pieces.append(Piece(op, text))
    return tuple(pieces)


def apply(pieces: Sequence[Piece]) -> str:
    """The new text."""
    return "".join(piece.text for piece in pieces if piece.op != Op.REMOVED)


def diff_guidelines(before: Sequence[Json], after: Sequence[Json]) -> tuple[PartChange, ...]:
    """Every section of the new version in its order; what is gone stands where it was."""
    old = {part.key: part for part in parts_of(before)}
    new = {part.key: part for part in parts_of(after)}
    moved = _moved(list(old), list(new))
    found = [_change(old.get(key), part, has_moved=key in moved) for key, part in new.items()]
    for key in reversed([key for key in old if key not in new]):
        found.insert(_place(key, list(old), found), _change(old[key], None, has_moved=False))
    return tuple(found)


def _place(key: str, old: list[str], found: list[PartChange]) -> int:
    """After the nearest section before it that is still there."""
    places = {each.key: nth for nth, each in enumerate(found)}
    before = reversed(old[: old.index(key)])
    return next((places[each] + 1 for each in before if each in places), 0)


def _change(before: Part | None, after: Part | None, *, has_moved: bool) -> PartChange:
    either: Any = after or before  # One of them is there.
    title = diff_words(before.title if before else "", after.title if after else "")
    text = diff_words(before.text if before else "", after.text if after else "")
    is_same = all(piece.op == Op.KEPT for piece in (*title, *text))
    if before is None:
        fate = Fate.ADDED
    elif after is None:
        fate = Fate.REMOVED
    elif is_same:
        fate = Fate.MOVED if has_moved else Fate.UNCHANGED
    else:
        fate = Fate.CHANGED
    return PartChange(either.key, either.market, fate, has_moved, title, text, before, after)


def _moved(old: list[str], new: list[str]) -> set[str]:
    """What stands in another order: of those in both, all that are not in the longest run that kept its order."""
    place = {key: nth for nth, key in enumerate(old)}
    both = [key for key in new if key in place]
    return set(both) - set(_longest_rising(both, place))


def _longest_rising(keys: list[str], place: dict[str, int]) -> list[str]:
    best: list[tuple[int, int]] = []  # Length of the longest run that ends here, and where it comes from.
    for nth, key in enumerate(keys):
        earlier = [(best[at][0], at) for at in range(nth) if place[keys[at]] < place[key]]
        length, at = max(earlier, default=(0, -1))
        best.append((length + 1, at))
    at = max(range(len(best)), key=lambda nth: best[nth][0], default=-1)
    run = []
    while at >= 0:
        run.append(keys[at])
        at = best[at][1]
    return run


def _ops(before: str, after: str) -> Iterator[tuple[Op, str]]:
    """Line by line first: only lines that differ are compared word by word."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i1, i2, j1, j2 in _matched(old, new):
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            yield Op.KEPT, gone
        else:
            yield from _word_ops(gone, come)


def _word_ops(before: str, after: str) -> Iterator[tuple[Op, str]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        yield from ((Op.REMOVED, before), (Op.ADDED, after))
        return
    for tag, i1, i2, j1, j2 in _matched(old, new):
        if tag == "equal":
            yield Op.KEPT, "".join(old[i1:i2])
        else:
            yield from ((Op.REMOVED, "".join(old[i1:i2])), (Op.ADDED, "".join(new[j1:j2])))


def _matched(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    return [(*code,) for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]
