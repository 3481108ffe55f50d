"""Standing in a project: the rules of each version, the steps they led to, and the appeals against these."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, StandingChange, User
from assay.projects.models import Project
from assay.quality.enums import AppealState, StepKind, StepState


class StandingRules(Identified):
    """One version of a project's rules. What they would have done is looked at before they are switched on."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="standing_rules")
    number = models.PositiveIntegerField()
    rules = models.JSONField(help_text="In the order in which they are looked at.")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    simulation = models.JSONField(default=dict, help_text="What they would have done in the past month.")
    simulated_at = models.DateTimeField(null=True)
    switched_on_at = models.DateTimeField(null=True)
    switched_on_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    switched_off_at = models.DateTimeField(null=True)
    switched_off_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    evaluated_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="quality_standing_rules_number"),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(switched_on_at__isnull=False, switched_off_at=None),
                name="quality_standing_rules_one_on",
            ),
            models.CheckConstraint(
                condition=models.Q(switched_on_at=None) | models.Q(simulated_at__isnull=False),
                name="quality_standing_rules_simulated",
            ),
        ]

    @property
    def is_on(self) -> bool:
        return self.switched_on_at is not None and self.switched_off_at is None


class StandingStep(Identified):
    """What a rule, or somebody by hand, decided about a person in one project; with its evidence and way back."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="standing_steps", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="standing_steps")
    rules = models.ForeignKey(StandingRules, models.PROTECT, null=True, related_name="steps")
    rule = models.CharField(max_length=60, blank=True, help_text="Its key; empty: taken by hand.")
    step = models.CharField(max_length=10, choices=StepKind)
    reason = models.TextField(blank=True, help_text="Of a step by hand; a rule's is its evidence.")
    evidence = models.JSONField(default=dict, help_text="Measure, threshold, k, n, interval, signals.")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    way_back = models.TextField(blank=True)
    appealable_until = models.DateTimeField(
        null=True, help_text="By the project's limit at that moment; empty in old steps: thirty days."
    )
    n_taken_back = models.IntegerField(default=0, help_text="Judgments that were asked for again.")
    state = models.CharField(max_length=10, choices=StepState, default=StepState.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "contributor", "rule"],
                condition=models.Q(state=StepState.OPEN),
                name="quality_standing_step_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(step__in=[StepKind.PROBATION, StepKind.PAUSE])
                | models.Q(until__isnull=False)
                | ~models.Q(way_back=""),
                name="quality_standing_step_way_back",
            ),
            models.CheckConstraint(
                condition=~models.Q(rule="", reason=""), name="quality_standing_step_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(state=StepState.OPEN, ended_at=None)
                | (~models.Q(state=StepState.OPEN) & models.Q(ended_at__isnull=False)),
                name="quality_standing_step_ended",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "-id"], name="quality_standing_step_project"),
            models.Index(
                fields=["project", "contributor"],
                condition=models.Q(state=StepState.OPEN),
                name="quality_standing_step_open",
            ),
        ]


class Appeal(Identified):
    """Somebody asks a person to look again at a step, or at a change of their standing everywhere."""

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="appeals")
    step = models.ForeignKey(StandingStep, models.PROTECT, null=True, related_name="appeals")
    change = models.ForeignKey(StandingChange, models.PROTECT, null=True, related_name="appeals")
    reason = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.OPEN)
    ruling = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["step"], condition=models.Q(step__isnull=False), name="quality_appeal_step_once"
            ),
            models.UniqueConstraint(
                fields=["change"], condition=models.Q(change__isnull=False), name="quality_appeal_change_once"
            ),
            models.CheckConstraint(
                condition=models.Q(step__isnull=False) ^ models.Q(change__isnull=False),
                name="quality_appeal_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[AppealState.UPHELD, AppealState.OVERTURNED])
                | (models.Q(decided_by__isnull=False, decided_at__isnull=False) & ~models.Q(ruling="")),
                name="quality_appeal_decided",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="quality_appeal_reason"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], condition=models.Q(state=AppealState.OPEN), name="quality_appeal_open"
            ),
        ]
