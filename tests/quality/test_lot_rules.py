"""How lots are cut, when inspection switches, and who may decide what."""

import pytest

from assay.quality.enums import LotState
from assay.quality.rules.lots import (
    TRANSITIONS,
    Decided,
    Resumed,
    Signer,
    again,
    cut,
    refuse_disposition,
    state_after,
    states_after,
)

LEA = Signer("Lea Brandt", has_judged=False)


@pytest.mark.parametrize(
    ("n_tasks", "size", "keeps_rest", "sizes"),
    [
        (0, 500, False, []),
        (499, 500, True, []),
        (499, 500, False, [499]),
        (1000, 500, True, [500, 500]),
        (1100, 500, True, [500, 500]),
        (1100, 500, False, [500, 600]),
        (1300, 500, False, [500, 500, 300]),
        (1, 500, False, [1]),
    ],
)
def test_how_tasks_are_cut(n_tasks: int, size: int, keeps_rest: bool, sizes: list[int]) -> None:
    assert cut(n_tasks, size, keeps_rest=keeps_rest) == sizes


def series(
    results: str, *, accept: int = 0, tighter: bool = False, may_reduce: bool = False
) -> list[Decided]:
    return [Decided(each == "1", accept, tighter, False, may_reduce) for each in results if each in "01"]


def test_the_published_series_through_the_rules() -> None:
    states = list(states_after(series("10110 11111 01111")))

    assert [state.inspection.value for state in states[3:5]] == ["normal", "tightened"]
    assert [state.inspection.value for state in states[8:10]] == ["tightened", "normal"]
    assert [state.score for state in states[10:]] == [0, 2, 4, 6, 8]


@pytest.mark.parametrize(("accept", "tighter", "after"), [(0, False, 15), (2, True, 10)])
def test_reduced_inspection_needs_thirty_points(accept: int, tighter: bool, after: int) -> None:
    states = states_after(series("1" * 16, accept=accept, tighter=tighter, may_reduce=True))

    assert [state.inspection.value for state in states].index("reduced") + 1 == after


def test_five_rejected_under_tightened_inspection_stop_it_until_somebody_acts() -> None:
    stopped = series("0010100100")

    assert state_after(stopped).inspection == "discontinued"
    assert state_after([*stopped, Decided(True, 0, False, False, False)]).inspection == "discontinued"
    assert state_after([*stopped, Resumed()]).inspection == "tightened"


@pytest.mark.parametrize(
    ("inspection", "then"),
    [("normal", "normal"), ("reduced", "normal"), ("tightened", "tightened"), ("discontinued", "tightened")],
)
def test_a_lot_that_comes_back_is_never_looked_at_less(inspection: str, then: str) -> None:
    assert again(inspection) == then


@pytest.mark.parametrize(
    ("state", "wanted", "signer", "reason", "signature", "codes"),
    [
        ("rejected", LotState.REWORKED, LEA, "Brands.", "", []),
        ("rejected", LotState.REWORKED, LEA, "", "", ["lots.needs_reason"]),
        ("rejected", LotState.CONCEDED, LEA, "Training.", " lea  brandt ", []),
        ("rejected", LotState.CONCEDED, LEA, "Training.", "Ben", ["lots.sign_with_name"]),
        ("rejected", LotState.CONCEDED, LEA, "", "", ["lots.needs_reason", "lots.sign_with_name"]),
        ("rejected", LotState.CONCEDED, Signer("Ana", has_judged=True), "Mine.", "Ana", ["lots.own_work"]),
        ("rejected", LotState.REWORKED, Signer("Ana", has_judged=True), "Mine.", "", ["lots.own_work"]),
        ("accepted", LotState.REWORKED, LEA, "Late.", "", ["state.not_from_here"]),
        ("inspected", LotState.CONCEDED, LEA, "Early.", "Lea Brandt", ["state.not_from_here"]),
        ("reworked", LotState.CONCEDED, LEA, "Late.", "Lea Brandt", ["state.not_from_here"]),
    ],
)
def test_who_may_decide_what(
    state: str, wanted: LotState, signer: Signer, reason: str, signature: str, codes: list[str]
) -> None:
    refused = refuse_disposition(state, wanted, signer, reason=reason, signature=signature)

    assert [each.code for each in refused] == codes


def test_nothing_leads_away_from_an_accepted_lot() -> None:
    assert LotState.ACCEPTED not in TRANSITIONS.allowed
    # A dispute may show that nothing had to be conceded.
    assert TRANSITIONS.allowed[LotState.CONCEDED] == (LotState.ACCEPTED,)
