"""Who has worked on what kind of projects."""

from collections.abc import Sequence

from django.db.models import QuerySet

from assay.work.models import WorkDay


def worked_in_segments(segments: Sequence[str]) -> QuerySet[WorkDay, int]:
    """Contributors with a day of work in a project of one of the segments, as keys for a condition."""
    days = WorkDay.objects.filter(stage__project__segment__in=list(segments), n_submitted__gt=0)
    return days.order_by().values_list("contributor_id", flat=True)
