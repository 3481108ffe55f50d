"""What people say about a task instead of answering it: a question to the owner, or a report that cannot wait."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project, Stage
from assay.work.enums import ReportKind, ReportOutcome
from assay.work.models.task import Task


class TaskQuestion(Identified):
    """A contributor's question about a task; the project owner answers once."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="questions")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True, db_default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answer="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="work_question_answered",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["project", "answered_at", "id"], name="work_question_open")]


class UrgentReport(Identified):
    """Illegal content or imminent harm: the task is locked at once, and somebody must take it in hand in minutes."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="reports")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ReportKind)
    text = models.TextField(blank=True)
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Until then somebody must have taken it in hand.")
    paged_at = models.DateTimeField(help_text="When people were last called.")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=ReportOutcome, blank=True, db_default="")
    note = models.TextField(blank=True, db_default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(closed_at=None), name="work_report_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, outcome="")
                | (models.Q(closed_at__isnull=False, taken_at__isnull=False) & ~models.Q(outcome="")),
                name="work_report_closed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "closed_at", "-id"], name="work_report_of_project"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(taken_at=None, closed_at=None),
                name="work_report_waiting",
            ),
        ]
