"""People and demands of one week, as the solver wants them, and its answer in words of people and projects."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import starmap
from math import ceil, floor
from typing import TYPE_CHECKING

from assay.kit.reasons import Reason, declare
from assay.planning.rules.pools import MOST_HOURS, PER_HOUR
from assay.planning.rules.ranges import Ranges, refuse_outside
from assay.work.rules.eligibility import ContributorFacts, QueueFacts, reasons_against

if TYPE_CHECKING:
    from assay.stats.workforce import Allocation, Binding
    from assay.stats.workforce.allocation import Ints

OUT_OF_RANGE = declare("allocation.out_of_range", "{what} must lie between {low} and {high}.", status=422)
NOTHING_TO_DO = declare(
    "allocation.nothing_to_do", "No open project plans or has anything to do in that week.", status=409
)
WEEK_OVER = declare("allocation.week_over", "That week is over.", status=409)
FAR_AHEAD = declare("allocation.far_ahead", "A week can be given out {n} weeks ahead at most.", status=422)
STALE = declare(
    "allocation.stale", "People were chosen by hand after this was reckoned: propose again.", status=409
)
NOT_IN_FORCE = declare("allocation.not_in_force", "This allocation is not in force.", status=409)
MOST_WEEKS_AHEAD = 8
WORKDAYS = (1.0,) * 5 + (0.0,) * 2
# By person and demand, the codes that stand between them.
Between = Sequence[Sequence[tuple[str, ...]]]
RANGES: Ranges = {
    "shrinkage": ("The share of paid time away from work", 0.0, 0.9),
    "occupancy": ("The share of time at work that is handling", 0.1, 1.0),
    "least_hours": ("The wished minimum of hours", 0.0, float(MOST_HOURS)),
    "accuracy_floor": ("The least accuracy on gold", 0.0, 1.0),
}
# Codes beside those of routing, of which each keeps a person from a demand.
POOL, QUALITY, PRIVATE = "work.pool", "allocation.quality", "private"
# From so many scored gold tasks on somebody is measured.
LEAST_GOLD = 20


@dataclass(frozen=True, slots=True)
class Terms:
    """What is decided, not measured. Shrinkage and occupancy turn paid hours of shifts into hours of handling."""

    shrinkage: float = 0.3
    occupancy: float = 0.9
    least_hours: float = 4.0
    accuracy_floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What one project needs in one market ('' without one). `asks` is what routing asks for."""

    project: int
    uid: str
    name: str
    market: str
    hours: float
    source: str
    priority: int
    deadline_on: date | None
    is_hard: bool
    category: str
    asks: QueueFacts


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody with hours in that week, and by day from Monday on.

    `scored` is (gold tasks, right) by project; pins are quarters by project.
    """

    key: int
    hours: float
    source: str
    site: str
    languages: str
    hard_hours: float
    facts: ContributorFacts
    pools: frozenset[int]
    before: frozenset[int] = frozenset()
    scored: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    opted_out: frozenset[str] = frozenset()
    pins: Mapping[int, int] = field(default_factory=dict)
    days: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    contributor: int
    project: int
    market: str
    quarters: int
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class Help:
    """Hours of people who have time, and lack nothing but this."""

    code: str
    n_people: int
    hours: float


@dataclass(frozen=True, slots=True)
class Met:
    """A demand as it was met. `limit` is empty where nothing is short."""

    project: str
    name: str
    market: str
    source: str
    weight: int
    hours: float
    served: float
    short: float
    n_people: int
    n_able: int
    limit: str = ""
    able_hours: float = 0.0
    rivals: tuple[str, ...] = ()
    helps: tuple[Help, ...] = ()


@dataclass(frozen=True, slots=True)
class Idle:
    """People of one site (empty: own crowd) and the same languages with hours that nothing needs."""

    site: str
    languages: str
    n_people: int
    hours: float
    can_do_nothing: int


@dataclass(frozen=True, slots=True)
class Outcome:
    given: tuple[Given, ...]
    met: tuple[Met, ...]
    idle: tuple[Idle, ...]
    capacity: float
    n_people: int
    n_groups: int


def own_hours(
    shifts: Sequence[float | None],
    offers: Sequence[float | None] | None,
    usual: Sequence[float] | None,
    terms: Terms,
    *,
    left: Sequence[float],
    contracted: Sequence[float] | None = None,
    planned: Sequence[float | None] | None = None,
) -> tuple[tuple[float, ...], str]:
    """Hours of handling by day, and what they come from.

    Contracted hours (a week, as in force on each day) hold before shifts and lie where shifts are planned, else where
    hours are offered, else on workdays. Shifts hold for the whole week, without time away; else what is offered,
    without what is no handling; else what was worked in the last weeks, as it was. Whoever is away on a day, or there
    for less, has no more than that. `left` is the share of each day that is still to come; shifts are cut already,
    `planned` are whole days of them.
    """
    own = [
        None if hours is None else hours * share * terms.occupancy
        for hours, share in zip(offers or [None] * len(left), left, strict=True)
    ]
    if contracted is not None and any(contracted):
        due = _spread(contracted, planned or shifts, offers, left=left)
        paid = [
            (hours if agreed else shift or 0.0) * (1 - terms.shrinkage) * terms.occupancy
            for hours, agreed, shift in zip(due, contracted, shifts, strict=True)
        ]
        return tuple(starmap(_at_most, zip(paid, own, strict=True))), "contracted"
    if any(shifts):
        paid = [(hours or 0.0) * (1 - terms.shrinkage) * terms.occupancy for hours in shifts]
        return tuple(starmap(_at_most, zip(paid, own, strict=True))), "shifts"
    if None not in own:
        return tuple(each or 0.0 for each in own), "offered"
    worked = [hours * share for hours, share in zip(usual or [0.0] * len(left), left, strict=True)]
    found = tuple(hours if each is None else each for each, hours in zip(own, worked, strict=True))
    return found, "worked" if usual else "pinned"


def _spread(
    contracted: Sequence[float],
    planned: Sequence[float | None],
    offers: Sequence[float | None] | None,
    *,
    left: Sequence[float],
) -> list[float]:
    """Hours of a week over its days, of which those that are over get none."""
    offered = [each or 0.0 for each in offers] if offers and None not in offers else []
    shape = next((each for each in ([day or 0.0 for day in planned], offered) if any(each)), WORKDAYS)
    return [
        hours * part / sum(shape) * share for hours, part, share in zip(contracted, shape, left, strict=True)
    ]


def _at_most(hours: float, limit: float | None) -> float:
    return hours if limit is None else min(hours, limit)


def refuse_terms(terms: Terms) -> list[Reason]:
    return refuse_outside(terms, RANGES, OUT_OF_RANGE)


def weight_of(priority: int, deadline_on: date | None, week_on: date) -> int:
    """Priority, four times as much in the week of the deadline, twice as much in the week before it."""
    if deadline_on is None:
        return priority
    days = (deadline_on - week_on).days
    return priority * (4 if days < 7 else 2 if days < 14 else 1)


def against(worker: Worker, cell: Cell, terms: Terms, now: datetime) -> tuple[str, ...]:
    """Codes of everything between a person and a demand. What somebody opted out of is nobody's business."""
    return tuple(_against(worker, cell, terms, now))


def _against(worker: Worker, cell: Cell, terms: Terms, now: datetime) -> Iterator[str]:
    yield from reasons_against(worker.facts, cell.asks, now)
    if cell.project not in worker.pools:
        yield POOL
    n, n_right = worker.scored.get(cell.project, (0, 0))
    if n >= LEAST_GOLD and n_right / n < terms.accuracy_floor:
        yield QUALITY
    if cell.category and cell.category in worker.opted_out:
        yield PRIVATE


def reckon(
    workers: Sequence[Worker], cells: Sequence[Cell], terms: Terms, *, week_on: date, now: datetime
) -> Outcome:
    """Pins first, then the best allocation of what is left."""
    between = [[against(worker, cell, terms, now) for cell in cells] for worker in workers]
    pinned = _pinned(workers, cells, between)
    wanted = [ceil(cell.hours * PER_HOUR - 1e-9) for cell in cells]
    weights = [weight_of(cell.priority, cell.deadline_on, week_on) for cell in cells]
    found = _solved(workers, cells, between, pinned=pinned, wanted=wanted, weights=weights, terms=terms)
    given = (*pinned, *_given(workers, cells, found.quarters))
    idle = [int(n) for n in found.idle]
    bound = {each.demand: each for each in found.bindings}
    met = tuple(
        _met(
            nth,
            cells,
            given,
            between,
            wanted=wanted[nth],
            weight=weights[nth],
            bound=bound.get(nth),
            idle=idle,
        )
        for nth in range(len(cells))
    )
    total = sum(floor(worker.hours * PER_HOUR + 1e-9) for worker in workers)
    return Outcome(given, met, _idle(workers, between, idle), total / PER_HOUR, len(workers), found.n_groups)


def _solved(
    workers: Sequence[Worker],
    cells: Sequence[Cell],
    between: Between,
    *,
    pinned: Sequence[Given],
    wanted: Sequence[int],
    weights: Sequence[int],
    terms: Terms,
) -> "Allocation":
    import numpy as np

    from assay.stats.workforce import Demands, Staff, allocation

    taken: dict[int, int] = {}
    for each in pinned:
        taken[each.contributor] = taken.get(each.contributor, 0) + each.quarters
    own = [taken.get(worker.key, 0) for worker in workers]
    capacity = [max(0, floor(each.hours * PER_HOUR + 1e-9) - n) for each, n in zip(workers, own, strict=True)]
    least = [max(0, floor(terms.least_hours * PER_HOUR) - n) for n in own]
    left = [max(0, n - m) for n, m in zip(wanted, _by_cell(pinned, cells), strict=True)]
    shape = (len(workers), len(cells))
    may = [[not codes for codes in row] for row in between]
    before = [[cell.project in each.before for cell in cells] for each in workers]
    hard = [floor(each.hard_hours * PER_HOUR) for each in workers]
    return allocation(
        Staff(
            np.array(capacity, np.int64),
            np.array(may, np.bool_).reshape(shape),
            np.array(before, np.bool_).reshape(shape),
            np.array(least, np.int64),
            np.array(hard, np.int64),
        ),
        Demands(
            np.array(left, np.int64),
            np.array(weights, np.int64),
            np.array([cell.is_hard for cell in cells], np.bool_),
        ),
    )


def _given(workers: Sequence[Worker], cells: Sequence[Cell], quarters: "Ints") -> Iterator[Given]:
    for who, what in zip(*(axis.tolist() for axis in quarters.nonzero()), strict=True):
        cell = cells[what]
        yield Given(workers[who].key, cell.project, cell.market, int(quarters[who, what]), is_pinned=False)


def _met(
    nth: int,
    cells: Sequence[Cell],
    given: Sequence[Given],
    between: Between,
    *,
    wanted: int,
    weight: int,
    bound: "Binding | None",
    idle: Sequence[int],
) -> Met:
    cell = cells[nth]
    own = [each for each in given if (each.project, each.market) == (cell.project, cell.market)]
    return Met(
        project=cell.uid,
        name=cell.name,
        market=cell.market,
        source=cell.source,
        weight=weight,
        hours=wanted / PER_HOUR,
        served=sum(each.quarters for each in own) / PER_HOUR,
        short=(bound.short if bound else 0) / PER_HOUR,
        n_people=len({each.contributor for each in own}),
        n_able=sum(not row[nth] for row in between),
        limit=bound.limit.value if bound else "",
        able_hours=bound.capacity / PER_HOUR if bound else 0.0,
        rivals=_names(cells, bound.rivals, nth) if bound else (),
        helps=_helps(between, idle, nth) if bound else (),
    )


def _pinned(workers: Sequence[Worker], cells: Sequence[Cell], between: Between) -> list[Given]:
    """A pin goes to the first market of the project that the person may serve, else to its first; also beyond what
    the project needs or the person has: it was chosen by hand."""
    found = []
    for worker, row in zip(workers, between, strict=True):
        for project, quarters in sorted(worker.pins.items()):
            own = [nth for nth, cell in enumerate(cells) if cell.project == project]
            best = next((nth for nth in own if not row[nth]), own[0] if own else None)
            market = "" if best is None else cells[best].market
            if quarters:
                found.append(Given(worker.key, project, market, quarters, is_pinned=True))
    return found


def _by_cell(given: Sequence[Given], cells: Sequence[Cell]) -> list[int]:
    sums: dict[tuple[int, str], int] = {}
    for each in given:
        sums[each.project, each.market] = sums.get((each.project, each.market), 0) + each.quarters
    return [sums.get((cell.project, cell.market), 0) for cell in cells]


def _names(cells: Sequence[Cell], rivals: Sequence[int], own: int) -> tuple[str, ...]:
    named = [f"{cells[each].name} {cells[each].market}".strip() for each in rivals if each != own]
    return tuple(dict.fromkeys(named))


def _helps(between: Between, idle: Sequence[int], nth: int) -> tuple[Help, ...]:
    """Idle hours of people whom a single thing keeps from the demand, most hours first."""
    found: dict[str, tuple[int, int]] = {}
    for row, quarters in zip(between, idle, strict=True):
        if quarters and len(row[nth]) == 1 and row[nth][0] != PRIVATE:
            n, sums = found.get(row[nth][0], (0, 0))
            found[row[nth][0]] = (n + 1, sums + quarters)
    helps = [Help(code, n, quarters / PER_HOUR) for code, (n, quarters) in found.items()]
    return tuple(sorted(helps, key=lambda each: (-each.hours, each.code)))


def _idle(workers: Sequence[Worker], between: Between, idle: Sequence[int]) -> tuple[Idle, ...]:
    """By site and languages, most hours first; less than an hour of somebody is not idle."""
    sums: dict[tuple[str, str], tuple[int, int, int]] = {}
    for worker, row, quarters in zip(workers, between, idle, strict=True):
        if quarters >= PER_HOUR:
            n, hours, unable = sums.get((worker.site, worker.languages), (0, 0, 0))
            unable += all(row)
            sums[worker.site, worker.languages] = (n + 1, hours + quarters, unable)
    found = [Idle(*where, n, quarters / PER_HOUR, unable) for where, (n, quarters, unable) in sums.items()]
    return tuple(sorted(found, key=lambda each: (-each.hours, each.site, each.languages)))
