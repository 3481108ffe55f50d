"""Which results to have judged next, so that the difference of two runs is known better with each label."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from assay.stats.ranking.evaluating import Grades, ranked
from assay.stats.ranking.measures import GAINS

Floats = NDArray[np.float64]
Ranks = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Hole:
    """A result that nobody judged.

    Attributes
    ----------
    query, document : str
    first_rank, second_rank : int or None
        Where each run has it; None: not among its first k.
    removed : float
        Variance of the mean difference that one label of it is expected to take away.
    share : float
        That as a share of what labels of all holes would, 0 to 1.
    """

    query: str
    document: str
    first_rank: int | None
    second_rank: int | None
    removed: float
    share: float


def grade_shares(qrels: Grades, runs: Sequence[Grades], grades: Sequence[float], *, k: int) -> list[float]:
    """How common each grade is among judged results of the runs' first k: what a hole is taken to be.

    A half is added to each grade. Holes are as a rule less relevant than what was judged first, so this errs to
    the side of holes that matter.

    Raises
    ------
    ValueError
        When a grade is not on the scale.

    Examples
    --------
    >>> qrels = {"q": {"a": 1.0, "b": 0.0, "z": 1.0}}
    >>> [round(each, 4) for each in grade_shares(qrels, [{"q": {"a": 2.0, "b": 1.0}}], [0, 1], k=10)]
    [0.5, 0.5]
    """
    place = {grade: nth for nth, grade in enumerate(grades)}
    counts = [0.5] * len(place)
    for query, judged in qrels.items():
        shown = {document for run in runs for document in ranked(run.get(query, {}))[:k]}
        for document in shown & judged.keys():
            if judged[document] not in place:
                raise ValueError(f"{judged[document]:g} is no grade of the scale")
            counts[place[judged[document]]] += 1
    return [count / sum(counts) for count in counts]


def top_up(
    qrels: Grades,
    runs: tuple[Grades, Grades],
    *,
    k: int,
    grades: Sequence[float],
    shares: Sequence[float],
    gain: str = "linear",
    label_given_truth: Floats | None = None,
    most: int | None = None,
) -> list[Hole]:
    """Holes among the first k of either run, those whose label tells most of the difference in nDCG@k first.

    For each hole the difference is reckoned with each grade it may have, while the other holes have their expected
    gain: how much that varies is what a label of it takes away. Holes are taken as independent; taking the first
    ones of the list is then the best batch up to what they share through the ideal list of a query. A hole at the
    same rank in both runs hardly tells them apart and comes last.

    Parameters
    ----------
    qrels : query to document to grade
        Only its queries count; each weighs the same.
    grades, shares : sequences of the same length
        The scale, and how likely each grade is for a hole (as `grade_shares` finds it), summing to 1.
    label_given_truth : float64 array (n_grades, n_grades), optional
        P(label | truth), truths in rows: labels of the crowd take less away. Left out: labels are right.
    most : int, optional
        So many holes and no more.

    Raises
    ------
    ValueError
        For an unknown gain, a depth below 1, or shares that do not sum to 1.

    References
    ----------
    B. Carterette, J. Allan, R. Sitaraman: Minimal test collections for retrieval evaluation. SIGIR (2006): documents
    by what their judgment may change of the difference.

    Examples
    --------
    >>> qrels = {"q": {"a": 1.0}}
    >>> runs = {"q": {"a": 3.0, "b": 2.0}}, {"q": {"b": 3.0, "a": 2.0, "c": 1.0}}
    >>> [(hole.document, round(hole.share, 2)) for hole in top_up(qrels, runs, k=3, grades=[0, 1], shares=[0.5, 0.5])]
    [('c', 0.66), ('b', 0.34)]
    """
    scale = _scale(grades, shares, gain, label_given_truth)
    if k < 1:
        raise ValueError("a depth is 1 or more")
    found: list[tuple[str, str, int | None, int | None, float]] = []
    for query, judged in qrels.items():
        first, second = (
            {document: nth for nth, document in enumerate(ranked(run.get(query, {}))[:k], 1)} for run in runs
        )
        for document, told in _told_of(judged, first, second, scale, k=k):
            rank = first.get(document), second.get(document)
            found.append((query, document, *rank, told / len(qrels) ** 2))
    total = sum(each[-1] for each in found)
    found.sort(key=lambda each: (-each[-1], each[0], each[1]))
    return [Hole(*each, share=each[-1] / total if total > 0 else 0.0) for each in found[:most]]


@dataclass(frozen=True, slots=True)
class _Scale:
    gain_of: Callable[[float], float]
    gains: Floats
    likely: Floats
    label_given_truth: Floats


def _scale(
    grades: Sequence[float], shares: Sequence[float], gain: str, label_given_truth: Floats | None
) -> _Scale:
    if gain not in GAINS:
        raise ValueError(f"a gain is one of {', '.join(GAINS)}, not {gain}")
    likely = np.asarray(shares, np.float64)
    if len(likely) != len(grades) or (likely < 0).any() or abs(likely.sum() - 1) > 1e-6:
        raise ValueError("every grade has its share, and they sum to 1")
    answers = np.eye(len(likely)) if label_given_truth is None else np.asarray(label_given_truth, np.float64)
    if answers.shape != (len(likely),) * 2 or not np.allclose(answers.sum(axis=1), 1):
        raise ValueError("the chances of labels under each truth sum to 1")

    def gain_of(grade: float) -> float:
        return float(grade) if gain == "linear" else float(2**grade) - 1

    return _Scale(gain_of, np.array([gain_of(grade) for grade in grades]), likely, answers)


def _told_of(
    judged: Mapping[str, float], first: Ranks, second: Ranks, scale: _Scale, *, k: int
) -> Iterator[tuple[str, float]]:
    """Each hole of one query with the variance of its difference that a label takes away."""
    known = {document: scale.gain_of(grade) for document, grade in judged.items()}
    holes = sorted((first.keys() | second.keys()) - known.keys())
    expected = known | dict.fromkeys(holes, float(scale.likely @ scale.gains))
    for hole in holes:
        by_grade = [_difference(expected | {hole: float(each)}, first, second, k=k) for each in scale.gains]
        yield hole, _told(np.array(by_grade), scale.likely, scale.label_given_truth)


def _difference(gains: Mapping[str, float], first: Ranks, second: Ranks, *, k: int) -> float:
    """nDCG of the first less that of the second, from gains; 0 where nothing gains."""
    best = sorted(gains.values(), reverse=True)[:k]
    ideal = sum(each / log2(rank + 1) for rank, each in enumerate(best, 1))
    if ideal <= 0:
        return 0.0
    one, other = (
        sum(gains[each] / log2(rank + 1) for each, rank in side.items()) for side in (first, second)
    )
    return (one - other) / ideal


def _told(by_grade: Floats, likely: Floats, label_given_truth: Floats) -> float:
    """The variance of what is expected once the label is seen: that much uncertainty is gone."""
    joint = likely[:, None] * label_given_truth
    seen = joint.sum(axis=0)
    is_possible = seen > 0
    expected = (by_grade @ joint)[is_possible] / seen[is_possible]
    return float(seen[is_possible] @ (expected - likely @ by_grade) ** 2)
