"""Turnaround: days from a batch's arrival to its last task."""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite, defined
from assay.planning.rules.means import mean_of
from assay.work.queries.turnaround import days_of_batches


def turnaround(asked: Asked) -> Mapping[Metric, BySite]:
    """Of the whole project: several sites work on one batch."""
    if asked.look.sites is not None:
        return {}
    days = days_of_batches(asked.project.pk, asked.since_on, asked.until_on)
    return {Metric.TURNAROUND: defined({None: mean_of([float(each) for each in days])})}
