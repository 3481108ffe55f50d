"""Pairs of people, against one table at a time."""

from itertools import combinations

import numpy as np
import pytest

from assay.stats.agreement import cohen_kappa, paired_rows, per_pair, table_of
from assay.stats.sampling import wilson
from assay.stats.truth import Judgments, encode
from tests.stats.agreement.test_coefficients import four_raters


def slow_table(
    judgments: Judgments, first: int, second: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    answers = [
        {
            int(i): int(k)
            for i, w, k in zip(judgments.item, judgments.worker, judgments.label, strict=True)
            if w == who
        }
        for who in (first, second)
    ]
    both = sorted(answers[0].keys() & answers[1].keys())
    sides = [np.array([side[item] for item in both], np.int32) for side in answers]
    return table_of(sides[0], sides[1], judgments.n_classes)


def test_pairs_are_those_of_their_tables() -> None:
    judgments = four_raters()

    found = per_pair(judgments)

    assert list(zip(found.first.tolist(), found.second.tolist(), strict=True)) == list(
        combinations(range(4), 2)
    )
    for nth, (first, second) in enumerate(combinations(range(4), 2)):
        table = slow_table(judgments, first, second)
        kappa, share = cohen_kappa(table), wilson(int(np.trace(table)), int(table.sum()))
        assert (found.n_shared[nth], found.n_same[nth]) == (table.sum(), np.trace(table))
        assert (found.kappa[nth], found.kappa_low[nth], found.kappa_high[nth]) == pytest.approx(
            (kappa.value, kappa.low, kappa.high)
        )
        assert (found.agreement[nth], found.low[nth], found.high[nth]) == pytest.approx(
            (share.value, share.low, share.high)
        )


def test_a_pair_of_one_answer_has_no_kappa() -> None:
    found = per_pair(encode([*"abab"], [*"vvww"], [*"yyyy"]).judgments)

    assert (found.is_kappa_defined.tolist(), found.agreement.tolist()) == ([False], [1.0])
    assert np.isnan(found.kappa[0])


def test_pairs_with_little_in_common_can_be_left_out() -> None:
    judgments = four_raters()

    assert per_pair(judgments, at_least=10).n_shared.tolist() == [10, 10]


def test_nobody_shares_an_item() -> None:
    rows = paired_rows(encode([*"ab"], [*"vw"], [*"yn"]).judgments)

    assert (len(rows.pair), len(rows.first)) == (0, 0)
    assert len(per_pair(encode([*"ab"], [*"vw"], [*"yn"]).judgments).first) == 0


def test_an_item_gives_a_row_per_two_judgments() -> None:
    rows = paired_rows(encode([*"aaaab"], [*"stuvs"], [*"ynyny"]).judgments)

    assert (len(rows.pair), len(rows.first), rows.item.tolist()) == (6, 6, [0] * 6)
