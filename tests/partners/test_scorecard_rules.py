"""Scores, gates and ranks, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.partners.enums import ScoreMeasure as M
from assay.partners.rules.scorecard import SHIPPED, Term, card_of, ranks, refuse_terms
from assay.planning.rules.standards import Measured

TERMS = {M.QUALITY: Term(0.6, 0.9), M.HOURS: Term(0.4, 0.8), M.CRITICAL: Term(0.0, 0.98, is_gate=True)}


def told(value: float, n: int = 100, high: float | None = None) -> Measured:
    return Measured(value, max(0.0, value - 0.05), value + 0.05 if high is None else high, n)


@pytest.mark.parametrize(
    ("values", "score", "ungated"),
    [
        ({M.QUALITY: told(0.9), M.HOURS: told(0.8)}, 100, 100),
        ({M.QUALITY: told(1.0), M.HOURS: told(1.0)}, 100, 100),
        # 0.6 * 0.45/0.9 + 0.4 * 1 = 0.7.
        ({M.QUALITY: told(0.45), M.HOURS: told(0.9)}, 70, 70),
        # Hours are not measured: quality alone is 0.6 of the weights, which is enough.
        ({M.QUALITY: told(0.45)}, 50, 50),
        # Hours alone are 0.4, which is not; neither are four reviews.
        ({M.HOURS: told(0.8)}, None, None),
        ({M.QUALITY: told(0.9, n=4), M.HOURS: told(0.8)}, None, None),
        # All of the interval below the gate takes the score; half of it does not.
        ({M.QUALITY: told(0.9), M.HOURS: told(0.8), M.CRITICAL: told(0.9, high=0.97)}, 0, 100),
        ({M.QUALITY: told(0.9), M.HOURS: told(0.8), M.CRITICAL: told(0.9, high=0.99)}, 100, 100),
        ({M.QUALITY: told(0.9), M.HOURS: told(0.8), M.CRITICAL: told(0.0, n=4, high=0.5)}, 100, 100),
        ({M.HOURS: told(0.8), M.CRITICAL: told(0.9, high=0.97)}, None, None),
    ],
)
def test_a_score_is_what_was_reached_of_each_target_by_weight(
    values: dict[M, Measured], score: float | None, ungated: float | None
) -> None:
    card = card_of(TERMS, values)

    assert card.score == (None if score is None else pytest.approx(score))
    assert card.ungated == (None if ungated is None else pytest.approx(ungated))


def test_a_checklist_scores_from_its_first_line_on() -> None:
    """One of two lines has expired: half of its twentieth; two signatures are too few to score."""
    values = {measure: told(1.0) for measure in M if measure not in {M.EVIDENCE, M.COMPLIANCE}}
    values |= {M.EVIDENCE: told(0.5, n=2), M.COMPLIANCE: told(0.0, n=2)}

    card = card_of(SHIPPED, values)

    assert card.score == pytest.approx(100 * (0.95 - 0.025) / 0.95)


@given(st.lists(st.integers(-1, 100), min_size=len(M), max_size=len(M)))
def test_points_of_the_lines_come_to_the_score(percents: list[int]) -> None:
    """-1 stands for what was not measured."""
    values = {measure: told(n / 100, high=1.0) for measure, n in zip(M, percents, strict=True) if n >= 0}
    card = card_of(SHIPPED, values)

    assert [each.measure for each in card.figures] == list(SHIPPED)
    if card.score is not None:
        assert sum(each.points or 0 for each in card.figures) == pytest.approx(card.score)
        assert 0 <= card.score <= 100.0000001


@pytest.mark.parametrize(
    ("changes", "reason", "expected"),
    [
        ({}, "A new year.", set()),
        ({}, "  ", {"partners.terms_reason"}),
        ({M.QUALITY: Term(0.45, 0.95)}, "Why.", {"partners.weights_differ"}),
        ({M.QUALITY: Term(0.35, 0.0)}, "Why.", {"partners.target_range"}),
        ({M.QUALITY: Term(float("nan"), 0.9)}, "Why.", {"partners.target_range"}),
        ({M.QUALITY: Term(-0.35, 0.9)}, "Why.", {"partners.target_range"}),
    ],
)
def test_which_terms_are_refused(changes: dict[M, Term], reason: str, expected: set[str]) -> None:
    assert {each.code for each in refuse_terms({**SHIPPED, **changes}, reason)} == expected


def test_every_measure_is_said() -> None:
    assert [each.code for each in refuse_terms(TERMS, "Why.")] == ["partners.measure_missing"]


def test_equal_scores_share_a_rank() -> None:
    assert ranks([80.0, None, 90.0, 80.0, 70.0]) == [2, None, 1, 2, 4]
