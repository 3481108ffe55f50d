"""The same answer over and over: long runs, little variance, little entropy."""

from dataclasses import dataclass

import numpy as np

from assay.stats.integrity.answers import Answers, Codes, Floats, Signal
from assay.stats.integrity.correction import benjamini_hochberg


@dataclass(frozen=True, slots=True)
class Monotony:
    """Per person; arrays of shape (n_workers,).

    Attributes
    ----------
    n : int64 array
    longest_run : int64 array
        Most equal answers in a row.
    run_p : float64 array
        A bound on the chance of a run as long, if each answer were drawn from the crowd's answers.
    entropy, expected_entropy : float64 arrays
        Of the person's answers, and of the others' answers to the same items, in bits; NaN without answers.
    entropy_p : float64 array
        The chance of an entropy as low from as many draws of the others' answers to the same items; below what the
        draws can show, by the normal distribution of their entropies.
    variance_share : float64 array
        Variance of the answers over that of the others' answers to the same items, for classes in an order; NaN where
        either is undefined or 0.
    """

    n: Codes
    longest_run: Codes
    run_p: Floats
    entropy: Floats
    expected_entropy: Floats
    entropy_p: Floats
    variance_share: Floats


def monotony(answers: Answers, *, n_draws: int = 999, seed: int = 0) -> Monotony:
    """How uniform everybody's answers are, against those of others to the same items.

    References
    ----------
    Longest run and within-person variance: P. G. Curran, Journal of Experimental Social Psychology 66 (2016). The bound
    of a run: the sum over labels and over the places where a run may begin.
    """
    counts = np.zeros((answers.n_items, answers.n_classes))
    np.add.at(counts, (answers.item, answers.label), 1.0)
    mix = counts.sum(axis=0) / max(1, answers.n)
    draw = np.random.default_rng(seed)
    size = answers.n_workers
    longest = np.zeros(size, np.int64)
    run_p, entropy, expected, entropy_p, share = (np.full(size, np.nan) for _ in range(5))
    grade = np.arange(answers.n_classes, dtype=np.float64)
    for worker, rows in enumerate(answers.by_worker()):
        if not len(rows):
            continue
        label = answers.label[rows]
        own = np.bincount(label, minlength=answers.n_classes).astype(np.float64)
        others = _others(counts[answers.item[rows]], label, mix)
        longest[worker] = longest_run(label)
        run_p[worker] = run_bound(int(longest[worker]), len(rows), mix)
        entropy[worker], expected[worker] = _bits(own[None, :])[0], _bits(others[None, :])[0]
        drawn = _bits(draw.multinomial(len(rows), others / others.sum(), n_draws).astype(np.float64))
        entropy_p[worker] = _low_tail(entropy[worker], drawn)
        share[worker] = _variance_share(own, others, grade)
    return Monotony(answers.per_worker, longest, run_p, entropy, expected, entropy_p, share)


def longest_run(label: Codes) -> int:
    """Most equal answers in a row.

    Examples
    --------
    >>> longest_run(np.array([1, 1, 0, 0, 0, 1]))
    3
    """
    if not len(label):
        return 0
    ends = np.concatenate([[-1], np.flatnonzero(np.diff(label)), [len(label) - 1]])
    return int(np.diff(ends).max())


def run_bound(length: int, n: int, mix: Floats) -> float:
    """At most this is the chance that n draws from a mix have `length` equal ones in a row.

    Examples
    --------
    >>> round(run_bound(20, 100, np.array([0.5, 0.5])), 6)
    7.8e-05
    """
    if length > n:
        return 0.0
    starts = 1 + (n - length) * (1 - mix)
    return min(1.0, float((mix**length * starts).sum()))


def monotony_signals(
    answers: Answers, *, fewest: int = 20, false_share: float = 0.01, n_draws: int = 999, seed: int = 0
) -> list[Signal]:
    """Whoever's answers are more uniform than chance allows, corrected for the number of people.

    One answer may be right again and again: what others answered to the same items is the yardstick of entropy, and a
    queue sorted by its answers makes runs by itself.
    """
    found = monotony(answers, n_draws=n_draws, seed=seed)
    tested = np.flatnonzero(found.n >= fewest)
    signals = []
    runs = benjamini_hochberg(found.run_p[tested])
    low = benjamini_hochberg(found.entropy_p[tested])
    for nth, worker in enumerate(tested.tolist()):
        n, run = int(found.n[worker]), int(found.longest_run[worker])
        if runs[nth] <= false_share:
            words = f"{run} equal answers in a row, of {n:,}."
            p_value = float(runs[nth])
            signals.append(
                Signal("straight_line", "monotony", worker, float(run), None, None, None, n, p_value, words)
            )
        if low[nth] <= false_share and found.entropy[worker] < found.expected_entropy[worker]:
            own, usual = float(found.entropy[worker]), float(found.expected_entropy[worker])
            words = f"{own:.2f} bits in {n:,} answers, where others have {usual:.2f} on the same items."
            p_value = float(low[nth])
            signals.append(
                Signal("low_entropy", "monotony", worker, own, usual, None, None, n, p_value, words)
            )
    return signals


def _others(counts: Floats, label: Codes, mix: Floats) -> Floats:
    """What others answered to the same items, each item once; the crowd's mix where nobody else did."""
    left = counts.copy()
    left[np.arange(len(label)), label] -= 1
    total = left.sum(axis=1, keepdims=True)
    return np.asarray(np.where(total > 0, left / np.maximum(total, 1), mix).sum(axis=0))


def _low_tail(value: float, drawn: Floats) -> float:
    """The chance of a value as low; draws alone cannot show less than one over their number."""
    from statistics import NormalDist

    seen = (1 + int((drawn <= value + 1e-12).sum())) / (1 + len(drawn))
    spread = float(drawn.std())
    if seen > 1 / (1 + len(drawn)) or spread == 0:
        return seen
    return min(seen, NormalDist(float(drawn.mean()), spread).cdf(value))


def _bits(counts: Floats) -> Floats:
    share = counts / counts.sum(axis=1, keepdims=True)
    logs = np.log2(share, out=np.zeros_like(share), where=share > 0)
    return np.asarray(np.abs((share * logs).sum(axis=1)))


def _variance_share(own: Floats, others: Floats, grade: Floats) -> float:
    def variance(weight: Floats) -> float:
        mean = float((weight * grade).sum() / weight.sum())
        return float((weight * (grade - mean) ** 2).sum() / weight.sum())

    usual = variance(others)
    return variance(own) / usual if usual > 0 else float("nan")
