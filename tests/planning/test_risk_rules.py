"""Scores and bands, what a risk may become, when one fires, and what is refused."""

from datetime import date

import pytest

from assay.planning.enums import Comparison, Metric, RiskState
from assay.planning.rules.risks import (
    BY_HAND,
    TRANSITIONS,
    Rated,
    Trigger,
    band,
    fires,
    next_review,
    refuse_rated,
    refuse_risk,
    refuse_trigger,
    score,
)
from assay.planning.rules.standards import Measured
from assay.planning.rules.starters import STARTERS, starters_for
from assay.projects.enums import Segment

BELOW = Trigger(Metric.ACCURACY_MAJOR, Comparison.BELOW, 0.92)
ABOVE = Trigger(Metric.HANDLING_TIME, Comparison.ABOVE, 40)


@pytest.mark.parametrize(
    ("likelihood", "impact", "points", "name"),
    [
        (1, 1, 1, "low"),
        (2, 2, 4, "low"),
        (5, 1, 5, "medium"),
        (3, 3, 9, "medium"),
        (2, 5, 10, "high"),
        (3, 5, 15, "high"),
        (4, 4, 16, "critical"),
        (5, 5, 25, "critical"),
    ],
)
def test_a_score_falls_into_a_band(likelihood: int, impact: int, points: int, name: str) -> None:
    assert (score(likelihood, impact), str(band(likelihood, impact))) == (points, name)


@pytest.mark.parametrize(
    ("trigger", "measured", "expected"),
    [
        (BELOW, None, False),
        (BELOW, Measured(0.91, 0.88, 0.94, 400), True),
        (BELOW, Measured(0.92, 0.9, 0.94, 400), False),
        (BELOW, Measured(0.5, 0.3, 0.7, 29), False),
        (BELOW, Measured(0.5, 0.3, 0.7, 30), True),
        (ABOVE, Measured(41, 38, 44, 400), True),
        (ABOVE, Measured(40, 38, 42, 400), False),
        (ABOVE, Measured(12, 10, 14, 400), False),
    ],
)
def test_when_a_risk_fires(trigger: Trigger, measured: Measured | None, expected: bool) -> None:
    assert fires(trigger, measured) == expected


@pytest.mark.parametrize("state", RiskState.values)
@pytest.mark.parametrize("wanted", RiskState.values)
def test_what_a_risk_may_become(state: str, wanted: str) -> None:
    allowed = {
        "open": {"fired", "mitigated", "accepted", "closed"},
        "fired": {"open", "mitigated", "accepted", "closed"},
        "mitigated": {"open", "closed"},
        "accepted": {"open", "closed"},
        "closed": {"open"},
    }

    assert (TRANSITIONS.refuse(state, wanted) is None) == (wanted in allowed[state])
    assert RiskState.FIRED not in BY_HAND


@pytest.mark.parametrize(
    ("rated", "codes"),
    [
        (Rated(1, 5), []),
        (Rated(0, 5), ["risks.out_of_five"]),
        (Rated(3, 6), ["risks.out_of_five"]),
        (Rated(3, 3, 2, 3), []),
        (Rated(3, 3, 2), ["risks.out_of_five"]),
        (Rated(3, 3, 4, 1), ["risks.residual_is_worse"]),
        (Rated(3, 3, 1, 4), ["risks.residual_is_worse"]),
    ],
)
def test_what_is_left_is_never_worse(rated: Rated, codes: list[str]) -> None:
    assert [each.code for each in refuse_rated(rated)] == codes


@pytest.mark.parametrize(
    ("metric", "comparison", "value", "is_refused"),
    [
        ("", "", None, False),
        ("accuracy_major", "below", 0.9, False),
        ("accuracy_major", "", 0.9, True),
        ("accuracy_major", "below", None, True),
        ("", "below", 0.9, True),
        ("joy", "below", 0.9, True),
        ("accuracy_major", "beside", 0.9, True),
        ("accuracy_major", "below", float("nan"), True),
    ],
)
def test_a_trigger_is_whole_or_there_is_none(
    metric: str, comparison: str, value: float | None, is_refused: bool
) -> None:
    assert bool(refuse_trigger(metric, comparison, value)) == is_refused


def test_every_problem_of_a_risk_is_told_at_once() -> None:
    problems = refuse_risk(Rated(9, 9), title=" ", metric="joy", comparison="", value=None, every_days=0)

    assert [each.code for each in problems] == [
        "risks.needs_title",
        "risks.out_of_five",
        "risks.trigger_incomplete",
        "risks.cadence",
    ]


def test_the_next_review_is_due_after_the_cadence() -> None:
    assert next_review(date(2026, 2, 20), 14) == date(2026, 3, 6)


@pytest.mark.parametrize("segment", Segment.values)
def test_every_segment_begins_with_five_to_nine_risks_that_would_be_taken(segment: str) -> None:
    found = starters_for(segment)

    assert 5 <= len(found) <= 9
    for each in found:
        rated = Rated(each.likelihood, each.impact, *each.residual)
        assert refuse_risk(rated, title=each.title, metric="", comparison="", value=None, every_days=30) == []
        assert "" not in (each.cause, each.effect, each.mitigation, each.contingency)


def test_starters_have_keys_of_their_own_and_known_segments() -> None:
    assert len({each.key for each in STARTERS}) == len(STARTERS)
    assert {name for each in STARTERS for name in each.segments} == set(Segment.values)
