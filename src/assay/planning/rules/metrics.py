"""The metrics that standards are set for: unit, direction, and how each is measured, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.planning.enums import Metric, Unit


@dataclass(frozen=True, slots=True)
class Measuring:
    """`is_more_better` is the direction; `how` says what is counted and where it comes from."""

    unit: Unit
    how: str
    is_more_better: bool = True


METRICS: Mapping[Metric, Measuring] = {
    Metric.ACCURACY_CRITICAL: Measuring(
        Unit.SHARE,
        "Judgments without a critical error among random samples of the client's reviewers, after disputes.",
    ),
    Metric.ACCURACY_MAJOR: Measuring(
        Unit.SHARE,
        "Judgments without a critical or major error among random samples of the client's reviewers, after disputes.",
    ),
    Metric.ACCURACY_MINOR: Measuring(
        Unit.SHARE,
        "Judgments without any error among random samples of the client's reviewers, after disputes.",
    ),
    Metric.GOLD_ACCURACY: Measuring(Unit.SHARE, "Right judgments of gold tasks."),
    Metric.AGREEMENT: Measuring(
        Unit.ALPHA,
        "Krippendorff's alpha of the question people agree on least, from the newest run of the agreement board.",
    ),
    Metric.DEFECTS: Measuring(
        Unit.SHARE,
        "Tasks with a critical or major error in samples of lots, first inspections only: the process average.",
        is_more_better=False,
    ),
    Metric.TURNAROUND: Measuring(
        Unit.DAYS,
        "Days from a batch's arrival to its last task done; mean of the batches that were finished.",
        is_more_better=False,
    ),
    Metric.THROUGHPUT: Measuring(Unit.PER_HOUR, "Judgments per hour of active handling, from work days."),
    Metric.HANDLING_TIME: Measuring(
        Unit.SECONDS,
        "Active seconds per judgment, idle time cut, from work days.",
        is_more_better=False,
    ),
    Metric.UTILIZATION: Measuring(
        Unit.SHARE,
        "Productive of paid hours of the members at sites, from approved days; wellbeing is left out.",
    ),
    Metric.PLAN_ATTAINMENT: Measuring(
        Unit.SHARE,
        "Tasks done until the day over the tasks planned up to the end of the last whole week, by the plan of then.",
    ),
    Metric.COST_PER_LABEL: Measuring(
        Unit.MONEY,
        "All cost that was booked for the project, over its tasks that were done.",
        is_more_better=False,
    ),
}
