"""Rate cards, as versions that never change: of one project, or for the whole organisation."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.enums import RateUnit
from assay.people.models import Market, Skill, User
from assay.projects.models import Project
from assay.work.enums import ContentSeverity


class RateCard(Identified):
    """What work pays from a day on. A project's card goes before the organisation's."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="rate_cards", db_index=False)
    number = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    effective_on = models.DateField(help_text="UTC; not before the day on which it is published.")
    pays_idle = models.BooleanField(default=True, help_text="Whether hours at work without tasks are paid.")
    reason = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "number"], nulls_distinct=False, name="money_rate_card_number"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="money_rate_card_reason"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="money_rate_card_currency"
            ),
        ]


class RateLine(models.Model):
    """What an accepted judgment, a task or an hour pays under these conditions; the most specific line wins."""

    card = models.ForeignKey(RateCard, models.PROTECT, related_name="lines", db_index=False)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47.")
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+", db_index=False)
    severity = models.SmallIntegerField(choices=ContentSeverity, null=True)
    amount_micro = models.BigIntegerField()
    unit = models.CharField(max_length=8, choices=RateUnit, default=RateUnit.JUDGMENT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["card", "unit", "market", "language", "skill", "severity"],
                nulls_distinct=False,
                name="money_rate_line_once",
            ),
            models.CheckConstraint(condition=models.Q(amount_micro__gt=0), name="money_rate_line_amount"),
            models.CheckConstraint(
                condition=~models.Q(unit__in=[RateUnit.HOUR, RateUnit.MINIMUM])
                | models.Q(skill=None, severity=None),
                name="money_rate_line_hour",
            ),
        ]


class PayFloor(Identified):
    """What an hour must come to in a market at least: the organisation's own figure, in versions."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="pay_floors", db_index=False)
    currency = models.CharField(max_length=3)
    hourly_micro = models.BigIntegerField()
    source = models.TextField(help_text="Where the figure comes from.")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(hourly_micro__gt=0), name="money_floor_amount"),
            models.CheckConstraint(condition=~models.Q(source=""), name="money_floor_source"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="money_floor_currency"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["market", "-id"], name="money_floor_of_market")]
