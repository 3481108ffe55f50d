"""Scorecards: by which weights and targets, and what came out week by week."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Market, Site, User, Vendor


class ScorecardTerms(Identified):
    """Weights and targets in versions that never change; cards keep the version they were reckoned by."""

    number = models.PositiveIntegerField(unique=True)
    measures = models.JSONField(help_text="Measure to weight (together 1), target, and whether it is a gate.")
    reason = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="partners_terms_reason"),
        ]


class ScorecardRun(Identified):
    """All cards of one week; reckoned anew until the week is over."""

    week_on = models.DateField(unique=True, help_text="Its Monday.")
    since = models.DateTimeField()
    until = models.DateTimeField(help_text="Of what was counted: four weeks.")
    terms_number = models.PositiveIntegerField(help_text="0: as shipped.")
    computed_at = models.DateTimeField()


class Scorecard(models.Model):
    """A vendor, one of its sites, or one market at a site, in one week."""

    run = models.ForeignKey(ScorecardRun, models.CASCADE, related_name="cards", db_index=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    figures = models.JSONField(help_text="Measure to value, low, high, n, target, weight and points.")
    score = models.FloatField(null=True, help_text="0 to 100; empty: not enough was measured.")
    ungated = models.FloatField(null=True, help_text="What the score would be without the gates.")
    failed_gates = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "vendor", "site", "market"], nulls_distinct=False, name="partners_card_once"
            ),
            models.CheckConstraint(
                condition=models.Q(market=None) | models.Q(site__isnull=False), name="partners_card_of_site"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "run"], name="partners_card_of_place"),
            models.Index(fields=["vendor", "run"], name="partners_card_of_vendor"),
        ]
