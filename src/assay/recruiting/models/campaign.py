"""Whom a campaign looks for, what it says in each language, and the links on which people come to it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, User
from assay.projects.enums import Segment
from assay.recruiting.enums import Device, RecruitingChannel, ScreeningOutcome


class Campaign(Identified):
    """For one market. Whether it is open follows from its days, and from whether somebody has closed it."""

    name = models.CharField(max_length=160)
    segment = models.CharField(max_length=24, choices=Segment)
    market = models.ForeignKey(Market, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=RecruitingChannel, help_text="Of its first link.")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day.")
    n_wanted = models.PositiveIntegerField(help_text="People who are accepted.")
    budget_micro = models.BigIntegerField(null=True, help_text="Millionths of the currency.")
    currency = models.CharField(max_length=3, blank=True)
    # The profile of whom it looks for.
    languages = models.JSONField(default=dict, help_text="BCP 47 tag to the least CEFR level, 1 to 7.")
    skills = ArrayField(
        models.CharField(max_length=60), default=list, help_text="Codes: who has one qualifies."
    )
    device = models.CharField(max_length=8, choices=Device, blank=True, help_text="Empty: any.")
    least_age = models.PositiveSmallIntegerField(default=18)
    screening = models.JSONField(default=list, help_text="Rules in order (rules.screening).")
    otherwise = models.CharField(
        max_length=6,
        choices=ScreeningOutcome,
        default=ScreeningOutcome.PERSON,
        help_text="What no rule fits.",
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="recruiting_campaign_days"
            ),
            models.CheckConstraint(
                condition=models.Q(budget_micro=None)
                | (models.Q(budget_micro__gte=0) & ~models.Q(currency="")),
                name="recruiting_budget_has_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(n_wanted__gte=1, least_age__gte=18), name="recruiting_campaign_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignText(Identified):
    """What the public page says in one language."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="texts", db_index=False)
    language = models.CharField(max_length=20, help_text="BCP 47.")
    title = models.CharField(max_length=120)
    markdown = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "language"], name="recruiting_text_language"),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(markdown=""), name="recruiting_text_said"
            ),
        ]


class TrackedLink(Identified):
    """One way to the campaign's page. With a referrer it is theirs, and the reward is what they are promised."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="links")
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=120)
    channel = models.CharField(max_length=12, choices=RecruitingChannel)
    referrer = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="+")
    reward_micro = models.BigIntegerField(default=0, help_text="Millionths of the campaign's currency.")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "referrer"],
                condition=models.Q(retired_at=None),
                name="recruiting_referrer_once",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(channel=RecruitingChannel.POOL),
                name="recruiting_pool_once",
            ),
            models.CheckConstraint(
                condition=models.Q(reward_micro=0) | models.Q(referrer__isnull=False, reward_micro__gt=0),
                name="recruiting_reward_has_referrer",
            ),
        ]

    def __str__(self) -> str:
        return self.name
