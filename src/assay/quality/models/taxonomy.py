"""What an error is, in versions: type, severity, weight, origin, and the markets where it applies."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Market, User
from assay.projects.models import Project
from assay.quality.enums import ErrorOrigin, ErrorSeverity


class ErrorTaxonomy(Identified):
    """One version; the newest is in force, and errors keep the one they were charged under."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="error_taxonomies")
    number = models.PositiveIntegerField()
    fails_at = models.FloatField(
        default=0.5,
        help_text="Weights of the errors of a unit that together fail it; a critical one always does.",
    )
    note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="quality_taxonomy_number"),
            models.CheckConstraint(
                condition=models.Q(fails_at__gt=0, fails_at__lte=1), name="quality_taxonomy_fails_at"
            ),
        ]


class ErrorType(Identified):
    taxonomy = models.ForeignKey(ErrorTaxonomy, models.PROTECT, related_name="types")
    key = models.SlugField(max_length=60, help_text="The same in every version.")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    severity = models.CharField(max_length=8, choices=ErrorSeverity)
    weight = models.FloatField(help_text="0 to 1: what it takes from a unit's score.")
    origin = models.CharField(max_length=10, choices=ErrorOrigin, default=ErrorOrigin.PERSON)
    markets = models.ManyToManyField(Market, related_name="+", blank=True, help_text="Empty: everywhere.")
    position = models.SmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["taxonomy", "key"], name="quality_error_type_key"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0, weight__lte=1), name="quality_error_type_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.name
