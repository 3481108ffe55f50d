"""Groups that are shown: the large ones alone, the small ones together or not at all."""

from collections.abc import Sequence

import pytest

from assay.kit.small_groups import Apart, told_apart


def are_three(groups: Sequence[int]) -> bool:
    return sum(groups) >= 3


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({}, Apart((), ())),
        ({"a": 2}, Apart((), ())),
        ({"a": 3}, Apart(("a",), ())),
        ({"a": 3, "b": 2}, Apart(("a",), ())),
        ({"a": 2, "b": 1, "c": 4}, Apart(("c",), ("a", "b"))),
        ({"a": 0, "b": 3}, Apart(("b",), ())),
    ],
)
def test_small_groups_are_shown_together_where_that_is_enough(
    groups: dict[str, int], shown: Apart[str]
) -> None:
    assert told_apart(groups, are_three) == shown
