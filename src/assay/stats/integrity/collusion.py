"""Copying from one another: right answers agree by themselves, wrong ones need a reason."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.pairs import PairedRows, paired_rows
from assay.stats.integrity.answers import Answers, Codes, Floats, Signal
from assay.stats.integrity.correction import benjamini_hochberg
from assay.stats.sampling.proportion import wilson
from assay.stats.truth.judgments import from_codes

FEWEST_SHARED = 20
# People and truths, to shares of each answer.
Habits = Callable[[NDArray[np.int32], Codes], Floats]


@dataclass(frozen=True, slots=True)
class SuspectPair:
    """Two people and their shared errors.

    Attributes
    ----------
    first, second : int
    n_shared, n_both_wrong, n_identical : int
        Items both answered; both answered wrongly; with the same wrong answer.
    chance : float
        The chance of the same wrong answer for two honest people who make errors like these, in the mean.
    p_value, adjusted : float
        Binomial, and corrected for the number of pairs (Benjamini and Hochberg).
    """

    first: int
    second: int
    n_shared: int
    n_both_wrong: int
    n_identical: int
    chance: float
    p_value: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class Collusion:
    """All pairs that were tested, the ones that stand out, and the groups these make.

    `outcome` says why nothing could be tested, or is empty.
    """

    pairs: tuple[SuspectPair, ...]
    suspects: tuple[SuspectPair, ...]
    clusters: tuple[tuple[int, ...], ...]
    n_tested: int
    outcome: str = ""


def identical_wrong(n_identical: int, n_both_wrong: int, chance: float) -> float:
    """The chance of so many identical wrong answers or more among those both got wrong (binomial).

    Examples
    --------
    >>> f"{identical_wrong(12, 14, 0.25):.1e}"
    '3.2e-06'
    """
    from scipy.stats import binom

    if not (0 <= n_identical <= n_both_wrong and 0 <= chance <= 1):
        raise ValueError("identical errors are among shared ones, and a chance is from 0 to 1")
    return float(binom.sf(n_identical - 1, n_both_wrong, chance))


def collusion(
    answers: Answers, truth: Codes, *, fewest_shared: int = FEWEST_SHARED, false_share: float = 0.01
) -> Collusion:
    """Pairs with more identical wrong answers than their kinds of errors explain.

    Parameters
    ----------
    answers : Answers
    truth : int64 array (n_items,)
        The class of each item, -1 where it is not known (best gold or audited; a consensus of many serves).
    fewest_shared, false_share
        Items a pair has in common to be tested; share of chance among the suspects.

    Notes
    -----
    The chance of the same error on an item is q = sum over answers l of e_il e_jl: how often each of the two errs
    towards l where the truth is what it is, both drawn towards the crowd's errors. Where others fell for the same wrong
    answer on that item, q is theirs if it is higher: a tempting wrong answer is no collusion. With two classes an error
    has one form only, and nothing can be said.

    References
    ----------
    After A. R. KhudaBukhsh et al.: Detecting non-adversarial collusion in crowdsourcing. HCOMP (2014).
    """
    if answers.n_classes < 3:
        return Collusion((), (), (), 0, "with two classes every shared error is the same")
    judgments, _ = from_codes(
        answers.item.astype(np.int32),
        answers.worker.astype(np.int32),
        answers.label.astype(np.int32),
        n_items=answers.n_items,
        n_workers=answers.n_workers,
        n_classes=answers.n_classes,
    )
    rows = paired_rows(judgments)
    n_shared = np.bincount(rows.pair, minlength=len(rows.first))
    right = truth[rows.item]
    both_wrong = (right >= 0) & (rows.label_of_first != right) & (rows.label_of_second != right)
    both_wrong &= n_shared[rows.pair] >= fewest_shared
    if not both_wrong.any():
        return Collusion((), (), (), 0, f"no two people share {fewest_shared} items, and errors among them")
    chance = np.minimum(_chances(answers, truth, rows, both_wrong), 1.0)
    pair = rows.pair[both_wrong]
    same = (rows.label_of_first == rows.label_of_second)[both_wrong]
    n_wrong = np.bincount(pair, minlength=len(rows.first))
    n_same = np.bincount(pair, same, len(rows.first)).astype(np.int64)
    mean = np.bincount(pair, chance, len(rows.first)) / np.maximum(n_wrong, 1)
    tested = np.flatnonzero(n_wrong > 0)
    p_values = [identical_wrong(int(n_same[nth]), int(n_wrong[nth]), float(mean[nth])) for nth in tested]
    pairs = tuple(
        SuspectPair(
            int(rows.first[nth]), int(rows.second[nth]), int(n_shared[nth]), int(n_wrong[nth]), int(n_same[nth]),
            float(mean[nth]), p_value, float(adjusted),
        )
        for nth, p_value, adjusted in zip(tested, p_values, benjamini_hochberg(p_values), strict=True)
    )  # fmt: skip
    suspects = tuple(
        sorted((each for each in pairs if each.adjusted <= false_share), key=lambda each: each.p_value)
    )
    return Collusion(pairs, suspects, _clusters(suspects, answers.n_workers), len(pairs))


def collusion_signals(found: Collusion) -> list[Signal]:
    """One signal per person: their most suspect pair."""
    signals: dict[int, Signal] = {}
    for pair in found.suspects:
        for worker in (pair.first, pair.second):
            words = (
                f"{pair.n_identical} of {pair.n_both_wrong} shared errors are the same as another person's, where "
                f"{pair.chance:.0%} would be ({pair.n_shared:,} items in common)."
            )
            share = wilson(pair.n_identical, pair.n_both_wrong)
            n, adjusted = pair.n_both_wrong, pair.adjusted
            value, low, high = share.value or 0.0, share.low, share.high
            signal = Signal("collusion", "copying", worker, value, pair.chance, low, high, n, adjusted, words)
            signals.setdefault(worker, signal)
    return [signals[worker] for worker in sorted(signals)]


def _chances(answers: Answers, truth: Codes, rows: PairedRows, chosen: NDArray[np.bool_]) -> Floats:
    """The chance of the same wrong answer, per chosen row."""
    n_classes = answers.n_classes
    right = truth[answers.item]
    is_wrong = (right >= 0) & (answers.label != right)
    errors = np.zeros((n_classes, n_classes))
    np.add.at(errors, (right[is_wrong], answers.label[is_wrong]), 1.0)
    # One error of each kind is taken for granted, so that a rare truth does not make errors look certain.
    errors += 1 - np.eye(n_classes)
    crowd = errors / errors.sum(axis=1, keepdims=True)
    habits = _habits(answers, right, is_wrong, crowd)
    item, of = rows.item[chosen], truth[rows.item[chosen]]
    first, second = rows.first[rows.pair[chosen]], rows.second[rows.pair[chosen]]
    of_pair = (habits(first, of) * habits(second, of)).sum(axis=1)
    on_item = np.zeros((answers.n_items, n_classes))
    np.add.at(on_item, (answers.item[is_wrong], answers.label[is_wrong]), 1.0)
    others = on_item[item]
    place = np.arange(len(item))
    np.subtract.at(others, (place, rows.label_of_first[chosen]), 1.0)
    np.subtract.at(others, (place, rows.label_of_second[chosen]), 1.0)
    # The share of equal pairs among the others' errors; squared shares would be too high where there are few.
    n_others, same = others.sum(axis=1), (others * (others - 1)).sum(axis=1)
    of_item = (same + 4 * (crowd[of] ** 2).sum(axis=1)) / (n_others * (n_others - 1) + 4)
    return np.asarray(np.maximum(of_pair, of_item))


def _habits(answers: Answers, right: Codes, is_wrong: NDArray[np.bool_], crowd: Floats) -> Habits:
    """A function from people and truths to shares of each wrong answer, drawn towards the crowd's by two errors."""
    n_classes = answers.n_classes
    key = answers.worker[is_wrong] * n_classes + right[is_wrong]
    keys, place = np.unique(key, return_inverse=True)
    table = np.zeros((len(keys) + 1, n_classes))
    np.add.at(table, (place, answers.label[is_wrong]), 1.0)

    def of(worker: NDArray[np.int32], truth: Codes) -> Floats:
        wanted = worker.astype(np.int64) * n_classes + truth
        at = np.searchsorted(keys, wanted)
        known = (at < len(keys)) & (keys[np.minimum(at, len(keys) - 1)] == wanted)
        own = table[np.where(known, at, len(keys))]
        return np.asarray((own + 2 * crowd[truth]) / (own.sum(axis=1, keepdims=True) + 2))

    return of


def _clusters(suspects: tuple[SuspectPair, ...], n_workers: int) -> tuple[tuple[int, ...], ...]:
    """People who are connected by suspect pairs, the largest group first."""
    leader = list(range(n_workers))

    def find(worker: int) -> int:
        while leader[worker] != worker:
            leader[worker] = leader[leader[worker]]
            worker = leader[worker]
        return worker

    for pair in suspects:
        leader[find(pair.first)] = find(pair.second)
    groups: dict[int, list[int]] = {}
    for worker in sorted({who for pair in suspects for who in (pair.first, pair.second)}):
        groups.setdefault(find(worker), []).append(worker)
    return tuple(sorted((tuple(group) for group in groups.values()), key=lambda group: (-len(group), group)))
