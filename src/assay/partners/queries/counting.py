"""What every vendor, site and market measured in a stretch of time: counts of the domains below, as shares."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from math import sqrt

from assay.partners.enums import ScoreMeasure
from assay.partners.queries.compliance import proven_at
from assay.people.queries.grains import Grain
from assay.people.queries.partner_counts import hours_between, stayed_between
from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import share
from assay.planning.queries.standards import standards_of_many
from assay.planning.rules.means import ratio_of, t_quantile
from assay.planning.rules.standards import Measured
from assay.projects.queries.at_sites import projects_by_id
from assay.quality.queries.partner_counts import (
    calibration_between,
    disputes_between,
    reviews_between,
    rework_between,
)
from assay.training.queries.partner_counts import signed_at
from assay.work.queries.handling import WorkedDay, worked_days_of_vendors

M = ScoreMeasure
Values = dict[Grain, dict[ScoreMeasure, Measured]]
HOUR, MINUTE = 3600.0, 60


def counted(
    since: datetime, until: datetime, measures: Container[ScoreMeasure] = frozenset(M)
) -> Mapping[Grain, Mapping[ScoreMeasure, Measured]]:
    """One statement per measure, however many sites; who measured nothing is left out.

    By weights from before evidence had one of its own, its lines count among the signatures, as they did then.
    """
    signed, proven = signed_at(until), proven_at(until.astimezone(UTC).date())
    found: Values = defaultdict(dict)
    for grain, (n, n_good, n_uncritical) in reviews_between(since, until).items():
        _put(found, grain, {M.QUALITY: share(n_good, n), M.CRITICAL: share(n_uncritical, n)})
    for measure, pairs in (
        (M.REWORK, rework_between(since, until)),
        (M.DISPUTES, disputes_between(since, until)),
        (M.RETENTION, stayed_between(since, until)),
        (M.COMPLIANCE, signed if M.EVIDENCE in measures else _together(signed, proven)),
        (M.EVIDENCE, proven if M.EVIDENCE in measures else {}),
    ):
        for grain, (n, k) in pairs.items():
            _put(found, grain, {measure: share(k, n)})
    for grain, (n, mean, deviation) in calibration_between(since, until).items():
        _put(found, grain, {M.CALIBRATION: _mean(n, float(mean), float(deviation))})
    first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
    for grain, days in hours_between(first, last).items():
        _put(found, grain, {M.HOURS: _kept(days)})
    for grain, measured in _throughput(first, last).items():
        _put(found, grain, {M.THROUGHPUT: measured})
    return found


def _together(
    signed: Mapping[Grain, tuple[int, int]], proven: Mapping[Grain, tuple[int, int]]
) -> Mapping[Grain, tuple[int, int]]:
    """Signatures and lines of the checklist, each counted once."""
    found = dict(signed)
    for grain, (n, k) in proven.items():
        before = found.get(grain, (0, 0))
        found[grain] = before[0] + n, before[1] + k
    return found


def _put(found: Values, grain: Grain, values: Mapping[ScoreMeasure, Measured | None]) -> None:
    found[grain] |= {measure: value for measure, value in values.items() if value is not None}


def _mean(n: int, mean: float, deviation: float) -> Measured | None:
    """Of alignments, which lie between 0 and 1; of one there is no interval."""
    if n < 2:
        return Measured(mean, None, None, n) if n else None
    half = t_quantile(n - 1) * deviation / sqrt(n)
    return Measured(mean, max(0.0, mean - half), min(1.0, mean + half), n)


def _kept(days: Iterable[tuple[int, int, int]]) -> Measured | None:
    """Kept over planned hours; the interval by how days differ, `n` in days of people."""
    days = list(days)
    found = ratio_of([(planned // MINUTE, kept / MINUTE) for _n, planned, kept in days])
    return replace(found, n=sum(n for n, _planned, _kept in days)) if found else None


def _throughput(since: date, until: date) -> Mapping[Grain, Measured | None]:
    """Judgments over what the active hours would have brought at each project's standard; `n` is what was expected."""
    worked = worked_days_of_vendors(since, until)
    projects = projects_by_id({each.project for each in worked})
    standards = standards_of_many(projects, {each.pk: until for each in projects})
    an_hour = {
        project: found[Metric.THROUGHPUT].terms.target
        for project, found in standards.items()
        if Metric.THROUGHPUT in found
    }
    days: defaultdict[Grain, defaultdict[date, list[float]]] = defaultdict(
        lambda: defaultdict(lambda: [0.0, 0.0])
    )
    for each in worked:
        for grain in _grains(each) if each.project in an_hour else ():
            day = days[grain][each.day_on]
            day[0] += each.seconds / HOUR * an_hour[each.project]
            day[1] += each.n
    return {
        grain: ratio_of([(round(expected), done) for expected, done in by_day.values()])
        for grain, by_day in days.items()
    }


def _grains(worked: WorkedDay) -> Iterable[Grain]:
    yield Grain(worked.vendor)
    if worked.site is not None:
        yield Grain(worked.vendor, worked.site)
