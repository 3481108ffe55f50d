"""Questions of contributors, answered once for everybody: who answers by when, what was said, what waits for it."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import Project
from assay.work.models import QueueItem, TaskQuestion


class Clarification(Identified):
    """A question in general words with its answer, tied to a section of the guideline; for now, or for good."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    section = models.CharField(max_length=60, blank=True, help_text="Section id; empty: none fits.")
    question = models.TextField()
    answer = models.TextField()
    is_provisional = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True, help_text="When a provisional answer became final.")
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(question="") & ~models.Q(answer=""),
                name="quality_clarification_says_both",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_at=None) | ~models.Q(retired_reason=""),
                name="quality_clarification_retired",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["project", "-id"],
                condition=models.Q(retired_at=None),
                name="quality_clarification_used",
            ),
        ]


class QuestionCase(Identified):
    """Who answers a contributor's question, and by when."""

    question = models.OneToOneField(TaskQuestion, models.PROTECT, related_name="case")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, help_text="When its owner was told that it is late.")
    clarification = models.ForeignKey(Clarification, models.PROTECT, null=True, related_name="cases")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(reminded_at=None, clarification=None),
                name="quality_question_late",
            ),
        ]


class HeldTask(models.Model):
    """A task that nobody gets while a question about tasks like it waits for its answer."""

    question = models.ForeignKey(TaskQuestion, models.PROTECT, related_name="+")
    item = models.ForeignKey(QueueItem, models.PROTECT, related_name="+", db_index=False)
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(released_at=None), name="quality_held_once"
            ),
        ]
