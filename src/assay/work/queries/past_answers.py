"""Answers that may be talked about: of projects, since a moment, and never those to gold."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from assay.projects.models import Project
from assay.work.models import Judgment


def answers_but_gold(projects: QuerySet[Project] | Iterable[int], since: datetime) -> QuerySet[Judgment]:
    """Neither of tasks that were gold then, nor of such as are gold now."""
    found = Judgment.objects.filter(project__in=projects, submitted_at__gt=since)
    return found.filter(is_gold=False, task__is_gold=False)
