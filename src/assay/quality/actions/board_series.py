"""Shares over time with the limits of a control chart: of each answer, and of pairs of judgments that agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from assay.quality.actions.board_figures import Figures, is_number
from assay.quality.enums import BoardStep
from assay.quality.models import BoardSeries
from assay.quality.queries.board_inputs import Codes, day_of
from assay.stats.control import Chart, laney_chart, p_chart, signals

# As many points as a chart can show, the newest.
MOST_POINTS = {BoardStep.DAY: 90, BoardStep.WEEK: 104}
DAYS = {BoardStep.DAY: 1, BoardStep.WEEK: 7}
MOST_SERIES = 30
FEWEST_POINTS = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """`k` of `n` on each day; `answer` is empty for agreeing pairs."""

    answer: str
    day: Codes
    k: Codes
    n: Codes


def series(found: Figures) -> Iterator[BoardSeries]:
    """Every series of one question, over all markets and in each."""
    market = found.inputs.judged.market[found.asked.judgment]
    for each in (0, *np.unique(market[market > 0]).tolist()):
        rows = np.flatnonzero(market == each) if each else np.arange(len(market))
        for counted in _counted(found, rows):
            for step in BoardStep:
                made = _series(found, counted, step)
                if made is not None:
                    made.market_id = each or None
                    yield made


def _counted(found: Figures, rows: Codes) -> Iterator[Counted]:
    day = found.inputs.judged.day[found.asked.judgment[rows]]
    n_before, n_like_it = _earlier(found.asked.unit[rows], found.asked.label[rows])
    yield Counted("", day, n_like_it, n_before)
    if is_number(found.asked):
        return
    one = np.ones(len(rows), np.int64)
    if found.is_by_option:
        names = np.array([subject.rpartition("/")[2] for subject in found.asked.subjects])
        of = names[found.asked.unit_subject[found.asked.unit[rows]]]
        for option in np.unique(of).tolist()[:MOST_SERIES]:
            here = np.flatnonzero(of == option)
            yield Counted(str(option), day[here], found.asked.label[rows[here]], one[here])
        return
    given = np.bincount(found.asked.label[rows], minlength=len(found.names))
    most = np.argsort(-given, kind="stable")[:MOST_SERIES]
    for label in sorted(int(each) for each in most if given[each]):
        yield Counted(found.names[label], day, (found.asked.label[rows] == label).astype(np.int64), one)


def _earlier(unit: Codes, label: Codes) -> tuple[Codes, Codes]:
    """For each row, how many rows of its unit came before it, and how many of those say the same.

    So each pair of judgments is counted once: on the day of the later one.
    """
    width = int(label.max(initial=0)) + 1
    return _nth(unit), _nth(unit * width + label)


def _nth(key: Codes) -> Codes:
    """How many earlier rows have the same key."""
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    begins = np.flatnonzero(np.concatenate([[True], sorted_key[1:] != sorted_key[:-1]])) if len(key) else key
    sizes = np.diff(np.concatenate([begins, [len(key)]]))
    found = np.empty(len(key), np.int64)
    found[order] = np.arange(len(key)) - np.repeat(begins, sizes)
    return found


def _chart(k: Codes, n: Codes) -> Chart:
    """Laney's limits, but never narrower than chance alone makes them: few points say little of how much they vary."""
    laney, plain = laney_chart(k.tolist(), n.tolist()), p_chart(k.tolist(), n.tolist())
    return laney if laney.sigma.sum() > plain.sigma.sum() else plain


def _series(found: Figures, counted: Counted, step: BoardStep) -> BoardSeries | None:
    period = counted.day // DAYS[step]
    if not len(period):
        return None
    first = int(period.min())
    k = np.bincount(period - first, weights=counted.k).astype(np.int64)
    n = np.bincount(period - first, weights=counted.n).astype(np.int64)
    at = np.flatnonzero(n)[-MOST_POINTS[step] :]
    if len(at) < FEWEST_POINTS:
        return None
    chart = _chart(k[at], n[at])
    broken = signals(chart.z)
    points = [
        {
            "on": (day_of(0) + timedelta(days=(first + nth) * DAYS[step])).isoformat(),
            "k": int(k[nth]),
            "n": int(n[nth]),
            "low": round(float(chart.low[place]), 6),
            "high": round(float(chart.high[place]), 6),
            "rules": broken.get(place, []),
        }
        for place, nth in enumerate(at.tolist())
    ]
    return BoardSeries(
        run=found.run,
        question=found.asked.question.id,
        answer=counted.answer,
        step=step,
        centre=round(chart.centre, 6),
        n_signals=len(broken),
        points=points,
    )
