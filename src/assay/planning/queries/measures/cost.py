"""Cost per label: what was booked for the project in these weeks, over the tasks that were done in them."""

from collections.abc import Mapping

from assay.money.queries.spending import spent_between
from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite
from assay.planning.queries.standards import standards_of
from assay.planning.rules.standards import Measured
from assay.projects.models import Project
from assay.work.queries.weekly import tasks_done


def cost_per_label(asked: Asked) -> Mapping[Metric, BySite]:
    """Of the whole project, in the currency of its standard: others are not converted, and no site's pay is told."""
    standard = standards_of(asked.project, asked.until_on).get(Metric.COST_PER_LABEL)
    if asked.look.sites is not None or standard is None:
        return {}
    spent = spent_between(asked.project.pk, asked.since_on, asked.until_on).get(standard.terms.currency)
    n = _done(asked.project, asked) if spent else 0
    if not spent or n <= 0:
        return {}
    # Nothing is sampled, so that the interval is the value itself.
    return {Metric.COST_PER_LABEL: {None: Measured(spent / n, spent / n, spent / n, n)}}


def _done(project: Project, asked: Asked) -> int:
    until, since = (tasks_done(project.pk, day) for day in (asked.until_on, asked.since_on))
    return sum(until.values()) - sum(since.values())
