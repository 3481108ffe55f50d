"""In which part of those who do the same work a person lies: a band, never a rank."""

from enum import StrEnum

# Fewer people would let one guess who is who; fewer reviews would make chance the judge.
FEWEST_PEOPLE = 10
FEWEST_REVIEWS = 10
QUARTER = 0.25


class Band(StrEnum):
    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


def band_of(*, n_people: int, n_below: int, n_same: int) -> Band | None:
    """By the middle of the places that those with the same share take together; None where too few can be compared.

    People with the same share are always in the same band, and where all are alike, all are in the middle.
    """
    if n_people < FEWEST_PEOPLE:
        return None
    place = (n_below + n_same / 2) / n_people
    if place < QUARTER:
        return Band.LOWER
    return Band.UPPER if place > 1 - QUARTER else Band.MIDDLE
