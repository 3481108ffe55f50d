"""A project and its stages. Settings stay editable while work goes on."""

from typing import ClassVar

from django.db import models

from assay.kit.models import BusinessCalendar, Identified
from assay.people.enums import LanguageLevel
from assay.people.models import Contributor, Market, Skill, User, Vendor
from assay.projects.enums import ProjectState, Segment, StageKind


class Project(Identified):
    name = models.CharField(max_length=160)
    segment = models.CharField(max_length=24, choices=Segment, default=Segment.OTHER)
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=ProjectState, default=ProjectState.DRAFT)
    state_reason = models.TextField(blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    time_zone = models.CharField(max_length=64, default="UTC")
    calendar = models.ForeignKey(
        BusinessCalendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        help_text="Service levels count in its working time; empty: around the clock.",
    )
    schema_version = models.ForeignKey(
        "projects.LabelSchemaVersion", models.PROTECT, null=True, related_name="+", help_text="In force now."
    )
    guideline_version = models.ForeignKey(
        "projects.GuidelineVersion", models.PROTECT, null=True, related_name="+", help_text="In force now."
    )
    guideline_needs_review = models.BooleanField(
        default=False, help_text="A new version of the guideline is approved by named reviewers first."
    )
    test_share = models.FloatField(default=0.0, help_text="Share of items kept for testing, fixed per item.")
    dispute_days = models.PositiveSmallIntegerField(
        default=7, help_text="So long an error can be disputed after its review."
    )
    appeal_days = models.PositiveSmallIntegerField(
        default=30, help_text="So long an appeal against a step of standing is possible."
    )
    ruling_days = models.PositiveSmallIntegerField(
        default=3, help_text="Within so many days disputes and appeals are decided."
    )
    answer_hours = models.PositiveSmallIntegerField(
        default=24, help_text="Within so many hours questions of contributors are answered."
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    dispute_days__gte=1, appeal_days__gte=1, ruling_days__gte=1, answer_hours__gte=1
                ),
                name="projects_time_limits",
            ),
            models.CheckConstraint(
                condition=models.Q(test_share__gte=0) & models.Q(test_share__lte=1),
                name="projects_test_share",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProjectState.OPEN) | models.Q(schema_version__isnull=False),
                name="projects_open_has_schema",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(Identified):
    project = models.ForeignKey(Project, models.PROTECT, related_name="stages")
    kind = models.CharField(max_length=10, choices=StageKind, default=StageKind.LABEL)
    name = models.CharField(max_length=80, default="Label")
    position = models.SmallIntegerField(default=1)
    is_open = models.BooleanField(default=True)
    overlap = models.PositiveSmallIntegerField(default=1, help_text="Judgments wanted per task.")
    overlap_max = models.PositiveSmallIntegerField(default=1, help_text="Never more than this many.")
    lease_seconds = models.PositiveIntegerField(default=1800)
    prefetch = models.PositiveSmallIntegerField(
        default=1, help_text="Tasks a person may hold beside the one in work."
    )
    undo_seconds = models.PositiveSmallIntegerField(default=30)
    idle_cut_seconds = models.PositiveSmallIntegerField(default=60)
    daily_cap = models.PositiveIntegerField(null=True, help_text="Tasks per person and day; empty: none.")
    gold_share = models.FloatField(default=0.0)
    gold_feedback = models.BooleanField(
        default=False, help_text="Show the answer and its reason after a gold task."
    )
    language_level = models.SmallIntegerField(choices=LanguageLevel, default=LanguageLevel.B2)
    needs_acknowledgment = models.BooleanField(
        default=True, help_text="The guideline in force must be acknowledged."
    )
    vendors = models.ManyToManyField(Vendor, related_name="+", blank=True, help_text="Empty: everybody.")
    is_adaptive = models.BooleanField(
        default=False, help_text="Consensus asks for more judgments until the label is sure enough."
    )
    target = models.FloatField(
        default=0.95, help_text="Share of labels stopped early that must be right, as gold has shown."
    )
    stops_when_settled = models.BooleanField(
        default=True, help_text="Also stop where further judgments are unlikely to change the label."
    )
    audit_share = models.FloatField(
        default=0.1, help_text="Random share of tasks that always get the highest overlap."
    )
    consensus = models.CharField(max_length=40, default="dawid_skene")
    consensus_params = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "position"], name="projects_stage_position"),
            models.CheckConstraint(
                condition=models.Q(overlap__gte=1) & models.Q(overlap_max__gte=models.F("overlap")),
                name="projects_stage_overlap",
            ),
            models.CheckConstraint(
                condition=models.Q(gold_share__gte=0) & models.Q(gold_share__lte=0.5),
                name="projects_stage_gold_share",
            ),
            models.CheckConstraint(condition=models.Q(lease_seconds__gte=30), name="projects_stage_lease"),
            models.CheckConstraint(
                condition=models.Q(target__gte=0.5, target__lte=0.999)
                & models.Q(audit_share__gte=0, audit_share__lte=1),
                name="projects_stage_stopping",
            ),
        ]


class StageSkill(models.Model):
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    min_score = models.SmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "skill"], name="projects_stage_skill_once")
        ]


class ProjectMarket(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="markets")
    market = models.ForeignKey(Market, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "market"], name="projects_market_once")
        ]


class Membership(models.Model):
    """A contributor who may be given tasks of the project, if everything else fits."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="memberships")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="memberships")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "contributor"],
                condition=models.Q(retired_at=None),
                name="projects_membership_once",
            ),
        ]
