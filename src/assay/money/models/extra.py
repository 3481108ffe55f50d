"""Pay beside that of answers and hours: proposed by a rule, approved by a person, posted once."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.money.enums import ExtraKind, ExtraState
from assay.money.models.ledger import Posting
from assay.money.models.rates import RateLine
from assay.people.models import Contributor, User
from assay.projects.models import Project


class BonusRule(Identified):
    """What good work of a month gives beside its pay. It never changes: whoever wants another one ends it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="bonus_rules")
    name = models.CharField(max_length=120)
    least_share = models.FloatField(help_text="Of reviewed answers that are right, after disputes.")
    least_n = models.PositiveIntegerField(help_text="Reviewed answers.")
    percent = models.PositiveSmallIntegerField(null=True, help_text="Of what the month has earned.")
    fixed_micro = models.BigIntegerField(null=True)
    cap_micro = models.BigIntegerField(help_text="The most for one person and month.")
    currency = models.CharField(max_length=3)
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100, fixed_micro=None)
                | models.Q(percent=None, fixed_micro__gt=0),
                name="money_bonus_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(cap_micro__gt=0, least_n__gt=0, least_share__gt=0, least_share__lte=1),
                name="money_bonus_terms",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="money_bonus_reason"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="money_bonus_currency"
            ),
        ]


class ExtraPay(Identified):
    """One person's top-up of a day, or bonus of a month, in a project. What it was worked out from stays beside it."""

    kind = models.CharField(max_length=6, choices=ExtraKind)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(RateLine, models.PROTECT, null=True, related_name="+", db_index=False)
    rule = models.ForeignKey(BonusRule, models.PROTECT, null=True, related_name="+", db_index=False)
    n = models.PositiveIntegerField(default=0, help_text="Reviewed answers.")
    n_right = models.PositiveIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="Its last day.")
    seconds = models.IntegerField(default=0, help_text="Active seconds.")
    earned_micro = models.BigIntegerField(default=0, help_text="What the answers came to.")
    currency = models.CharField(max_length=3)
    amount_micro = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=ExtraState, default=ExtraState.PROPOSED)
    proposed_at = models.DateTimeField()
    ruling = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    posting = models.OneToOneField(Posting, models.PROTECT, null=True, related_name="extra")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contributor", "project", "starts_on"],
                condition=models.Q(kind=ExtraKind.TOP_UP),
                name="money_top_up_once",
            ),
            models.UniqueConstraint(fields=["rule", "contributor", "starts_on"], name="money_bonus_once"),
            models.CheckConstraint(
                condition=models.Q(kind=ExtraKind.BONUS) ^ models.Q(rule=None), name="money_bonus_of_rule"
            ),
            models.CheckConstraint(condition=models.Q(amount_micro__gt=0), name="money_extra_amount"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="money_extra_currency"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="money_extra_days"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ExtraKind.TOP_UP)
                | models.Q(line__isnull=False, starts_on=models.F("ends_on")),
                name="money_top_up_of_line",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ExtraState.APPROVED) ^ models.Q(posting=None),
                name="money_extra_posted",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ExtraState.PROPOSED) ^ models.Q(decided_by__isnull=False),
                name="money_extra_decided",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-id"], name="money_extra_state"),
            models.Index(fields=["contributor", "starts_on"], name="money_extra_of_person"),
        ]


class ExtraLook(models.Model):
    """Up to which day minimums were looked at. One row."""

    looked_on = models.DateField()
