"""In which part of those who do the same work a person lies."""

import pytest

from assay.quality.rules.place import Band, band_of


@pytest.mark.parametrize(
    ("n_people", "n_below", "n_same", "band"),
    [
        # Of nine nobody is told anything, of ten everybody is.
        (9, 0, 1, None),
        (9, 8, 1, None),
        (0, 0, 0, None),
        (10, 0, 1, Band.LOWER),
        (10, 1, 1, Band.LOWER),
        (10, 2, 1, Band.MIDDLE),
        (10, 7, 1, Band.MIDDLE),
        (10, 8, 1, Band.UPPER),
        (10, 9, 1, Band.UPPER),
        # Who is alike is in one band: all ten, the five best, the five worst.
        (10, 0, 10, Band.MIDDLE),
        (10, 5, 5, Band.MIDDLE),
        (10, 0, 5, Band.MIDDLE),
        (10, 7, 3, Band.UPPER),
        (10, 0, 3, Band.LOWER),
    ],
)
def test_a_band_needs_ten_people_and_ties_share_it(
    n_people: int, n_below: int, n_same: int, band: Band | None
) -> None:
    assert band_of(n_people=n_people, n_below=n_below, n_same=n_same) is band
