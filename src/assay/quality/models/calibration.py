"""Calibration: the same items, answered blind by many, compared with a benchmark; never part of anybody's score."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Site, User
from assay.projects.models import GuidelineVersion, LabelSchemaVersion, Project
from assay.quality.enums import CalibrationPick, CalibrationState
from assay.quality.models.gold import Gold
from assay.work.models import Task


class CalibrationSession(Identified):
    """Prepared, open for blind answers until `due_at`, ruled on by the facilitator, closed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=160)
    note = models.TextField(blank=True, help_text="What those who answer are told.")
    state = models.CharField(max_length=9, choices=CalibrationState, default=CalibrationState.DRAFT)
    facilitator = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    weights = models.JSONField(
        default=dict, help_text="Question id to weight; what is not named counts once."
    )
    schema_version = models.ForeignKey(
        LabelSchemaVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    guideline_version = models.ForeignKey(
        GuidelineVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    due_at = models.DateTimeField()
    n_due_changes = models.PositiveIntegerField(default=0)
    due_set_at = models.DateTimeField(null=True, help_text="When it was last moved.")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="When the last answer could be given.")
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="Why it was cancelled.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[CalibrationState.DRAFT, CalibrationState.CANCELLED])
                | models.Q(opened_at__isnull=False, schema_version__isnull=False),
                name="quality_calibration_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CalibrationState.CLOSED, closed_at__isnull=False)
                | (~models.Q(state=CalibrationState.CLOSED) & models.Q(closed_at=None)),
                name="quality_calibration_closed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "-id"], name="quality_calibration_project"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state=CalibrationState.OPEN),
                name="quality_calibration_due",
            ),
        ]


class CalibrationItem(Identified):
    """One task of a session; the benchmark is what the facilitator says is right, and why."""

    session = models.ForeignKey(CalibrationSession, models.PROTECT, related_name="items", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    pick = models.CharField(max_length=12, choices=CalibrationPick)
    benchmark = models.JSONField(null=True)
    ruling = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    gold = models.OneToOneField(Gold, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "task"], name="quality_calibration_item_once"),
            models.CheckConstraint(
                condition=models.Q(benchmark=None, ruled_at=None, ruled_by=None, ruling="")
                | (
                    models.Q(benchmark__isnull=False, ruled_at__isnull=False, ruled_by__isnull=False)
                    & ~models.Q(ruling="")
                ),
                name="quality_calibration_item_ruled",
            ),
        ]


class CalibrationParticipant(Identified):
    """Somebody who answers blind; their site is that of the invitation, so that a series stays what it was."""

    session = models.ForeignKey(
        CalibrationSession, models.PROTECT, related_name="participants", db_index=False
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    contributor = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    invited_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "user"], name="quality_calibration_person_once"),
        ]


class CalibrationAnswer(Identified):
    """No Judgment: nothing that counts judgments ever meets it. May be changed until the session takes no more."""

    item = models.ForeignKey(CalibrationItem, models.PROTECT, related_name="answers", db_index=False)
    participant = models.ForeignKey(CalibrationParticipant, models.PROTECT, related_name="answers")
    answers = models.JSONField()
    comment = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "participant"], name="quality_calibration_answer_once"),
        ]


class CalibrationAlignment(models.Model):
    """Append-only: how near one answer to one question lay to the benchmark when the session was closed."""

    session = models.ForeignKey(CalibrationSession, models.PROTECT, related_name="alignments")
    answer = models.ForeignKey(CalibrationAnswer, models.PROTECT, related_name="alignments", db_index=False)
    question = models.CharField(max_length=60)
    value = models.FloatField()
    weight = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "question"], name="quality_alignment_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=0, value__lte=1, weight__gte=0), name="quality_alignment_range"
            ),
        ]


class CalibrationRemark(Identified):
    """What is said about a session or one item of it, once nobody answers any more."""

    session = models.ForeignKey(CalibrationSession, models.PROTECT, related_name="remarks")
    item = models.ForeignKey(
        CalibrationItem, models.PROTECT, null=True, related_name="remarks", db_index=False
    )
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()
    written_at = models.DateTimeField()


class RetrainingNeed(Identified):
    """Somebody who should learn a question again, and whether they have; a list to train by, not a verdict."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(CalibrationSession, models.PROTECT, related_name="retraining")
    participant = models.ForeignKey(CalibrationParticipant, models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=60, blank=True, help_text="Empty: the task as a whole.")
    note = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "question"], name="quality_retraining_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["project", "id"], condition=models.Q(done_at=None), name="quality_retraining_open"
            ),
        ]
