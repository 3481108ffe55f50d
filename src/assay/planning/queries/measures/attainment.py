"""Plan attainment: what was done of what was planned up to the end of the last whole week."""

from collections.abc import Mapping

from django.db.models import Sum

from assay.planning.enums import Metric
from assay.planning.models import PlanWeek
from assay.planning.queries.measures.asked import Asked, BySite, defined
from assay.planning.queries.plans import plans_of
from assay.planning.queries.progress import monday_of
from assay.planning.rules.health import attainment
from assay.work.queries.weekly import tasks_done


def plan_attainment(asked: Asked) -> Mapping[Metric, BySite]:
    """Of the whole project, by the plan that was in force then: plans are not made per site."""
    if asked.look.sites is not None:
        return {}
    version = plans_of(asked.project).filter(published_at__lte=asked.look.until).first()
    if version is None:
        return {}
    due = PlanWeek.objects.filter(plan=version, week_on__lt=monday_of(asked.until_on))
    n_due = due.aggregate(n=Sum("n_tasks"))["n"] or 0
    n_done = sum(tasks_done(asked.project.pk, asked.until_on).values())
    return {Metric.PLAN_ATTAINMENT: defined({None: attainment(n_done, n_due)})}
