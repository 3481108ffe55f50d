"""Measured values: one query per metric, each reading what the domains below have counted already."""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.queries.measures.accuracy import accuracy
from assay.planning.queries.measures.agreement import agreement
from assay.planning.queries.measures.asked import WINDOW, Asked, BySite, Measure
from assay.planning.queries.measures.attainment import plan_attainment
from assay.planning.queries.measures.cost import cost_per_label
from assay.planning.queries.measures.defects import defects
from assay.planning.queries.measures.gold import gold_accuracy
from assay.planning.queries.measures.handling import handling
from assay.planning.queries.measures.turnaround import turnaround
from assay.planning.queries.measures.utilization import utilization

__all__ = ["WINDOW", "Asked", "BySite", "measured"]
MEASURES: tuple[Measure, ...] = (
    accuracy,
    gold_accuracy,
    agreement,
    defects,
    turnaround,
    handling,
    plan_attainment,
    utilization,
    cost_per_label,
)


def measured(asked: Asked) -> Mapping[Metric, BySite]:
    """Everything that is measured of a project; a metric that is not is left out."""
    found: dict[Metric, BySite] = {}
    for measure in MEASURES:
        found |= measure(asked)
    return found
