"""Series of lots whose switches are known."""

from itertools import pairwise

import pytest

from assay.stats.sampling import Inspection, Lot, Plan, State, after, history, resumed, standard_plan


def lots(results: str, *, accept: int = 0, passes_tighter: bool = False) -> list[Lot]:
    return [Lot(each == "1", accept, passes_tighter) for each in results if each in "01"]


def names(results: str) -> list[str]:
    return [state.inspection.value for state in history(lots(results))]


def test_two_rejected_of_five_tighten_and_five_accepted_loosen() -> None:
    states = history(lots("10110 11111 01111"))

    assert [state.inspection for state in states[:5]] == [Inspection.NORMAL] * 4 + [Inspection.TIGHTENED]
    assert [state.inspection for state in states[5:10]] == [Inspection.TIGHTENED] * 4 + [Inspection.NORMAL]
    assert [state.score for state in states[10:]] == [0, 2, 4, 6, 8]


def test_thirty_points_reduce() -> None:
    slow = history(lots("1" * 16), may_reduce=True)
    fast = history(lots("1" * 16, accept=2, passes_tighter=True), may_reduce=True)

    first = [[state.inspection for state in states].index(Inspection.REDUCED) + 1 for states in (slow, fast)]
    assert first == [15, 10]


def test_without_leave_nothing_is_reduced() -> None:
    assert {state.inspection for state in history(lots("1" * 40))} == {Inspection.NORMAL}


def test_five_rejected_on_tightened_stop_inspection() -> None:
    found = names("0010100100")

    assert found[1] == "tightened"
    assert found.index("discontinued") == 9


def test_one_rejected_lot_ends_reduced_inspection() -> None:
    assert after(State(Inspection.REDUCED), Lot(is_accepted=False)) == State()


def test_only_corrective_action_resumes() -> None:
    stopped = State(Inspection.DISCONTINUED, n_rejected_tightened=5)

    assert after(stopped, Lot(is_accepted=True)) == stopped
    assert resumed(stopped) == State(Inspection.TIGHTENED)
    assert resumed(State()) == State()


@pytest.mark.parametrize(
    ("defects", "is_accepted", "following"),
    [
        (5, True, Inspection.REDUCED),
        (6, True, Inspection.NORMAL),
        (7, True, Inspection.NORMAL),
        (8, False, Inspection.NORMAL),
    ],
)
def test_a_lot_in_the_gap_of_a_reduced_plan_is_accepted_and_ends_reduced_inspection(
    defects: int, is_accepted: bool, following: Inspection
) -> None:
    plan = standard_plan(2400, 4.0, inspection="reduced").plan
    assert (plan.accept, plan.reject) == (5, 8)

    lot = Lot.of(defects, plan)

    assert lot.is_accepted is is_accepted
    assert after(State(Inspection.REDUCED), lot).inspection is following


def test_the_gap_is_one_of_reduced_plans_alone() -> None:
    lots_of = [Lot.of(defects, Plan(125, 7, 8)) for defects in range(10)]

    assert not any(lot.is_between for lot in lots_of)
    assert [(one.is_accepted, other.is_accepted) for one, other in pairwise(lots_of)].index(
        (True, False)
    ) == 7
