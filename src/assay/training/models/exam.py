"""Exams on gold: what is asked, who sat them when, and what was answered. No answer of an exam is a Judgment."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Skill, User
from assay.projects.models import LabelSchemaVersion, Project
from assay.quality.models import Gold
from assay.training.enums import AttemptState


class Exam(Identified):
    """Who passes gets the skill, which routing can ask for; settings hold for attempts that begin afterwards."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="exams")
    name = models.CharField(max_length=160)
    note = models.TextField(blank=True, help_text="What people are told before they begin.")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    pass_share = models.FloatField(help_text="Share of the questions that must be right.")
    n_questions = models.PositiveSmallIntegerField(help_text="Drawn for each attempt.")
    n_attempts = models.PositiveSmallIntegerField(
        help_text="Until it is passed, or again once it has expired."
    )
    cool_hours = models.PositiveIntegerField(help_text="After an attempt that failed.")
    valid_days = models.PositiveIntegerField(
        null=True, help_text="So long the skill is held; empty: for good."
    )
    shares_gold = models.BooleanField(default=False, help_text="Its questions stay gold of production, too.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pass_share__gt=0, pass_share__lte=1), name="training_exam_pass_share"
            ),
            models.CheckConstraint(
                condition=models.Q(n_questions__gte=1, n_attempts__gte=1), name="training_exam_counts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExamItem(Identified):
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="items", db_index=False)
    gold = models.ForeignKey(Gold, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)
    flagged_at = models.DateTimeField(
        null=True, help_text="When its keepers were told that figures speak against it."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exam", "gold"], name="training_exam_item_once"),
        ]


class ExamAttempt(Identified):
    """One sitting, under the terms and the label schema of its beginning."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="attempts", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=AttemptState, default=AttemptState.OPEN)
    pass_share = models.FloatField()
    n_questions = models.PositiveSmallIntegerField()
    n_right = models.PositiveSmallIntegerField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, help_text="Until then what was passed is held.")
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exam", "contributor", "number"], name="training_attempt_number"),
            models.UniqueConstraint(
                fields=["exam", "contributor"],
                condition=models.Q(state=AttemptState.OPEN),
                name="training_one_open_attempt",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AttemptState.OPEN, finished_at=None, n_right=None)
                | (
                    ~models.Q(state=AttemptState.OPEN)
                    & models.Q(finished_at__isnull=False, n_right__isnull=False)
                ),
                name="training_attempt_finished",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["started_at"],
                condition=models.Q(state=AttemptState.OPEN),
                name="training_attempt_open",
            ),
        ]


class ExamAnswer(Identified):
    """A question as it was drawn; answered once."""

    attempt = models.ForeignKey(ExamAttempt, models.PROTECT, related_name="answers", db_index=False)
    item = models.ForeignKey(ExamItem, models.PROTECT, related_name="given")
    position = models.PositiveSmallIntegerField()
    answers = models.JSONField(null=True)
    is_right = models.BooleanField(null=True)
    wrong = models.JSONField(
        default=list, help_text="Questions of the label schema that were answered wrong."
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "position"], name="training_answer_position"),
            models.UniqueConstraint(fields=["attempt", "item"], name="training_answer_once"),
            models.CheckConstraint(
                condition=models.Q(answers=None, is_right=None, answered_at=None)
                | models.Q(answers__isnull=False, is_right__isnull=False, answered_at__isnull=False),
                name="training_answer_whole",
            ),
        ]


class ExtraAttempt(Identified):
    """One attempt more than the exam's terms give, and at once; who gave it says why."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="extra_attempts", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    reason = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="training_extra_attempt_says_why"),
        ]
        indexes: ClassVar = [models.Index(fields=["exam", "contributor"], name="training_extra_attempts")]
