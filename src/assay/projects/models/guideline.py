"""What becomes of a guideline around its versions: the draft, its reviews, translations, and quizzes taken."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.enums import ChangeKind, DraftState, DraftVerdict, GuidelineSide, TranslationState
from assay.projects.models.project import Project
from assay.projects.models.versions import GuidelineVersion


class GuidelineDraft(Identified):
    """The next version while it is written, reviewed and waits for its day; a version is made of it once."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="guideline_drafts")
    state = models.CharField(max_length=9, choices=DraftState, default=DraftState.DRAFT)
    based_on = models.PositiveIntegerField(default=0, help_text="Number of the version it was begun from.")
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved.")
    round = models.PositiveSmallIntegerField(default=0, help_text="Counts how often it went to review.")
    title = models.CharField(max_length=160, blank=True)
    sections = models.JSONField(default=list)
    change_note = models.TextField(blank=True)
    kind = models.CharField(max_length=13, choices=ChangeKind, default=ChangeKind.CLARIFICATION)
    grace_hours = models.PositiveIntegerField(default=0)
    quiz = models.JSONField(default=list)
    concerns = models.JSONField(default=dict)
    policies = models.JSONField(default=list)
    language = models.CharField(max_length=20, default="en")
    effective_at = models.DateTimeField(null=True, help_text="Empty: as soon as it is approved.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    approved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.OneToOneField(GuidelineVersion, models.PROTECT, null=True, related_name="draft")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(state__in=[DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.APPROVED]),
                name="projects_one_guideline_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(state=DraftState.IN_FORCE, version__isnull=False)
                | (~models.Q(state=DraftState.IN_FORCE) & models.Q(version=None)),
                name="projects_draft_in_force_has_version",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["effective_at"],
                condition=models.Q(state=DraftState.APPROVED),
                name="projects_guideline_due",
            ),
        ]


class GuidelineReview(Identified):
    """One person reads one round of a draft for one side, and says what they think of it."""

    draft = models.ForeignKey(GuidelineDraft, models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    side = models.CharField(max_length=9, choices=GuidelineSide)
    verdict = models.CharField(max_length=8, choices=DraftVerdict, default=DraftVerdict.WAITING)
    comment = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft", "round", "reviewer"], name="projects_guideline_reviewer_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict=DraftVerdict.CHANGES) | ~models.Q(comment=""),
                name="projects_changes_have_a_comment",
            ),
        ]


class GuidelineTranslation(models.Model):
    """A section, or its variant for a market, in another language: the newest row of its source text counts."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=20)
    part = models.CharField(max_length=82, help_text="Section id, or section id @ market.")
    source_sha256 = models.CharField(max_length=64, help_text="Digest of the text that was translated.")
    state = models.CharField(max_length=10, choices=TranslationState)
    title = models.CharField(max_length=160)
    markdown = models.TextField(blank=True)
    examples = models.JSONField(default=list)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["project", "language", "part", "-id"], name="projects_guideline_translated"),
        ]


class QuizAttempt(models.Model):
    """One try at the quiz of a version: every try is kept."""

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    guideline_version = models.ForeignKey(
        GuidelineVersion, models.PROTECT, related_name="attempts", db_index=False
    )
    answers = models.JSONField()
    n_right = models.PositiveSmallIntegerField()
    n_questions = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField()
    attempted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_passed=True, n_right=models.F("n_questions"))
                | models.Q(is_passed=False, n_right__lt=models.F("n_questions")),
                name="projects_quiz_passed_when_all_right",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contributor", "guideline_version"], name="projects_quiz_of_person"),
        ]
