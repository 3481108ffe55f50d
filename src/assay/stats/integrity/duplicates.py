"""The same work under two names: equal texts, equal sequences of answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from assay.stats.integrity.answers import Answers, Signal
from assay.stats.sampling.proportion import wilson


@dataclass(frozen=True, slots=True)
class SameContent:
    """A text that several people wrote: the people (codes), in rows of the file (from 0)."""

    content: str
    workers: tuple[int, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SameSequence:
    """People who answered the same items in the same order with the same answers.

    `p_value` bounds the chance that two honest people do, from how often two others agree on those items, times the
    number of pairs of people there are.
    """

    workers: tuple[int, ...]
    n: int
    p_value: float


def same_content(workers: Sequence[int], contents: Sequence[str], *, shortest: int = 20) -> list[SameContent]:
    """Texts of `shortest` letters or more that came from two people or more; case, spaces and signs do not count.

    Examples
    --------
    >>> found = same_content([0, 1, 2], ["The shoe is red, not blue.", "the shoe is RED not blue", "It is green."])
    >>> found[0].workers
    (0, 1)
    """
    groups: dict[str, list[int]] = {}
    for row, content in enumerate(contents):
        plain = " ".join("".join(sign if sign.isalnum() else " " for sign in content.casefold()).split())
        if len(plain) >= shortest:
            groups.setdefault(plain, []).append(row)
    found = []
    for content, rows in groups.items():
        people = tuple(sorted({workers[row] for row in rows}))
        if len(people) > 1:
            found.append(SameContent(content, people, tuple(rows)))
    return found


def same_sequences(answers: Answers, *, shortest: int = 10) -> list[SameSequence]:
    """Groups of people with the same sequence of items and answers, `shortest` or longer."""
    sequences: dict[bytes, list[int]] = {}
    rows_of = answers.by_worker()
    for worker, rows in enumerate(rows_of):
        if len(rows) >= shortest:
            key = np.stack([answers.item[rows], answers.label[rows]]).tobytes()
            sequences.setdefault(key, []).append(worker)
    pairs = max(1, answers.n_workers * (answers.n_workers - 1) // 2)
    found = []
    for people in sequences.values():
        if len(people) > 1:
            rows = rows_of[people[0]]
            chance = exp(min(0.0, log(pairs) + _log_chance(answers, rows.tolist(), len(people))))
            found.append(SameSequence(tuple(people), len(rows), chance))
    return found


def _log_chance(answers: Answers, rows: list[int], n_copies: int) -> float:
    """Logarithm of the chance that two people give the same answers to these items, from the others' answers."""
    counts = np.zeros((answers.n_items, answers.n_classes))
    np.add.at(counts, (answers.item, answers.label), 1.0)
    mix = (counts.sum(axis=0) + 1) / (answers.n + answers.n_classes)
    total = 0.0
    for row in rows:
        others = counts[answers.item[row]].copy()
        others[answers.label[row]] -= n_copies
        share = (np.maximum(others, 0) + mix) / (np.maximum(others, 0).sum() + 1)
        total += log(float((share**2).sum()))
    return total


def duplicate_signals(
    answers: Answers, contents: Sequence[str] | None = None, *, false_share: float = 0.01
) -> list[Signal]:
    """A signal for everybody in a group of equal sequences or equal texts."""
    signals = []
    for group in same_sequences(answers):
        if group.p_value > false_share:
            continue
        words = f"The same {group.n:,} answers to the same items in the same order as {len(group.workers) - 1} more."
        n, chance = group.n, group.p_value
        signals += [
            Signal("same_sequence", "copying", worker, float(n), None, None, None, n, chance, words)
            for worker in group.workers
        ]
    if contents is None:
        return signals
    per_worker = answers.per_worker
    copied: dict[int, int] = {}
    for same in same_content(answers.worker.tolist(), contents):
        for row in same.rows:
            worker = int(answers.worker[row])
            copied[worker] = copied.get(worker, 0) + 1
    for worker, n_copied in sorted(copied.items()):
        share = wilson(n_copied, int(per_worker[worker]))
        words = f"{n_copied:,} of {share.n:,} texts stand word for word under another account, too."
        value = share.value or 0.0
        signals.append(
            Signal(
                "same_content", "copying", worker, value, None, share.low, share.high, share.n, None, words
            )
        )
    return signals
