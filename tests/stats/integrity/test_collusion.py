"""Copied errors stand out, shared difficulty does not."""

import numpy as np
import pytest

from assay.stats.integrity import Answers, collusion, collusion_signals, identical_wrong
from tests.stats.integrity.crowds import copied, honest


@pytest.mark.parametrize(("chance", "p_value"), [(0.25, 3.2e-6), (1 / 3, 8.2e-5)])
def test_twelve_of_fourteen_identical_errors(chance: float, p_value: float) -> None:
    assert identical_wrong(12, 14, chance) == pytest.approx(p_value, rel=0.02)


def test_copiers_are_found_and_nobody_else() -> None:
    answers, truth = honest(1)
    for target in (7, 11):
        answers = copied(answers, 3, target)

    found = collusion(answers, truth)

    assert found.clusters == ((3, 7, 11),)
    assert {(pair.first, pair.second) for pair in found.suspects} <= {(3, 7), (3, 11), (7, 11)}
    assert [signal.worker for signal in collusion_signals(found)] == [3, 7, 11]
    worst = found.suspects[0]
    assert worst.n_identical == worst.n_both_wrong > 0.9 * worst.n_both_wrong > 2 * worst.chance
    assert 400 < found.n_tested == len(found.pairs) <= 30 * 29 // 2


@pytest.mark.parametrize("n_tempting", [0, 60])
def test_honest_people_are_left_alone_also_by_tempting_items(n_tempting: int) -> None:
    suspects = [collusion(*honest(seed, n_tempting=n_tempting)).suspects for seed in range(12)]

    assert sum(bool(each) for each in suspects) <= 1


def test_a_consensus_serves_where_truth_is_not_known() -> None:
    answers, _ = honest(2, accuracy=0.6)
    answers = copied(answers, 0, 1)
    counts = np.zeros((answers.n_items, answers.n_classes))
    np.add.at(counts, (answers.item, answers.label), 1.0)

    assert collusion(answers, counts.argmax(axis=1)).clusters == ((0, 1),)


def test_two_classes_say_nothing() -> None:
    one = np.zeros(1, np.int64)

    found = collusion(Answers(one, one, one, 1, 1, 2), one)

    assert (found.suspects, found.n_tested) == ((), 0)
    assert found.outcome == "with two classes every shared error is the same"


def test_too_little_in_common_says_nothing() -> None:
    answers, truth = honest(3, n_items=20)

    found = collusion(answers, truth)

    assert found.outcome == "no two people share 20 items, and errors among them"


def test_items_without_truth_do_not_count() -> None:
    answers, truth = honest(4)

    assert collusion(answers, np.full_like(truth, -1)).n_tested == 0


def test_impossible_counts_are_errors() -> None:
    with pytest.raises(ValueError, match="among shared ones"):
        identical_wrong(5, 4, 0.2)
