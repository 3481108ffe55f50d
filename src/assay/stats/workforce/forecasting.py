"""When a volume of work is done: people's measured weeks, drawn again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Beyond so many people this many of them stand for all; days then scatter a little more than they would.
MOST_DRAWN = 120
_NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Worker:
    """One person.

    Attributes
    ----------
    weeks : tuple of 7 floats each
        Hours of measured weeks, Monday to Sunday. Whoever has none works in a run like one of those who have some.
    share : float
        Share (0 to 1) of these hours that the work gets.
    chance : float
        How likely (0 to 1) the person comes at all.
    cut, cut_days : float, int
        In the first `cut_days` days only this part of the share is left.
    """

    weeks: tuple[tuple[float, ...], ...] = ()
    share: float = 1.0
    chance: float = 1.0
    cut: float = 1.0
    cut_days: int = 0


def finish_days(
    hours: Sequence[float],
    workers: Sequence[Worker],
    *,
    seed: int,
    first_weekday: int = 0,
    n_runs: int = 400,
    most_weeks: int = 104,
) -> tuple[int, ...]:
    """On which day (1: the first) the work is done, run by run; 0 where it takes longer than `most_weeks`.

    In each run everybody's weeks are drawn with replacement from the weeks measured of them, and added up until the
    hours are there. People stay themselves within a run, so that who is slow is slow in every week of it.

    Parameters
    ----------
    hours : sequence of float
        What the work takes, as one or more equally likely totals; run i takes total i, i + len(hours), ...
    workers : sequence of Worker
    seed : int
    first_weekday : int
        Of the first day; 0 is a Monday.

    References
    ----------
    B. Efron, Annals of Statistics 7 (1979): the bootstrap, here with persons as clusters of weeks.

    Examples
    --------
    >>> even = Worker(weeks=((2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 0.0),))
    >>> set(finish_days([24.0], [even, even], seed=1))
    {8}
    """
    import numpy as np

    bank = [week for worker in workers for week in worker.weeks]
    if not hours or not any(map(sum, bank)):
        return (0,) * n_runs
    random = np.random.default_rng(seed)
    drawn, scale = _representatives(workers, random)
    wanted = np.resize(np.asarray(hours, dtype=float), n_runs)
    plan = _Drawing(np.asarray(bank, dtype=float), *_spans(workers, drawn, random, n_runs))
    comes = random.random((n_runs, len(drawn))) < np.array([each.chance for each in drawn])
    done, total, before = np.zeros(n_runs, dtype=int), np.zeros(n_runs), first_weekday
    for week in range(most_weeks):
        cuts = _cuts(drawn, week * 7 - first_weekday + np.arange(7))
        worked = np.einsum("rwd,rw,wd->rd", plan.week(random), comes, cuts) * scale
        worked[:, :before] = 0.0
        before = 0
        reached = total[:, None] + worked.cumsum(axis=1) >= wanted[:, None] - _NEARLY
        ends = (done == 0) & reached.any(axis=1)
        done[ends] = week * 7 - first_weekday + reached.argmax(axis=1)[ends] + 1
        total += worked.sum(axis=1)
        if done.all():
            break
    # What takes no hours is done on the first day, whatever weekday the week began with.
    return tuple(int(day) for day in np.where(wanted <= 0, 1, done))


def quantile_day(days: Sequence[int], share: float) -> int | None:
    """The first day by which at least that share of the runs is done; None where fewer ever are.

    Examples
    --------
    >>> quantile_day([3, 1, 2, 0], 0.5), quantile_day([3, 1, 2, 0], 0.8)
    (2, None)
    """
    if not days:
        return None
    in_order = sorted(days, key=lambda day: day or float("inf"))
    return in_order[max(1, ceil(share * len(days) - _NEARLY)) - 1] or None


def latest_days(parts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Run by run the day on which the last part is done; 0 where one of them never is.

    Examples
    --------
    >>> latest_days([(1, 4, 2), (3, 2, 0)])
    (3, 4, 0)
    """
    return tuple(0 if 0 in days else max(days) for days in zip(*parts, strict=True))


def resampled_seconds(worked: Sequence[tuple[int, float]], *, seed: int, n: int = 400) -> tuple[float, ...]:
    """Seconds per judgment as they might have been: people's (judgments, seconds) drawn with replacement.

    Empty where nothing was judged.

    Examples
    --------
    >>> set(resampled_seconds([(10, 300.0), (20, 600.0)], seed=1, n=5))
    {30.0}
    """
    import numpy as np

    pairs = np.array([(judged, seconds) for judged, seconds in worked if judged > 0], dtype=float)
    if not len(pairs):
        return ()
    random = np.random.default_rng(seed)
    sums = pairs[random.integers(len(pairs), size=(n, len(pairs)))].sum(axis=1)
    return tuple(float(each) for each in sums[:, 1] / sums[:, 0])


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Weeks of everybody one after the other, and where those of each run's worker begin and how many they are."""

    bank: "NDArray[np.float64]"
    begins: "NDArray[np.int64]"
    lengths: "NDArray[np.int64]"

    def week(self, random: "np.random.Generator") -> "NDArray[np.float64]":
        import numpy as np

        nth = (random.random(self.begins.shape) * self.lengths).astype(np.int64)
        weeks: NDArray[np.float64] = self.bank[self.begins + nth]
        return weeks


def _representatives(
    workers: Sequence[Worker], random: "np.random.Generator"
) -> tuple[Sequence[Worker], float]:
    if len(workers) <= MOST_DRAWN:
        return workers, 1.0
    chosen = sorted(random.choice(len(workers), MOST_DRAWN, replace=False))
    return [workers[nth] for nth in chosen], len(workers) / MOST_DRAWN


def _spans(
    workers: Sequence[Worker], drawn: Sequence[Worker], random: "np.random.Generator", n_runs: int
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """Per run and worker: where their weeks begin, and how many they are; of whoever has none, somebody else's."""
    import numpy as np

    counts = np.array([len(each.weeks) for each in workers], dtype=np.int64)
    firsts = np.concatenate([[0], counts.cumsum()[:-1]]).astype(np.int64)
    measured = np.flatnonzero(counts)
    place = {id(each): nth for nth, each in enumerate(workers)}
    own = np.array([place[id(each)] for each in drawn], dtype=np.int64)
    others = measured[random.integers(len(measured), size=(n_runs, len(drawn)))]
    source = np.where(counts[own][None, :] > 0, own[None, :], others)
    return firsts[source], counts[source]


def _cuts(workers: Sequence[Worker], days: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Share of each worker's hours on each of the seven days; `days` count from 0."""
    import numpy as np

    share = np.array([each.share for each in workers])
    cut = np.array([each.cut for each in workers])
    until = np.array([each.cut_days for each in workers])
    is_cut = days[None, :] < until[:, None]
    return share[:, None] * np.where(is_cut, cut[:, None], 1.0)
