"""Two rendered texts compared word by word: the change is marked inside the text as people read it.

Both are safe HTML already (`markdown.to_html`). Only what the parser knows is written again, every text escaped, and
the result is cleaned once more: nothing of a text can become more than it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

from assay.projects.rules.guideline_diff import MOST_PAIRS, Op
from assay.projects.rules.guideline_parts import Part
from assay.projects.rules.markdown import clean_marked, to_html
from assay.projects.rules.rendered_leaves import Leaf, Word, leaves_of

# Blocks that were changed are compared with each other below so many pairs; beyond, they are taken in their order.
MOST_BLOCK_PAIRS = 4_000
# A block is another one's successor where at least half of their words are the same.
ALIKE = 0.5
Run = tuple[Op, Word]
Shown = tuple[Leaf, tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What who hears the page is told around a change."""

    added: str
    removed: str
    end: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Safe HTML: both texts in one, and each for itself."""

    inline: str
    before: str
    after: str


def html_of(part: Part | None) -> str:
    """The text as it is read, its examples as a list after it."""
    if part is None:
        return ""
    examples = "".join(
        f"<li>{'✗' if each.is_counter else '✓'} {escape(each.content)} → {escape(each.answer)}"
        f"<p>{escape(each.why)}</p></li>"
        for each in part.examples
    )
    return to_html(part.markdown, allow_images=True) + (f"<ul>{examples}</ul>" if examples else "")


def diff_html(before: str, after: str, spoken: Spoken) -> Marked:
    """Words that were added or taken out, marked; a word that became bold was changed, too."""
    old, new = leaves_of(before), leaves_of(after)
    pairs = list(_pairs(old, new))
    same = _containers(pairs)
    together, left, right = [], [], []
    for one, other in pairs:
        runs = tuple(_runs(one.words if one else (), other.words if other else ()))
        if other is not None:
            together.append((other, runs))
            right.append((other, _without(runs, Op.REMOVED)))
        elif one is not None:
            together.append((one.moved(same), runs))
        if one is not None:
            left.append((one, _without(runs, Op.ADDED)))
    return Marked(*(clean_marked(_written(shown, spoken)) for shown in (together, left, right)))


def _without(runs: Sequence[Run], op: Op) -> tuple[Run, ...]:
    return tuple(run for run in runs if run[0] != op)


def _pairs(old: Sequence[Leaf], new: Sequence[Leaf]) -> Iterator[tuple[Leaf | None, Leaf | None]]:
    """Every block once, in the order of the new text; what is gone stands where it was."""
    matcher = SequenceMatcher(None, [leaf.key for leaf in old], [leaf.key for leaf in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _successors(old[i1:i2], new[j1:j2])


def _successors(old: Sequence[Leaf], new: Sequence[Leaf]) -> Iterator[tuple[Leaf | None, Leaf | None]]:
    """Blocks that changed beside what they were; between them first what is gone, then what is new."""
    is_small, is_single = len(old) * len(new) <= MOST_BLOCK_PAIRS, len(old) == len(new) == 1
    at = begun = 0
    for nth, leaf in enumerate(new):
        window = range(at, len(old) if is_small else min(at + 1, len(old)))
        found = next((each for each in window if _are_alike(old[each], leaf, is_single=is_single)), None)
        if found is None:
            continue
        yield from ((gone, None) for gone in old[at:found])
        yield from ((None, come) for come in new[begun:nth])
        yield old[found], leaf
        at, begun = found + 1, nth + 1
    yield from ((gone, None) for gone in old[at:])
    yield from ((None, come) for come in new[begun:])


def _are_alike(old: Leaf, new: Leaf, *, is_single: bool) -> bool:
    """Of one kind, in one place, and with words in common; where there is nothing else to choose, without."""
    if old.name != new.name or old.kinds != new.kinds:
        return False
    if is_single:
        return True
    matcher = SequenceMatcher(None, [*old.spoken], [*new.spoken], autojunk=False)
    return matcher.quick_ratio() >= ALIKE


def _containers(pairs: Iterable[tuple[Leaf | None, Leaf | None]]) -> Mapping[int, int]:
    """Which list, row or quotation of the old text is which of the new one: those with a block in common."""
    same: dict[int, int] = {}
    for one, other in pairs:
        if one is not None and other is not None:
            for old, new in zip(one.path, other.path, strict=False):
                same.setdefault(old.number, new.number)
    return same


def _runs(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Run]:
    if len(old) * len(new) > MOST_PAIRS:
        yield from ((Op.REMOVED, word) for word in old)
        yield from ((Op.ADDED, word) for word in new)
        return
    matcher = SequenceMatcher(None, [word.key for word in old], [word.key for word in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from ((Op.KEPT, word) for word in new[j1:j2])
        else:
            yield from ((Op.REMOVED, word) for word in old[i1:i2])
            yield from ((Op.ADDED, word) for word in new[j1:j2])


def _written(shown: Sequence[Shown], spoken: Spoken) -> str:
    """The blocks in their lists, tables and quotations, each opened when its first block comes."""
    parts: list[str] = []
    open_: list[tuple[int, str]] = []
    for leaf, runs in shown:
        path = [(box.number, box.name) for box in leaf.path]
        n_same = next(
            (nth for nth, pair in enumerate(zip(open_, path, strict=False)) if pair[0] != pair[1]),
            min(len(open_), len(path)),
        )
        parts += [f"</{name}>" for _number, name in reversed(open_[n_same:])]
        parts += [box.start for box in leaf.path[n_same:]]
        open_ = path
        parts += [leaf.start, *_marked(runs, spoken), leaf.end]
    return "".join([*parts, *(f"</{name}>" for _number, name in reversed(open_))])


def _marked(runs: Sequence[Run], spoken: Spoken) -> Iterator[str]:
    for op, found in groupby(runs, key=lambda run: run[0]):
        text = "".join(_styled(word for _op, word in found))
        if op == Op.KEPT:
            yield text
        else:
            said, tag = (spoken.added, "ins") if op == Op.ADDED else (spoken.removed, "del")
            yield f"<{tag}>{_hidden(f'{said} ')}{text}{_hidden(f' {spoken.end}')}</{tag}>"


def _styled(words: Iterable[Word]) -> Iterator[str]:
    """Words of one style are written within its tags once."""
    for style, found in groupby(words, key=lambda word: word.style):
        yield "".join(style.starts) + "".join(word.html for word in found) + "".join(style.ends)


def _hidden(text: str) -> str:
    return f'<span class="visually-hidden">{escape(text)}</span>'
