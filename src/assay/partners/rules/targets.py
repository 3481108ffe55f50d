"""Which standards a shift is told of, and how the site stands against them."""

from dataclasses import dataclass

from assay.planning.enums import Metric, Status
from assay.planning.rules.standards import Measured, Terms

# What a shift can do something about; the rest is a matter of plans and of money.
OF_A_SHIFT = (Metric.ACCURACY_MAJOR, Metric.GOLD_ACCURACY, Metric.THROUGHPUT, Metric.HANDLING_TIME)


@dataclass(frozen=True, slots=True)
class Target:
    """One standard of a project with what the site has measured in four weeks."""

    metric: Metric
    terms: Terms
    measured: Measured | None
    status: Status
