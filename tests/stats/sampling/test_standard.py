"""Cells of MIL-STD-105E, and what holds for all 1,248 of them."""

from itertools import pairwise

import pytest

from assay.stats.sampling import code_letter, plan_of_letter, standard_plan
from assay.stats.sampling.standard import AQLS, INSPECTIONS, LETTERS

SPOTS = [
    (2000, 0.65, "K", (125, 2, 3), (125, 1, 2), (50, 1, 3)),
    (2400, 2.5, "K", (125, 7, 8), (125, 5, 6), (50, 3, 6)),
    (1000, 1.0, "J", (80, 2, 3), (80, 1, 2), (32, 1, 3)),
    (5000, 1.0, "L", (200, 5, 6), (200, 3, 4), (80, 2, 5)),
    (500, 4.0, "H", (50, 5, 6), (50, 3, 4), (20, 2, 5)),
    (90, 1.0, "E", (13, 0, 1), (20, 0, 1), (5, 0, 1)),
    (120, 2.5, "F", (20, 1, 2), (32, 1, 2), (8, 0, 2)),
    (200, 0.15, "G", (80, 0, 1), (125, 0, 1), (32, 0, 1)),
]


@pytest.mark.parametrize(("lot", "aql", "letter", "normal", "tightened", "reduced"), SPOTS)
def test_plans_of_the_standard(
    lot: int,
    aql: float,
    letter: str,
    normal: tuple[int, ...],
    tightened: tuple[int, ...],
    reduced: tuple[int, ...],
) -> None:
    found = [standard_plan(lot, aql, inspection=inspection).plan for inspection in INSPECTIONS]

    assert code_letter(lot) == letter
    assert [(plan.n, plan.accept, plan.reject) for plan in found] == [normal, tightened, reduced]


def test_an_arrow_names_the_letter_it_leads_to() -> None:
    found = standard_plan(90, 1.0, inspection="tightened")

    assert (found.asked, found.letter) == ("E", "F")


def test_a_sample_as_large_as_the_lot_is_the_whole_lot() -> None:
    found = standard_plan(30, 0.10)

    assert (found.is_whole_lot, found.plan.n) == (True, 30)


def cells(inspection: str) -> list[tuple[str, float, int, int, int]]:
    return [
        (letter, aql, plan.n, plan.accept, plan.reject)
        for letter in LETTERS
        for aql in AQLS
        for plan, _ in [plan_of_letter(letter, aql, inspection)]
    ]


def test_there_is_a_plan_in_all_1248_cells() -> None:
    found = [cell for inspection in INSPECTIONS for cell in cells(inspection)]

    assert len(found) == 1248
    assert all(2 <= n <= 3150 and 0 <= accept < reject for _, _, n, accept, reject in found)


def test_single_plans_leave_no_gap_unless_reduced() -> None:
    assert all(reject == accept + 1 for kind in ("normal", "tightened") for *_, accept, reject in cells(kind))
    assert any(reject > accept + 1 for *_, accept, reject in cells("reduced"))


def test_tightened_is_never_easier_than_normal() -> None:
    for (_, _, n, accept, _), (letter, aql, tight_n, tight_accept, _) in zip(
        cells("normal"), cells("tightened"), strict=True
    ):
        assert (tight_n >= n and tight_accept <= accept) or tight_accept / tight_n < accept / n, (letter, aql)


def test_a_looser_aql_keeps_out_no_more_but_for_the_steps_of_the_table() -> None:
    for letter in LETTERS:
        plans = [plan_of_letter(letter, aql)[0] for aql in AQLS if aql <= 10]
        kept = [plan.quality_at(0.5) or 1.0 for plan in plans]

        assert all(later >= 0.95 * earlier for earlier, later in pairwise(kept))


@pytest.mark.parametrize(("lot", "aql", "level"), [(1, 1.0, "II"), (100, 1.1, "II"), (100, 1.0, "IV")])
def test_what_the_standard_does_not_know_is_an_error(lot: int, aql: float, level: str) -> None:
    with pytest.raises(ValueError, match=r"a lot has|no cell"):
        standard_plan(lot, aql, level=level)
