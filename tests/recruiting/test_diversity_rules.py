"""What of people's answers about themselves is shown: nobody is found by what is shown, nor by taking it away."""

import random

import pytest

from assay.recruiting.enums import NeedState
from assay.recruiting.rules.diversity import (
    LEAST,
    Compared,
    Groups,
    compared,
    groups_of,
    is_due,
    refuse_answers,
    refuse_need,
)
from assay.stats.sampling import wilson


@pytest.mark.parametrize(
    ("answers", "n_pool", "shown"),
    [
        ({}, 50, None),
        ({"woman": 9}, 50, None),
        ({"woman": 10}, 50, Groups({"woman": 10}, 0, 50)),
        # Nearly everybody said the same: that would be said of each of them.
        ({"woman": 10}, 10, None),
        ({"woman": 10}, 19, None),
        ({"woman": 10}, 20, Groups({"woman": 10}, 0, 20)),
        ({"woman": 10, "man": 10}, 20, Groups({"woman": 10, "man": 10}, 0, 20)),
        # Three are hidden among those who said nothing.
        ({"woman": 12, "man": 11, "another": 3}, 60, Groups({"woman": 12, "man": 11}, 0, 60)),
        # Everybody has answered: the three go with the smallest group, or the rest would be they.
        ({"woman": 12, "man": 11, "another": 3}, 26, Groups({"woman": 12}, 14, 26)),
        ({"woman": 12, "another": 3}, 15, None),
        # Rare answers that are enough together.
        ({"a": 6, "b": 5, "c": 20}, 90, Groups({"c": 20}, 11, 90)),
    ],
)
def test_what_is_shown(answers: dict[str, int], n_pool: int, shown: Groups | None) -> None:
    assert groups_of(answers, n_pool) == shown


@pytest.mark.parametrize("seed", range(300))
def test_no_difference_of_what_is_shown_and_known_is_a_small_group_of_one_answer(seed: int) -> None:
    """Also for somebody who knows how many people there are, and that all of them have answered."""
    chance = random.Random(seed)
    answers = {name: chance.choice((0, 1, 3, 9, 10, 11, 25)) for name in "abcd"[: chance.randint(1, 4)]}
    n_said = sum(answers.values())
    n_pool = n_said + chance.choice((0, 1, 9, 10, 40))

    found = groups_of(answers, n_pool)

    if found is None:
        return
    assert all(n >= LEAST for n in found.answers.values())
    assert found.n_others == 0 or found.n_others >= LEAST
    n_hidden = n_said - found.n
    n_rest = n_pool - found.n
    assert n_hidden == 0 or n_rest >= LEAST
    assert len(found.answers) + bool(found.n_others) > 1 or n_rest >= LEAST


@pytest.mark.parametrize(
    ("n_before", "n_now", "n_same", "due"),
    [
        (0, 9, 0, False),
        (0, 10, 0, True),
        (20, 21, 20, False),
        (20, 20, 16, False),
        (20, 20, 15, True),
        (20, 11, 11, False),
        (20, 10, 10, True),
    ],
)
def test_figures_change_for_ten_people_at_once(n_before: int, n_now: int, n_same: int, due: bool) -> None:
    assert is_due(n_before=n_before, n_now=n_now, n_same=n_same) is due


def test_what_is_needed_against_what_is_shown() -> None:
    found = {"gender": Groups({"woman": 20, "man": 60}, 0, 200), "age": None}
    shares = {"gender": {"woman": 0.5, "man": 0.3, "another": 0.1}, "age": {"65+": 0.1, "18-24": 0.0}}

    assert compared(shares, found) == [
        Compared("gender", "another", 0.1, None, NeedState.UNKNOWN),
        Compared("gender", "man", 0.3, wilson(60, 80), NeedState.MET),
        Compared("gender", "woman", 0.5, wilson(20, 80), NeedState.SHORT),
        Compared("age", "65+", 0.1, None, NeedState.UNKNOWN),
    ]
    [near] = compared({"gender": {"woman": 0.25}}, found)
    assert near.state == NeedState.OPEN


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        ({}, []),
        ({"gender": "woman", "age": "65+", "variety": "pt-BR"}, []),
        ({"gender": "x"}, ["gender"]),
        ({"variety": "xx-XX", "height": "tall"}, ["variety", "height"]),
    ],
)
def test_answers_are_those_that_are_offered(answers: dict[str, str], fields: list[str]) -> None:
    assert [each.field for each in refuse_answers(answers, ["pt-BR"])] == fields


@pytest.mark.parametrize(
    ("shares", "codes"),
    [
        ({}, []),
        ({"gender": {"woman": 0.5, "man": 0.5}}, []),
        ({"gender": {"woman": 0.6, "man": 0.5}}, ["diversity.sum"]),
        ({"gender": {"woman": -0.01}}, ["diversity.share"]),
        ({"gender": {"tall": 0.1}}, ["diversity.unknown"]),
    ],
)
def test_a_need_is_shares_of_groups_that_there_are(
    shares: dict[str, dict[str, float]], codes: list[str]
) -> None:
    assert [each.code for each in refuse_need(shares, [])] == codes
