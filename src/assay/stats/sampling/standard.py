"""The plans of MIL-STD-105E (ANSI/ASQ Z1.4, near ISO 2859-1): code letters and master tables, generated."""

from dataclasses import dataclass

from assay.stats.sampling.acceptance import Plan

LETTERS = "ABCDEFGHJKLMNPQR"
AQLS = (
    0.010, 0.015, 0.025, 0.040, 0.065, 0.10, 0.15, 0.25, 0.40, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0, 15.0, 25.0, 40.0,
    65.0, 100.0, 150.0, 250.0, 400.0, 650.0, 1000.0,
)  # fmt: skip
LEVELS = ("S1", "S2", "S3", "S4", "I", "II", "III")
INSPECTIONS = ("normal", "tightened", "reduced")
_LOTS = (
    (8, "AAAAAAB"), (15, "AAAAABC"), (25, "AABBBCD"), (50, "ABBCCDE"), (90, "BBCCCEF"), (150, "BBCDDFG"),
    (280, "BCDEEGH"), (500, "BCDEFHJ"), (1200, "CCEFGJK"), (3200, "CDEGHKL"), (10000, "CDFGJLM"), (35000, "CDFHKMN"),
    (150000, "DEGJLNP"), (500000, "DEGJMPQ"),
)  # fmt: skip
_LARGEST = "DEHKNQR"
_N = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150)
_N_REDUCED = (2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800)
# Along a diagonal of the table (letter and AQL one step up each) the numbers are the same.
_ACCEPT_REJECT = {
    "normal": {14: (0, 1), 17: (1, 2), 18: (2, 3), 19: (3, 4), 20: (5, 6), 21: (7, 8), 22: (10, 11), 23: (14, 15),
               24: (21, 22), 25: (30, 31), 26: (44, 45)},
    "tightened": {15: (0, 1), 18: (1, 2), 19: (2, 3), 20: (3, 4), 21: (5, 6), 22: (8, 9), 23: (12, 13), 24: (18, 19),
                  25: (27, 28), 26: (41, 42)},
    "reduced": {14: (0, 1), 17: (0, 2), 18: (1, 3), 19: (1, 4), 20: (2, 5), 21: (3, 6), 22: (5, 8), 23: (7, 10),
                24: (10, 13), 25: (14, 17), 26: (21, 24)},
}  # fmt: skip
_ARROW_UP = {"normal": 15, "reduced": 15}
_FIRST = {"normal": 14, "tightened": 15, "reduced": 14}
_REDUCED_A = dict(
    enumerate([(1, 2), (2, 3), (3, 4), (5, 6), (7, 8), (10, 11), (14, 15), (21, 22), (30, 31)], 17)
)
_REDUCED_B = dict(enumerate([(2, 4), (3, 5), (5, 6), (7, 8), (10, 11), (14, 15), (21, 22), (30, 31)], 18))


@dataclass(frozen=True, slots=True)
class StandardPlan:
    """A plan of the standard; `letter` is the one whose row it is (arrows followed), `asked` the lot's own."""

    plan: Plan
    letter: str
    asked: str
    inspection: str
    is_whole_lot: bool


def code_letter(lot: int, level: str = "II") -> str:
    """The code letter of a lot of so many units at an inspection level.

    Raises
    ------
    ValueError
        For a lot below 2 or an unknown level.

    Examples
    --------
    >>> code_letter(2000), code_letter(90, "S4")
    ('K', 'C')
    """
    if lot < 2 or level not in LEVELS:
        raise ValueError(f"a lot has 2 units or more, and a level is one of {', '.join(LEVELS)}")
    letters = next((row for most, row in _LOTS if lot <= most), _LARGEST)
    return letters[LEVELS.index(level)]


def standard_plan(lot: int, aql: float, *, level: str = "II", inspection: str = "normal") -> StandardPlan:
    """The single sampling plan for a lot.

    Parameters
    ----------
    lot : int
        Units in the lot. Where the sample is as large, everything is inspected.
    aql : float
        Acceptable quality limit: percent defective (to 10), or defects per hundred units.
    level : {"S1", "S2", "S3", "S4", "I", "II", "III"}
    inspection : {"normal", "tightened", "reduced"}

    Raises
    ------
    ValueError
        For anything outside the standard's tables.

    References
    ----------
    MIL-STD-105E (1989), tables I and II-A to II-C; public domain.

    Examples
    --------
    >>> standard_plan(2400, 2.5).plan
    Plan(n=125, accept=7, reject=8)
    """
    asked = code_letter(lot, level)
    found, letter = plan_of_letter(asked, aql, inspection)
    is_whole_lot = found.n >= lot
    plan = Plan(lot, found.accept, found.reject) if is_whole_lot else found
    return StandardPlan(plan, letter, asked, inspection, is_whole_lot)


def plan_of_letter(letter: str, aql: float, inspection: str = "normal") -> tuple[Plan, str]:
    """One cell of the master tables, and the letter of its row: an arrow leads to the next row that has a plan."""
    if letter not in LETTERS or aql not in AQLS or inspection not in INSPECTIONS:
        raise ValueError(
            f"{letter}, {aql}, {inspection} is no cell of the standard: the AQLs are {', '.join(map(str, AQLS))}"
        )
    row, column = LETTERS.index(letter), AQLS.index(aql)
    n_rows = 17 if inspection == "tightened" else 16
    diagonal = row + column
    goes_up = diagonal > 24 or diagonal == _ARROW_UP.get(inspection)
    step = -1 if goes_up and diagonal >= _FIRST[inspection] else 1
    found = _follow(inspection, row, column, step, n_rows)
    if found is None:
        found = _follow(inspection, row, column, -step, n_rows)
    assert found is not None
    accept, reject = _cell(inspection, found, column) or (0, 1)
    sizes = _N_REDUCED if inspection == "reduced" else _N
    return Plan(sizes[found], accept, reject), (LETTERS + "S")[found]


def _follow(inspection: str, row: int, column: int, *steps: int) -> int | None:
    step, n_rows = steps
    while 0 <= row < n_rows:
        if _cell(inspection, row, column) is not None:
            return row
        row += step
    return None


def _cell(inspection: str, row: int, column: int) -> tuple[int, int] | None:
    diagonal = row + column
    if inspection == "reduced" and row < 2:
        exception = (_REDUCED_A, _REDUCED_B)[row].get(column)
        if exception:
            return exception
    if diagonal in {25, 26} and row > 4:
        return None
    if inspection == "tightened" and row == 0 and diagonal == 15:
        return None
    return _ACCEPT_REJECT[inspection].get(diagonal)
