"""What of the pulse check is shown: never a group of fewer than five, nor one that can be worked out from others."""

import random
from datetime import date
from itertools import combinations

import numpy as np
import pytest

from assay.wellbeing.enums import PulseQuestion
from assay.wellbeing.rules import reasons
from assay.wellbeing.rules.pulse import (
    LEAST,
    Counts,
    Group,
    Publication,
    Site,
    Spread,
    is_closed,
    problems,
    publication,
)


def answers(n: int, answer: int = 4) -> Counts:
    """So many people who answered every question alike."""
    return {
        question: [n if each == answer else 0 for each in range(1, 6)] for question in PulseQuestion.values
    }


def sizes(found: Publication) -> tuple[dict[Site, int], int | None, int | None]:
    def n(group: Group) -> int:
        return min(each.n for each in group.values())

    return (
        {site: n(group) for site, group in found.sites.items()},
        n(found.others) if found.others else None,
        n(found.together) if found.together else None,
    )


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({}, ({}, None, None)),
        ({1: 4}, ({}, None, None)),
        ({1: 5}, ({1: 5}, None, 5)),
        # Nine together less five of Lisbon would be the four of Cairo: the sum leaves them out.
        ({1: 5, 2: 4}, ({1: 5}, None, 5)),
        ({1: 5, 2: 4, 3: 0}, ({1: 5}, None, 5)),
        # Two small sites are five together, and none of them can be told from the other.
        ({1: 6, 2: 4, 3: 1}, ({1: 6}, 5, 11)),
        ({1: 6, 2: 2, 3: 2}, ({1: 6}, None, 6)),
        ({None: 5, 2: 7}, ({None: 5, 2: 7}, None, 12)),
    ],
)
def test_who_is_shown(people: dict[Site, int], shown: tuple[dict[Site, int], int | None, int | None]) -> None:
    assert sizes(publication({site: answers(n) for site, n in people.items()})) == shown


def test_a_question_that_few_answered_hides_the_site() -> None:
    counts = {**answers(6), "breaks": [0, 0, 4, 0, 0]}

    assert publication({1: counts}).sites == {}


def test_means_and_low_answers() -> None:
    spread = Spread((1, 1, 0, 2, 1))

    assert (spread.n, spread.mean, spread.n_low) == (5, 3.2, 2)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_that_is_shown_leads_to_fewer_than_five(seed: int) -> None:
    """Whatever is added and taken away: as linear combinations, no small set of sites is within reach."""
    chance = random.Random(seed)
    people = {site: chance.randint(0, 8) for site in range(chance.randint(1, 7))}
    found = publication({site: answers(n) for site, n in people.items()})
    hidden = [site for site in people if site not in found.sites]
    rows = [[float(site == each) for each in people] for site in found.sites]
    if found.others:
        rows.append([float(each in hidden) for each in people])
    if found.together:
        rows.append(
            [float(each in found.sites or (found.others is not None and each in hidden)) for each in people]
        )
    shown = np.array(rows).reshape(len(rows), len(people))
    rank = np.linalg.matrix_rank(shown) if rows else 0

    for size in range(1, len(people) + 1):
        for some in combinations(people, size):
            if 0 < sum(people[site] for site in some) < LEAST:
                target = np.array([float(each in some) for each in people])
                assert np.linalg.matrix_rank(np.vstack([shown, target])) > rank


@pytest.mark.parametrize(
    ("today", "closed"),
    [(date(2026, 3, 8), False), (date(2026, 3, 9), False), (date(2026, 3, 10), True)],
)
def test_a_week_is_over_once_it_is_over_for_everybody(today: date, closed: bool) -> None:
    assert is_closed(date(2026, 3, 2), today) is closed


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"after_work": 1}, []),
        ({"after_work": 5, "breaks": None, "speaking_up": 3}, []),
        ({"after_work": None}, [reasons.PULSE_EMPTY()]),
        ({"breaks": 0}, [reasons.PULSE_RANGE(field="breaks")]),
        ({"breaks": 6, "after_work": 2}, [reasons.PULSE_RANGE(field="breaks")]),
        ({"mood": 3}, [reasons.PULSE_RANGE(field="mood")]),
    ],
)
def test_what_counts_as_an_answer(given: dict[str, int | None], found: list[object]) -> None:
    assert problems(given) == found
