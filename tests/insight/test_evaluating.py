"""Two runs against the labels of a small delivery, reckoned by hand."""

from itertools import repeat

import pytest

from assay.insight.enums import EvaluationPart, SearchMeasure
from assay.insight.rules.evaluating import (
    MOST_LABELS,
    MOST_QUERIES,
    Evaluated,
    GradedLabel,
    Part,
    evaluated,
    refuse_labels,
)
from tests.stats.known import known

# Of the same words in two markets; nothing of the third query is relevant. Labels are certain: no chance is left.
LABELS = [
    GradedLabel("shoe", "x", 2, "DE-de", "de", 1.0),
    GradedLabel("shoe", "y", 0, "DE-de", "de", 1.0),
    GradedLabel("shoe", "x", 1, "FR-fr", "fr", 1.0),
    GradedLabel("boot", "x", -1, "FR-fr", "fr"),
]
FIRST = {"shoe": {"x": 3.0, "y": 2.0, "w": 1.0}}
SECOND = {"shoe": {"y": 3.0, "w": 2.0, "x": 1.0}, "cap": {"x": 1.0}}


def values(part: Part, side: int) -> dict[str, float | None]:
    return {each.measure.value: each.value for each in part.sides[side].figures}


def parts(found: Evaluated) -> dict[tuple[str, str], Part]:
    return {(part.kind.value, part.name): part for part in found.parts}


def test_two_runs_by_hand() -> None:
    found = evaluated(LABELS, [FIRST, SECOND], k=3)

    whole = parts(found)["all", ""]
    assert (whole.n_queries, whole.n_empty) == (2, 1)
    # Grades to 2: a reader stops at grade 2 with 3/4, at grade 1 with 1/4. The second run has x third everywhere.
    assert values(whole, 0) == pytest.approx({"ndcg": 1, "err": (0.75 + 0.25) / 2, "p": 1 / 3, "ap": 1})
    assert values(whole, 1) == pytest.approx(
        {"ndcg": 0.5, "err": (0.25 + 0.25 / 3) / 2, "p": 1 / 3, "ap": 1 / 3}
    )
    # In FR-fr nobody judged y.
    assert [(side.judged.k, side.judged.n, side.n_missing) for side in whole.sides] == [(3, 6, 0), (3, 6, 0)]
    # Two queries: whatever is seen, half of the swaps are as large. Four tests, so it is 1.
    gap = whole.gaps[0]
    assert (gap.value, gap.low, gap.high) == pytest.approx((0.5, 0.5, 0.5))
    assert (gap.measure, gap.p_value, gap.p_adjusted, gap.n) == (SearchMeasure.NDCG, 0.5, 1.0, 2)
    assert not whole.gaps[0].is_clear
    assert [gap.value for gap in whole.gaps][2] == 0.0


def test_markets_and_languages_are_told_apart_where_there_are_several() -> None:
    found = parts(evaluated(LABELS, [FIRST, SECOND], k=3))
    shared = parts(evaluated([*LABELS, GradedLabel("shoe", "x", 1, "AT-de", "de", 1.0)], [FIRST], k=3))
    alone = evaluated([LABELS[0]], [FIRST], k=3)

    assert [(*key, part.n_queries, part.n_empty) for key, part in found.items()] == [
        ("all", "", 2, 1),
        ("market", "DE-de", 1, 0),
        ("market", "FR-fr", 1, 1),
    ]
    # Languages that are markets by another name are not told twice.
    assert [(name, part.n_queries) for (kind, name), part in shared.items() if kind == "language"] == [
        ("de", 2),
        ("fr", 1),
    ]
    assert [part.kind for part in alone.parts] == [EvaluationPart.ALL]
    assert (alone.parts[0].gaps, alone.holes) == ((), ())


def test_holes_are_what_tells_the_runs_apart_best() -> None:
    found = evaluated(LABELS, [FIRST, SECOND], k=3)

    holes = [(hole.query, hole.document, hole.first_rank, hole.second_rank) for hole in found.holes]
    # Of y in FR-fr the runs disagree most: second here, first there.
    assert holes[0] == ("FR-fr\tshoe", "y", 2, 1)
    assert sorted(holes) == [
        ("DE-de\tshoe", "w", 3, 2), ("FR-fr\tshoe", "w", 3, 2), ("FR-fr\tshoe", "y", 2, 1)
    ]  # fmt: skip
    assert (found.n_holes, found.n_labels, found.n_unsure) == (3, 4, 1)
    assert sum(hole.share for hole in found.holes) == pytest.approx(1)


def test_an_answer_that_is_no_grade_is_judged_and_no_hole() -> None:
    broken = GradedLabel("shoe", "w", None, "DE-de", "de", 1.0)

    found = evaluated([*LABELS, broken], [FIRST, SECOND], k=3)

    assert sorted((hole.query, hole.document) for hole in found.holes) == [
        ("FR-fr\tshoe", "w"),
        ("FR-fr\tshoe", "y"),
    ]
    assert sum(hole.share for hole in found.holes) == pytest.approx(1)
    whole = parts(found)["all", ""]
    assert [side.judged.k for side in whole.sides] == [4, 4]
    assert values(whole, 1) == values(parts(evaluated(LABELS, [FIRST, SECOND], k=3))["all", ""], 1)


def test_a_grade_that_no_label_has_may_be_the_truth() -> None:
    found = evaluated([GradedLabel("q", "d", 1, likely={1: 0.5, 3: 0.5})], [{"q": {"d": 1.0}}], k=1)

    # A reader stops with 1/8 at grade 1 and 7/8 at grade 3.
    err = found.parts[0].sides[0].figures[1]
    assert [known(err.low), known(err.high)] == pytest.approx([1 / 8, 7 / 8])


def test_equal_runs_differ_by_nothing_and_doubt_widens() -> None:
    same = evaluated(LABELS, [FIRST, FIRST], k=3)
    unsure = [GradedLabel("shoe", f"d{nth}", nth % 3, "", "", 0.6) for nth in range(9)]
    run = {"shoe": {f"d{nth}": float(9 - nth) for nth in range(9)}}

    shaken = evaluated(unsure, [run], k=5).parts[0].sides[0].figures[0]

    assert {(gap.value, gap.low, gap.high, gap.p_adjusted) for gap in same.parts[0].gaps} == {(0, 0, 0, 1)}
    # One query, drawn again and again: all that moves is what the labels may be.
    assert known(shaken.high) - known(shaken.low) > 0.2


def test_neither_is_better_where_too_little_was_judged() -> None:
    """Eight queries in which the first has what is relevant above: p = 2 / 2**8, and four are tested."""
    labels = [
        GradedLabel(f"q{nth}", name, "yx".index(name), "", "", 1.0) for nth in range(8) for name in "xy"
    ]
    first, second, bare = (
        {f"q{nth}": {name: float(-at) for at, name in enumerate(names)} for nth in range(8)}
        for names in ("xy", "yx", "wx")
    )

    whole, thin, empty = (
        evaluated(labels, [first, other], k=2).parts[0] for other in (second, bare, {"q0": second["q0"]})
    )

    assert [side.judged.value for side in thin.sides] == [1.0, 0.5]
    assert [(part.gaps[0].is_clear, part.is_thin, part.is_clear(part.gaps[0])) for part in (whole, thin)] == [
        (True, False, True), (True, True, False)
    ]  # fmt: skip
    # What is not there was not left unjudged.
    assert (empty.is_thin, empty.sides[1].n_missing, empty.is_clear(empty.gaps[0])) == (False, 7, True)


def test_what_is_too_large_or_judged_twice_is_refused() -> None:
    no_grade = GradedLabel("shoe", "x", None, "DE-de")
    cases = {
        "": [*LABELS, no_grade, no_grade],
        "evaluations.pair_twice": [*LABELS, LABELS[0]],
        "evaluations.too_many": [GradedLabel("q", "x", 1, f"m{nth}") for nth in range(MOST_QUERIES + 1)],
    }
    reasons = {code: refuse_labels(labels) for code, labels in cases.items()}

    assert {code: reason.code if reason else "" for code, reason in reasons.items()} == {
        code: code for code in cases
    }
    many = refuse_labels(repeat(no_grade, MOST_LABELS + 1))
    assert many is not None
    assert many.text == (
        "This delivery is too large to be measured at once: it may have 500,000 labels, and 20,000 queries, each "
        "counted in every market."
    )


def test_nothing_relevant_is_undefined() -> None:
    found = evaluated([LABELS[3]], [FIRST, SECOND], k=3)

    assert [(part.n_queries, part.n_empty, part.gaps) for part in found.parts] == [(0, 1, ())]
    assert values(found.parts[0], 0) == {"ndcg": None, "err": None, "p": None, "ap": None}
