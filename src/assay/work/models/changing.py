"""Changes of many tasks at once, each with what was there before, so that it can be undone."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import Project
from assay.work.models.task import Task
from assay.work.rules.changing import TaskAction


class TaskChange(Identified):
    """One change of the chosen tasks, or of all that fit what was asked for."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="task_changes")
    action = models.CharField(max_length=10, choices=[(each.value, each.value) for each in TaskAction])
    params = models.JSONField(default=dict, help_text="Reason, overlap, priority or batch.")
    narrowing = models.JSONField(null=True, help_text="What was asked for; empty: tasks chosen one by one.")
    n_changed = models.BigIntegerField(default=0)
    n_left = models.BigIntegerField(default=0, help_text="Seen, and left as they were.")
    is_whole = models.BooleanField(default=False, help_text="Every task that was asked for is done.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    n_restored = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["project", "-id"], name="work_change_of_project")]


class ChangedTask(models.Model):
    """What one task was before a change, and what the change made of it."""

    change = models.ForeignKey(TaskChange, models.CASCADE, related_name="tasks", db_index=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "task"], name="work_changed_task_once"),
        ]
