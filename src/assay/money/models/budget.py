"""Budgets: for a project, a request, a market, a period or everything; amounts as versions that never change."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import Market, User
from assay.projects.models import Project


class Budget(Identified):
    """What may be spent in a place and a time; an empty condition covers everything."""

    name = models.CharField(max_length=120)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="budgets", db_index=False)
    request_uid = models.UUIDField(
        null=True, help_text="Of a request: it covers the projects of it together."
    )
    request_title = models.CharField(max_length=160, blank=True, default="")
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, help_text="The last day of it.")
    currency = models.CharField(max_length=3)
    amount_micro = models.BigIntegerField(help_text="Of its newest version.")
    version = models.PositiveIntegerField(default=1)
    stops_work = models.BooleanField(default=True, help_text="No new task is given out once it is used up.")
    warn_at = ArrayField(
        models.PositiveSmallIntegerField(), help_text="Percent at which its owners are told."
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    stopped_at = models.DateTimeField(null=True, help_text="Since then it stops work.")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_micro__gt=0), name="money_budget_amount"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="money_budget_currency"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="money_budget_period",
            ),
            models.CheckConstraint(
                condition=models.Q(project=None) | models.Q(request_uid=None), name="money_budget_one_scope"
            ),
            models.UniqueConstraint(
                fields=["project", "request_uid", "market", "starts_on", "ends_on", "currency"],
                condition=models.Q(retired_at=None),
                nulls_distinct=False,
                name="money_budget_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetProject(models.Model):
    """A project that the budget of a request covers: the higher domain that knows requests keeps the list."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="covered", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "project"], name="money_budget_project_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["project"], name="money_budget_of_project")]


class BudgetVersion(models.Model):
    """What a budget was set to, by whom and why. Append-only."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    amount_micro = models.BigIntegerField()
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "number"], name="money_budget_version_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="money_budget_version_reason"),
        ]


class BudgetAlert(models.Model):
    """A threshold that a version of a budget has passed: its owners were told, once. Append-only."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="alerts", db_index=False)
    version = models.PositiveIntegerField()
    percent = models.PositiveSmallIntegerField()
    used_micro = models.BigIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "version", "percent"], name="money_budget_alert_once"),
        ]


class CostDay(models.Model):
    """A roll-up of what work cost, by the day on which it was done; written with the earnings it adds up."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    day_on = models.DateField()
    currency = models.CharField(max_length=3)
    n_judgments = models.BigIntegerField(default=0, help_text="That are paid by the piece.")
    micro = models.BigIntegerField(default=0, help_text="Earned, less what was taken back.")
    final_micro = models.BigIntegerField(default=0, help_text="Of it what is available, and stays.")
    machine_micro = models.BigIntegerField(
        default=0, db_default=0, help_text="Of it what models cost: paid for no judgment."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "day_on", "currency", "market"],
                nulls_distinct=False,
                name="money_cost_day_once",
            ),
        ]
