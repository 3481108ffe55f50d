"""What models measured with delivered labels, as people have recorded it. Nothing of it is changed: it is corrected."""

from typing import ClassVar

from django.db import models

from assay.delivery.models import Release
from assay.insight.enums import GoodDirection, ResultPart, ResultUnit
from assay.kit.models import Identified
from assay.people.models import Market, User
from assay.projects.models import Project


class ModelMetric(Identified):
    """One metric of one model, in one market or in all together."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    model = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=5, choices=ResultUnit)
    unit_name = models.CharField(max_length=20, blank=True, help_text="Of a unit of its own.")
    direction = models.CharField(max_length=6, choices=GoodDirection)
    market = models.ForeignKey(
        Market, models.PROTECT, null=True, related_name="+", db_index=False, help_text="Empty: all together."
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "model", "name", "market"],
                nulls_distinct=False,
                name="insight_metric_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(model="") & ~models.Q(name=""), name="insight_metric_named"
            ),
            models.CheckConstraint(
                condition=models.Q(unit=ResultUnit.OTHER) ^ models.Q(unit_name=""),
                name="insight_metric_unit_named",
            ),
        ]


class ModelResult(Identified):
    """The claim of who recorded it. A wrong one is corrected by another, which may also withdraw it."""

    metric = models.ForeignKey(ModelMetric, models.PROTECT, related_name="results", db_index=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=6, choices=ResultPart)
    n_labels = models.BigIntegerField(help_text="Labels that the model was trained on.")
    value = models.FloatField()
    n = models.BigIntegerField(null=True, help_text="Of a share: how many examples it was measured on.")
    low = models.FloatField(help_text="Of the 95 % interval: as given, or Wilson's of n.")
    high = models.FloatField()
    measured_on = models.DateField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    is_withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Of a correction.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(low__lte=models.F("value"), high__gte=models.F("value")),
                name="insight_result_interval",
            ),
            models.CheckConstraint(
                condition=models.Q(n_labels__gt=0) | models.Q(n_labels=0, part=ResultPart.BEFORE),
                name="insight_result_size",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None, reason="", is_withdrawn=False)
                | (models.Q(corrects__isnull=False) & ~models.Q(reason="")),
                name="insight_result_correction_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["metric", "-id"], name="insight_result_of_metric")]


class PointWorth(Identified):
    """What a point of a metric is worth to whoever said so; the newest counts."""

    metric = models.ForeignKey(ModelMetric, models.PROTECT, related_name="worths", db_index=False)
    micro = models.BigIntegerField(help_text="Of a share that of one percentage point, else of one unit.")
    currency = models.CharField(max_length=3)
    reason = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(micro__gt=0), name="insight_worth_amount"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="insight_worth_reason"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="insight_worth_currency"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["metric", "-id"], name="insight_worth_of_metric")]
