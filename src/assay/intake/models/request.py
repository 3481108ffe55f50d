"""What somebody asks for: labels of some content, so good, by then, for a model."""

from typing import ClassVar

from django.db import models

from assay.intake.enums import Cadence, Part, Purpose, QualityUnit, RequestState, Sensitivity
from assay.kit.models import BusinessCalendar, Identified, StoredFile
from assay.people.models import Market, User
from assay.projects.enums import Segment
from assay.projects.models import Project

S = RequestState


class Request(Identified):
    """A draft may be empty; what a request lacks before it can be submitted says `rules.completeness`."""

    title = models.CharField(max_length=160, blank=True)
    segment = models.CharField(max_length=24, choices=Segment, blank=True)
    purpose = models.CharField(max_length=8, choices=Purpose, blank=True)
    metric = models.CharField(
        max_length=120, blank=True, help_text="Of the model, that the labels should move."
    )
    metric_unit = models.CharField(max_length=40, blank=True)
    metric_baseline = models.FloatField(null=True, help_text="Where it stands today.")
    metric_gain = models.FloatField(null=True, help_text="By how much it should move.")
    content_source = models.TextField(blank=True, help_text="Where the content comes from, in words.")
    sample = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    template = models.CharField(max_length=60, blank=True, help_text="Label schema from the gallery.")
    schema_words = models.TextField(blank=True, help_text="Label schema in words, where no template fits.")
    accuracy_target = models.FloatField(null=True, help_text="Share, 0.5 to 1.")
    accuracy_unit = models.CharField(max_length=8, choices=QualityUnit, default=QualityUnit.ITEMS)
    acceptance = models.TextField(blank=True, help_text="When a delivery is taken.")
    deadline_on = models.DateField(null=True)
    rush_reason = models.TextField(blank=True, help_text="Why it cannot wait; empty: it is no rush.")
    cadence = models.CharField(max_length=10, choices=Cadence, blank=True)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity, blank=True)
    budget_micro = models.BigIntegerField(null=True, help_text="In millionths of the currency.")
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217.")
    calendar = models.ForeignKey(
        BusinessCalendar,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Clocks count in its working time; empty: around the clock.",
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="The project owner who undertakes it."
    )
    project = models.OneToOneField(Project, models.PROTECT, null=True, related_name="request")
    state = models.CharField(max_length=12, choices=S, default=S.DRAFT)
    state_reason = models.TextField(blank=True)
    state_since = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, help_text="First; empty: nobody but those named sees it.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    estimated_at = models.DateTimeField(null=True, help_text="When its feasibility was computed last.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[S.DRAFT, S.WITHDRAWN]) | models.Q(submitted_at__isnull=False),
                name="intake_submitted_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[S.IN_DELIVERY, S.ACCEPTED]) | models.Q(project__isnull=False),
                name="intake_delivery_has_project",
            ),
            models.CheckConstraint(
                condition=models.Q(accuracy_target=None)
                | models.Q(accuracy_target__gte=0.5, accuracy_target__lte=1),
                name="intake_accuracy_target",
            ),
            models.CheckConstraint(
                condition=models.Q(budget_micro=None)
                | (models.Q(budget_micro__gt=0) & ~models.Q(currency="")),
                name="intake_budget_has_currency",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="intake_request_state")]

    def __str__(self) -> str:
        return self.title


class Volume(models.Model):
    """How many items of one market and language."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="volumes", db_index=False)
    market = models.ForeignKey(Market, models.PROTECT, related_name="+")
    language = models.CharField(max_length=20, help_text="BCP 47.")
    n_items = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "market", "language"], name="intake_volume_once"),
            models.CheckConstraint(condition=models.Q(n_items__gt=0), name="intake_volume_positive"),
        ]


class Party(models.Model):
    """Who asks, and who approves: nobody approves what they ask for."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="parties", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    part = models.CharField(max_length=9, choices=Part)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "user"], name="intake_party_once"),
            models.CheckConstraint(
                condition=models.Q(part__in=[Part.REQUESTER, Part.APPROVER]), name="intake_party_is_named"
            ),
        ]
