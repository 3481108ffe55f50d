"""Thresholds from gold: which nominal posterior is right as often as promised, and which forecast is to be believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import Share, wilson
from assay.stats.stopping.paths import Path
from assay.stats.stopping.rule import Rule

Floats = NDArray[np.float64]
# From the surest to the least sure: half as far from certainty in steps, where nominal posteriors lie.
CANDIDATES = tuple((1 - np.logspace(-6, np.log10(0.5), 60)).tolist())
CHANCES = (0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.035, 0.025, 0.015, 0.01, 0.005, 0.0025)
# Before any gold has spoken, forecasts of change are taken to be twice too low, with the weight of so many items.
FORECAST_TOO_LOW, FORECAST_WEIGHT = 2.0, 20.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What gold allows.

    Attributes
    ----------
    thresholds : mapping
        Nominal posterior to reach, per class with a target of its own, and -1 for all others; a class without an entry
        cannot stop by probability: gold is too scarce, or too often wrong.
    futility_below : float
        Forecast chance of change below which an item is settled; 0: no item is.
    n_gold : int
        Items the calibration saw.
    stopped : Share
        Right among the gold items that the threshold of -1 would have stopped: the accuracy to expect.
    changed : Share
        Changed later among the gold items that futility would have stopped.
    own : frozenset of int
        Classes with a target of their own.
    """

    thresholds: Mapping[int, float]
    futility_below: float
    n_gold: int
    stopped: Share
    changed: Share
    own: frozenset[int] = frozenset()

    def threshold_of(self, label: int) -> float | None:
        return self.thresholds.get(label if label in self.own else EVERY)


EVERY = -1


def calibrate(paths: Sequence[Path], rule: Rule, *, unsettled_share: float | None = 0.0) -> Calibration:
    """Choose thresholds by first passage of gold items along their judgments.

    An item stops the *first* time its score passes the threshold, which favours lucky moments; so each candidate is
    tried on the gold items as it would have stopped them. From the surest candidate on, a threshold stands while the
    exact binomial test rejects, at 1 - `rule.confidence`, that those stopped are right less often than the target
    (fixed sequence testing: no correction for many candidates is needed). Whether a candidate is tried depends on
    the number it stops, never on whether they were right. Many sure items must not pay for a few doubtful ones, so the
    less sure half of the stopped gold must be right as often as the target, too. With n gold items stopped and none
    wrong the test passes from log(1 - confidence) / log(target) on: 59 items for 0.95, 29 for 0.9. With less gold
    nothing stops by probability.

    For futility the largest forecast is chosen for which the share of changed labels, drawn towards twice the forecast
    with the weight of 20 items, is within `rule.futility`.

    Parameters
    ----------
    paths : sequence of Path
        Gold items, scored with parameters that have not seen them (`cross_fitted_paths`).
    rule : Rule
    unsettled_share : float or None
        Share of labels that the latest refit changed: while it is above `rule.futility`, or unknown (None), the crowd
        is not known well enough for forecasts and nothing is futile.

    References
    ----------
    A. N. Angelopoulos et al.: Learn then test. Annals of Applied Statistics 19 (2025), sec. 4: fixed sequence testing.
    S. Bates et al.: Distribution-free, risk-controlling prediction sets. Journal of the ACM 68 (2021).
    """
    known = [path for path in paths if path.truth is not None]
    table = _Table.of(known)
    own = frozenset(label for label, each in rule.classes.items() if each.target is not None)
    thresholds = {}
    for label in (EVERY, *sorted(own)):
        target = rule.target if label == EVERY else rule.classes[label].target
        counted = ~np.isin(table.label, list(own)) if label == EVERY else table.label == label
        found = _threshold(table, counted, target, rule.confidence) if target is not None else None
        if found is not None:
            thresholds[label] = found
    everyone = _Table.of(paths)
    is_early = _may_stop_at(everyone, thresholds, own)
    below, changed = _futility(everyone, is_early, rule, unsettled_share)
    common = ~np.isin(table.label, list(own)) & (table.score >= thresholds.get(EVERY, np.inf))
    right, _ = _stopped(table, common)
    stopped = wilson(int(right.sum()), len(right), rule.confidence)
    return Calibration(thresholds, below, len(known), stopped, changed, own)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Paths side by side, shape (path, judgment); what may not stop has no score and no forecast."""

    score: Floats
    label: NDArray[np.int64]
    chance: Floats
    last: NDArray[np.int64]
    truth: NDArray[np.int64]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "_Table":
        shape = (len(paths), max((len(path.score) for path in paths), default=0))
        score, label, chance = np.full(shape, -1.0), np.full(shape, -1), np.full(shape, 2.0)
        for row, path in enumerate(paths):
            n = len(path.score)
            score[row, :n] = np.where(path.may_stop, path.score, -1.0)
            chance[row, :n] = np.where(path.may_stop, path.chance, 2.0)
            label[row, :n] = path.label
        last = np.array([path.label[-1] if len(path.label) else -1 for path in paths], np.int64)
        truth = np.array([-2 if path.truth is None else path.truth for path in paths], np.int64)
        return cls(score, label, chance, last, truth)


def _threshold(table: _Table, counted: NDArray[np.bool_], target: float, confidence: float) -> float | None:
    from scipy.special import bdtr

    least = ceil(log(1 - confidence) / log(target))
    found = None
    for candidate in CANDIDATES:
        right, score = _stopped(table, counted & (table.score >= candidate))
        n, n_wrong = len(right), int((~right).sum())
        if n < least:
            continue
        if bdtr(n_wrong, n, 1 - target) > 1 - confidence or right[score <= np.median(score)].mean() < target:
            break
        found = candidate
    return found


def _stopped(table: _Table, stops: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Floats]:
    """Which are right, and their scores, when every item stops at the first judgment where it may."""
    hit = stops.any(axis=1) if stops.size else np.zeros(len(table.truth), bool)
    if not hit.any():
        return np.empty(0, bool), np.empty(0)
    first = stops.argmax(axis=1)[hit]
    return table.label[hit, first] == table.truth[hit], table.score[hit, first]


def _may_stop_at(table: _Table, thresholds: Mapping[int, float], own: frozenset[int]) -> NDArray[np.bool_]:
    limit = np.full(table.label.shape, thresholds.get(EVERY, np.inf))
    for label in own:
        limit[table.label == label] = thresholds.get(label, np.inf)
    return np.asarray(table.score >= limit)


def _futility(
    table: _Table, is_early: NDArray[np.bool_], rule: Rule, unsettled_share: float | None
) -> tuple[float, Share]:
    none = wilson(0, 0, rule.confidence)
    if rule.futility is None or unsettled_share is None or unsettled_share > rule.futility:
        return 0.0, none
    for chance in CHANCES:
        stops = table.chance < chance
        n_changed, n = _changed(table, stops, is_early)
        believed = FORECAST_WEIGHT * min(1.0, FORECAST_TOO_LOW * chance)
        if (n_changed + believed) / (n + FORECAST_WEIGHT) <= rule.futility:
            return chance, wilson(n_changed, n, rule.confidence)
    return 0.0, none


def _changed(table: _Table, stops: NDArray[np.bool_], is_early: NDArray[np.bool_]) -> tuple[int, int]:
    """Changed later, and stopped, among items that futility stops before the target does."""
    if not stops.size:
        return 0, 0
    ever = stops.any(axis=1)
    first = stops.argmax(axis=1)
    target = np.where(is_early.any(axis=1), is_early.argmax(axis=1), stops.shape[1])
    hit = ever & (first < target)
    label = table.label[hit, first[hit]]
    return int((label != table.last[hit]).sum()), int(hit.sum())
