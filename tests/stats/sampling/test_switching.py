"""Series of lots whose switches are known."""

from assay.stats.sampling import Inspection, Lot, State, after, history, resumed


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
