"""What a machine says of how hard content is that nobody has rated and nobody has looked at."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from assay.projects.models import Project
from assay.work.actions.rating_content import place_by_content
from assay.work.models import ContentRating, Judgment, Task

REASON = "Predicted by {machine}"


def rate_by_machine(*, project: Project, machine: str, levels: Mapping[int, int], now: datetime) -> int:
    """Tasks count as this until people or their answers say otherwise; how many do.

    What came in rated, was rated since, or was answered by somebody meanwhile is left as it is: whoever has looked
    knows better. The category stays.
    """
    answered = Judgment.objects.filter(task=OuterRef("pk"), contributor__isnull=False)
    unrated = Task.objects.filter(pk__in=levels, project=project, severity=None, withdrawn_at=None)
    unseen = unrated.filter(Q(is_gold=True) | ~Exists(answered))
    with transaction.atomic():
        tasks = list(unseen.select_for_update(no_key=True).only("severity", "category").order_by("pk"))
        ContentRating.objects.bulk_create(
            ContentRating(
                task=task,
                was_severity=None,
                was_category=task.category,
                severity=levels[task.pk],
                category=task.category,
                reason=REASON.format(machine=machine),
                rated_at=now,
                machine=machine,
            )
            for task in tasks
        )
        for level in sorted({levels[task.pk] for task in tasks}):
            those = [task.pk for task in tasks if levels[task.pk] == level]
            Task.objects.filter(pk__in=those).update(severity=level)
        place_by_content(project, [task.pk for task in tasks], now=now)
    return len(tasks)
