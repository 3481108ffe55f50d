"""How many people a volume of work needs: shrinkage, occupancy, backlogs, and queues that cannot wait."""

from dataclasses import dataclass
from math import ceil, exp


def scheduled(required: float, shrinkage: float) -> float:
    """People to schedule so that `required` are at work; shrinkage (0 to 1) is paid time away from work.

    Divide, never add on: of 130 people at 30 % shrinkage 91 are there, not 100.

    Examples
    --------
    >>> round(scheduled(100, 0.3), 2)
    142.86
    """
    _check_share(shrinkage, "shrinkage")
    if shrinkage == 1:
        raise ValueError("nobody is ever there")
    return required / (1 - shrinkage)


def full_time(
    volume: float, *, handling_seconds: float, hours: float, shrinkage: float = 0.0, occupancy: float = 1.0
) -> float:
    """Full-time people for work that can wait.

    Parameters
    ----------
    volume : float
        Units in the window, with the backlog that has to go.
    handling_seconds : float
        Active seconds per unit (AHT).
    hours : float
        Paid hours of one person in the window.
    shrinkage, occupancy : float
        Shares: of paid time away from work, and of time at work that is handling.

    Examples
    --------
    >>> round(full_time(12_000, handling_seconds=90, hours=40, shrinkage=0.3, occupancy=0.9), 3)
    11.905
    """
    _check_share(shrinkage, "shrinkage")
    _check_share(occupancy, "occupancy")
    productive = hours * (1 - shrinkage) * occupancy
    if productive <= 0:
        raise ValueError("nobody has a productive hour")
    return volume * handling_seconds / 3600 / productive


def shrinkage_of(paid_hours: float, away_hours: float) -> float | None:
    """Share of paid time away from work; None without paid time.

    Examples
    --------
    >>> shrinkage_of(160, 20)
    0.125
    """
    _check_part(away_hours, paid_hours)
    return away_hours / paid_hours if paid_hours else None


def occupancy_of(handling_hours: float, available_hours: float) -> float | None:
    """Handling as a share of handling and waiting for work; None where there was neither.

    Examples
    --------
    >>> occupancy_of(6.0, 1.5)
    0.8
    """
    _check_part(handling_hours, handling_hours + available_hours)
    total = handling_hours + available_hours
    return handling_hours / total if total else None


def utilization_of(paid_hours: float, away_hours: float) -> float | None:
    """Productive as a share of paid time: 1 - shrinkage; None without paid time.

    Examples
    --------
    >>> utilization_of(160, 20)
    0.875
    """
    shrinkage = shrinkage_of(paid_hours, away_hours)
    return None if shrinkage is None else 1 - shrinkage


@dataclass(frozen=True, slots=True)
class Backlog:
    """Work that waits: people at work all the time until the deadline, and how many days of capacity it is."""

    people: float
    days: float | None


def backlog(
    waiting: float,
    arrivals: float,
    *,
    left_at_deadline: float = 0.0,
    handling_seconds: float,
    hours_to_deadline: float,
    daily_capacity: float,
) -> Backlog:
    """How many people clear a backlog in time: (B + A - S) AHT / hours to the deadline.

    `daily_capacity` is in units; the days are None where it is 0.

    Examples
    --------
    >>> found = backlog(3000, 1000, handling_seconds=90, hours_to_deadline=20, daily_capacity=800)
    >>> found.people, found.days
    (5.0, 3.75)
    """
    if (
        min(waiting, arrivals, left_at_deadline, handling_seconds, daily_capacity) < 0
        or hours_to_deadline <= 0
    ):
        raise ValueError("amounts start at 0, and the deadline lies ahead")
    work = max(0.0, waiting + arrivals - left_at_deadline)
    days = waiting / daily_capacity if daily_capacity else None
    return Backlog(work * handling_seconds / 3600 / hours_to_deadline, days)


@dataclass(frozen=True, slots=True)
class Line:
    """A live queue with `n` people: chance to wait, share answered in time, mean wait, occupancy.

    `mean_wait_seconds` is None where the queue only grows (no more people than erlangs).
    """

    n: int
    waits: float
    in_time: float
    mean_wait_seconds: float | None
    occupancy: float


def erlang_c(erlangs: float, n: int) -> float:
    """The chance to wait with `n` people and a load of so many erlangs; 1 where the queue only grows.

    References
    ----------
    A. K. Erlang (1917); the recursion through the loss formula is stable for any load.
    """
    if n <= erlangs:
        return 1.0
    loss = 1.0
    for people in range(1, n + 1):
        loss = erlangs * loss / (people + erlangs * loss)
    return loss / (1 - erlangs / n * (1 - loss))


def line(
    arrivals: float, *, window_seconds: float, handling_seconds: float, n: int, target_seconds: float
) -> Line:
    """A live queue: only for work that is lost or harmful when it waits (escalations, streams).

    Examples
    --------
    >>> found = line(100, window_seconds=1800, handling_seconds=180, n=14, target_seconds=20)
    >>> round(found.waits, 4), round(found.in_time, 4), round(found.occupancy, 4)
    (0.1741, 0.8884, 0.7143)
    """
    erlangs = arrivals / window_seconds * handling_seconds
    waits = erlang_c(erlangs, n)
    if n <= erlangs:
        return Line(n, 1.0, 0.0, None, 1.0)
    spare = n - erlangs
    in_time = 1 - waits * exp(-spare * target_seconds / handling_seconds)
    return Line(n, waits, in_time, waits * handling_seconds / spare, erlangs / n)


def people_for(
    arrivals: float,
    *,
    window_seconds: float,
    handling_seconds: float,
    target_seconds: float,
    target_share: float,
) -> Line:
    """The smallest line that answers `target_share` within `target_seconds`."""
    _check_share(target_share, "target_share")
    n = max(1, ceil(arrivals / window_seconds * handling_seconds))
    while True:
        found = line(
            arrivals,
            window_seconds=window_seconds,
            handling_seconds=handling_seconds,
            n=n,
            target_seconds=target_seconds,
        )
        if found.in_time >= target_share or n > 100_000:
            return found
        n += 1


def _check_share(value: float, name: str) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{name} is a share from 0 to 1")


def _check_part(part: float, whole: float) -> None:
    if not 0 <= part <= whole:
        raise ValueError("hours start at 0, and a part is no more than the whole")
