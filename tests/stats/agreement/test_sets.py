"""Alpha of sets: by hand, against alpha of classes, and what nothing can be said of."""

import pytest

from assay.stats.agreement import krippendorff_alpha, set_alpha, set_distance
from assay.stats.truth import encode

A, B, AB, BC, ABC = (frozenset(each) for each in ("a", "b", "ab", "bc", "abc"))


@pytest.mark.parametrize(
    ("one", "other", "masi", "jaccard"),
    [
        (AB, AB, 0.0, 0.0),
        (A, B, 1.0, 1.0),
        # One of three is shared, and one holds the other: 1 - 1/3 * 2/3.
        (A, ABC, 7 / 9, 2 / 3),
        # One of three is shared, and each has something of its own: 1 - 1/3 * 1/3.
        (AB, BC, 8 / 9, 2 / 3),
    ],
)
def test_distances_of_passonneau_and_jaccard(
    one: frozenset[str], other: frozenset[str], masi: float, jaccard: float
) -> None:
    assert set_distance(one, other) == pytest.approx(masi)
    assert set_distance(other, one, distance="jaccard") == pytest.approx(jaccard)


def test_alpha_by_hand() -> None:
    units = [[A, A], [A, AB], [B, B], [B, B]]
    # Observed: one pair at 2/3, twice, over eight judgments. Expected: three a, four b, one ab over 8 * 7 pairs.
    observed = 2 * (2 / 3) / 8
    expected = 2 * (3 * 4 * 1.0 + 3 * 1 * (2 / 3) + 4 * 1 * (2 / 3)) / 56

    found = set_alpha(units)

    assert found is not None
    assert found.alpha == pytest.approx(1 - observed / expected)
    assert (found.agreement, found.n_items, found.n_judgments, found.metric) == (0.75, 4, 8, "masi")


def test_sets_of_one_are_classes() -> None:
    units = [str(n) for n in range(10)] * 2
    classes = krippendorff_alpha(encode(units, "v" * 10 + "w" * 10, "0100000010" + "1110010000").judgments)
    pairs = zip("0100000010", "1110010000", strict=True)

    sets = set_alpha([[frozenset(one), frozenset(other)] for one, other in pairs])

    assert sets is not None
    assert sets.alpha == pytest.approx(classes.alpha)
    assert sets.agreement == classes.agreement


def test_the_interval_holds_the_value_and_narrows_with_more_items() -> None:
    units = [[A, A], [A, AB], [B, B], [B, BC], [ABC, AB]]
    few, many = set_alpha(units * 4, seed=1), set_alpha(units * 40, seed=1)

    widths = []
    for each in (few, many):
        assert each is not None
        assert each.alpha is not None
        assert each.alpha_low is not None
        assert each.alpha_high is not None
        assert each.alpha_low <= each.alpha <= each.alpha_high
        widths.append(each.alpha_high - each.alpha_low)
    assert widths[1] < widths[0] / 2


def test_what_nothing_can_be_said_of() -> None:
    alone, same = set_alpha([[A], [B]]), set_alpha([[A, A], [A, A]])

    assert alone is not None
    assert same is not None
    assert (alone.n_items, alone.alpha, alone.agreement) == (0, None, None)
    assert (same.alpha, same.agreement) == (None, 1.0)
    with pytest.raises(ValueError, match="masi, jaccard"):
        set_distance(A, B, distance="cosine")
