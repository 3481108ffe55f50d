"""Gold: tasks with a known answer and a reason."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project, Stage
from assay.work.models import Judgment, Task


class Gold(Identified):
    task = models.OneToOneField(Task, models.PROTECT, related_name="gold")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    answers = models.JSONField(help_text="Question id to the list of accepted answers.")
    reason = models.TextField(help_text="Why this is the answer; shown as feedback.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)


class GoldResult(models.Model):
    """How one judgment of a gold task compares with the known answer; written once the judgment counts."""

    judgment = models.OneToOneField(Judgment, models.PROTECT, related_name="gold_result")
    gold = models.ForeignKey(Gold, models.PROTECT, related_name="results")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    is_correct = models.BooleanField()
    wrong_questions = models.JSONField(default=list)
    judged_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["contributor", "stage", "-judged_at"], name="quality_gold_window")
        ]
