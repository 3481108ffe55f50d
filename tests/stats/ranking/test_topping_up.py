"""Which holes to have judged: worked by hand, and against what labels do to simulated differences."""

from math import log2

import numpy as np
import pytest

from assay.stats.ranking import Hole, evaluate, grade_shares, measure, top_up

QRELS = {"q": {"a": 1.0}}
RUNS = {"q": {"a": 3.0, "b": 2.0}}, {"q": {"b": 3.0, "a": 2.0, "c": 1.0}}
EVEN = [0.5, 0.5]


def test_two_holes_worked_by_hand() -> None:
    found = top_up(QRELS, RUNS, k=3, grades=[0, 1], shares=EVEN)

    two, three = 1 / log2(3), 0.5
    # Of c, while b gains a half: with c irrelevant, and relevant.
    of_c = (1 + two / 2 - 0.5 - two) / (1 + two / 2), (1 + two / 2 - 0.5 - two - three) / (1 + two + 0.25)
    of_b = (1 - two - three / 2) / (1 + two / 2), (-three / 2) / (1 + two + 0.25)
    told = {"c": ((of_c[0] - of_c[1]) / 2) ** 2, "b": ((of_b[0] - of_b[1]) / 2) ** 2}
    assert [(hole.document, hole.first_rank, hole.second_rank) for hole in found] == [
        ("c", None, 3),
        ("b", 2, 1),
    ]
    assert {hole.document: hole.removed for hole in found} == pytest.approx(told)
    assert [hole.share for hole in found] == pytest.approx(
        [told["c"] / sum(told.values()), told["b"] / sum(told.values())]
    )


def test_a_label_that_is_a_coin_tells_nothing_and_a_noisy_one_less() -> None:
    noisy = np.array([[0.8, 0.2], [0.2, 0.8]])

    sure, unsure, coin = (
        top_up(QRELS, RUNS, k=3, grades=[0, 1], shares=EVEN, label_given_truth=table, most=1)
        for table in (None, noisy, np.full((2, 2), 0.5))
    )

    assert unsure[0].removed == pytest.approx(sure[0].removed * 0.6**2)
    assert (coin[0].removed, coin[0].share) == (0.0, 0.0)


def test_equal_runs_and_judged_ones_have_nothing_to_ask() -> None:
    same = RUNS[1], RUNS[1]

    assert [hole.removed for hole in top_up(QRELS, same, k=3, grades=[0, 1], shares=EVEN)] == [0.0, 0.0]
    assert top_up({"q": dict.fromkeys("abc", 1.0)}, RUNS, k=3, grades=[0, 1], shares=EVEN) == []
    assert top_up({}, RUNS, k=3, grades=[0, 1], shares=EVEN) == []


def test_the_proposed_half_leaves_less_doubt_than_the_other_half() -> None:
    draw = np.random.default_rng(3)
    names = [f"d{nth}" for nth in range(12)]
    runs = tuple(
        {f"q{q}": {name: float(draw.random()) for name in names} for q in range(6)} for _ in range(2)
    )
    truth = {f"q{q}": {name: float(draw.integers(0, 2)) for name in names} for q in range(6)}
    judged = {query: {name: truth[query][name] for name in names[:4]} for query in truth}
    holes = top_up(judged, (runs[0], runs[1]), k=6, grades=[0, 1], shares=EVEN)

    def doubt(asked: list[Hole]) -> float:
        """The variance of the difference over the holes that are left, drawn as they may be."""
        told = {(hole.query, hole.document) for hole in asked}
        found = []
        for _ in range(300):
            qrels = {query: dict(each) for query, each in judged.items()}
            for hole in holes:
                is_told = (hole.query, hole.document) in told
                grade = truth[hole.query][hole.document] if is_told else float(draw.integers(0, 2))
                qrels[hole.query][hole.document] = grade
            sides = [evaluate(qrels, run, measure("ndcg", k=6)) for run in runs]
            found.append(np.mean([(sides[0][q] or 0.0) - (sides[1][q] or 0.0) for q in qrels]))
        return float(np.var(found))

    half = len(holes) // 2
    assert doubt(holes[:half]) < 0.5 * doubt(holes[half:])


def test_shares_of_grades_are_those_of_judged_results_that_were_shown() -> None:
    qrels = {"q": {"a": 1.0, "b": 0.0, "z": 2.0}, "r": {"a": 1.0}}

    # a and b of q are shown, z is not; r returned nothing: (0.5 + 1, 0.5 + 1, 0.5) / 3.5.
    found = grade_shares(qrels, [{"q": {"a": 2.0, "b": 1.0}}], [0, 1, 2], k=10)

    assert found == pytest.approx([1.5 / 3.5, 1.5 / 3.5, 0.5 / 3.5])
    with pytest.raises(ValueError, match="no grade"):
        grade_shares(qrels, [{"q": {"a": 2.0}}], [0, 5], k=10)


def test_wrong_settings_are_errors() -> None:
    with pytest.raises(ValueError, match="cubic"):
        top_up(QRELS, RUNS, k=3, grades=[0, 1], shares=EVEN, gain="cubic")
    with pytest.raises(ValueError, match="depth"):
        top_up(QRELS, RUNS, k=0, grades=[0, 1], shares=EVEN)
    with pytest.raises(ValueError, match="sum to 1"):
        top_up(QRELS, RUNS, k=3, grades=[0, 1], shares=[0.5])
    with pytest.raises(ValueError, match="chances"):
        top_up(QRELS, RUNS, k=3, grades=[0, 1], shares=EVEN, label_given_truth=np.ones((2, 2)))
