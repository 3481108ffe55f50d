"""What is reviewed by which plan, what waits for a reviewer, what reviewers said, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, Site, User, Vendor
from assay.projects.models import Project, Stage
from assay.quality.enums import (
    ReviewItemState,
    ReviewOutcome,
    ReviewPurpose,
    ReviewTier,
    ReviewVerdict,
    ReworkState,
)
from assay.quality.models.taxonomy import ErrorTaxonomy, ErrorType
from assay.work.models import Claim, Judgment, Task


class ReviewPlan(Identified):
    """What share of which judgments is reviewed: rules in order, the last one catching all. The newest is in force."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="review_plans", db_index=False)
    tier = models.CharField(max_length=6, choices=ReviewTier, default=ReviewTier.CLIENT)
    number = models.PositiveIntegerField()
    rules = models.JSONField(help_text="In order: key, name, when, share, strata.")
    is_blind = models.BooleanField(
        default=False, help_text="Reviewers answer for themselves before they see the judgment."
    )
    due_hours = models.FloatField(null=True, help_text="Of the project's calendar; empty: no clock.")
    rework_hours = models.FloatField(default=48.0, help_text="So long a contributor has to answer again.")
    audit_share = models.FloatField(
        default=0.0, help_text="Share of reviews that a second reviewer does again."
    )
    seed = models.BigIntegerField(default=0)
    samples_since = models.DateTimeField(help_text="Judgments submitted earlier are left alone.")
    note = models.TextField(blank=True)
    is_stopped = models.BooleanField(default=False, help_text="Nothing more is sampled.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "tier", "number"], name="quality_review_plan_number"),
            models.CheckConstraint(
                condition=models.Q(audit_share__gte=0, audit_share__lte=1), name="quality_review_plan_audits"
            ),
        ]


class ReviewQuota(models.Model):
    """How many a rule has seen and taken of one stratum: what keeps quotas exactly, not only in probability."""

    plan = models.ForeignKey(ReviewPlan, models.CASCADE, related_name="quotas", db_index=False)
    rule = models.CharField(max_length=60)
    stratum = models.CharField(max_length=200, blank=True)
    n_seen = models.BigIntegerField(default=0)
    n_taken = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "rule", "stratum"], name="quality_quota_once"),
        ]


class SamplingProgress(models.Model):
    """How far sampling has come in a stage: judgments of the transactions before this one were looked at."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="+", db_index=False)
    tier = models.CharField(max_length=6, choices=ReviewTier)
    xid = models.BigIntegerField(default=0)
    judgment_id = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "tier"], name="quality_sampling_once"),
        ]


class PlantedReview(Identified):
    """A judgment whose right verdict is known: reviewers are shown it as any other."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    judgment = models.OneToOneField(Judgment, models.PROTECT, related_name="+")
    is_correct = models.BooleanField(help_text="What a reviewer should find.")
    reason = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)


class ReviewItem(Identified):
    """One judgment that waits for a reviewer, or was reviewed. What a reviewer claims."""

    plan = models.ForeignKey(ReviewPlan, models.PROTECT, null=True, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="review_items")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    contributor = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="+", db_index=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    tier = models.CharField(max_length=6, choices=ReviewTier)
    purpose = models.CharField(max_length=8, choices=ReviewPurpose)
    is_blind = models.BooleanField(default=False)
    rule = models.CharField(max_length=60, blank=True)
    stratum = models.CharField(max_length=200, blank=True)
    audited = models.OneToOneField(
        "quality.Review",
        models.PROTECT,
        null=True,
        related_name="audit",
        help_text="Which review is done again.",
    )
    planted = models.ForeignKey(PlantedReview, models.PROTECT, null=True, related_name="+", db_index=False)
    reserved_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=6, choices=ReviewItemState, default=ReviewItemState.OPEN)
    position = models.BigIntegerField(
        db_default=models.Func(models.Value("quality_review_position"), function="nextval")
    )
    sampled_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    held_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True, help_text="So long it is offered to nobody else.")
    own_answers = models.JSONField(
        null=True, help_text="Of a blind review: given before the judgment was seen."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["judgment", "tier"],
                condition=models.Q(purpose=ReviewPurpose.SAMPLE),
                name="quality_review_sampled_once",
            ),
            models.UniqueConstraint(
                fields=["planted", "reserved_for"],
                condition=models.Q(purpose=ReviewPurpose.PLANTED),
                name="quality_review_planted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose=ReviewPurpose.AUDIT) ^ models.Q(audited=None),
                name="quality_review_audit_of",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["project", "tier", "position"],
                condition=models.Q(state=ReviewItemState.OPEN),
                name="quality_review_waiting",
            ),
            models.Index(
                fields=["project", "tier", "position"],
                condition=models.Q(state=ReviewItemState.OPEN, held_until__isnull=False),
                name="quality_review_back",
            ),
            models.Index(
                fields=["site", "position"],
                condition=models.Q(state=ReviewItemState.OPEN, tier=ReviewTier.SITE),
                name="quality_review_waiting_site",
            ),
            models.Index(fields=["project", "-id"], name="quality_review_item_of"),
        ]


class ReviewCursor(models.Model):
    """How far a person has come in a project's reviews: what lies before it is not for them, or came back since."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", db_index=False)
    tier = models.CharField(max_length=6, choices=ReviewTier)
    position = models.BigIntegerField()
    reach = models.CharField(max_length=32, help_text="Of which rights, people and record it was true.")
    set_at = models.DateTimeField(help_text="It counts for a day from then on.")
    wound_back_at = models.DateTimeField(
        null=True, help_text="All was read from the start, and nothing found."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "project", "tier"], name="quality_review_cursor_once"),
        ]


class Review(Identified):
    """What a reviewer said of one judgment. Append-only."""

    item = models.OneToOneField(ReviewItem, models.PROTECT, related_name="review")
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="reviews")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="+", db_index=False)
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    tier = models.CharField(max_length=6, choices=ReviewTier)
    purpose = models.CharField(max_length=8, choices=ReviewPurpose)
    verdict = models.CharField(max_length=8, choices=ReviewVerdict)
    is_correct = models.BooleanField(help_text="Not rejected, no critical error, weights below the limit.")
    is_critical = models.BooleanField(help_text="It has a critical error.")
    points = models.FloatField(help_text="Weights of its errors together, at most 1.")
    n_errors = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField(null=True, help_text="The right answers, where the reviewer gave them.")
    outcome = models.CharField(max_length=10, choices=ReviewOutcome, default=ReviewOutcome.NONE)
    comment = models.TextField(blank=True)
    taxonomy = models.ForeignKey(ErrorTaxonomy, models.PROTECT, null=True, related_name="+", db_index=False)
    handling_seconds = models.FloatField(default=0)
    is_bulk = models.BooleanField(default=False)
    disputable_until = models.DateTimeField(
        null=True, help_text="By the project's limit at that moment; empty in old reviews: seven days."
    )
    reviewed_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["project", "-reviewed_at"], name="quality_review_of_project"),
            models.Index(fields=["contributor", "-reviewed_at"], name="quality_review_of_person"),
            models.Index(fields=["reviewer", "-reviewed_at"], name="quality_review_of_reviewer"),
        ]


class ReviewError(Identified):
    """One error that a review charges; severity and weight as they were then. Append-only."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="errors")
    error_type = models.ForeignKey(ErrorType, models.PROTECT, related_name="+")
    severity = models.CharField(max_length=8)
    weight = models.FloatField()
    question = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    comment = models.TextField(blank=True)


class Rework(Identified):
    """A judgment that went back to its author: a new attempt of the same claim, tracked until it is answered."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="rework")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="reworks")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    judgment = models.ForeignKey(Judgment, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=6, choices=ReworkState, default=ReworkState.OPEN)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["project", "due_at"],
                condition=models.Q(state=ReworkState.OPEN),
                name="quality_rework_open",
            ),
        ]
