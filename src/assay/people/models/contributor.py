"""Who does the work, and what routing needs to know of them."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.enums import LanguageLevel, Standing
from assay.people.models.organisation import Market, Site, Skill, Team, Vendor
from assay.people.models.user import User


class Contributor(Identified):
    user = models.OneToOneField(User, models.PROTECT, related_name="contributor")
    pseudonym = models.CharField(max_length=60, unique=True, help_text="What everybody outside people sees.")
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="contributors")
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="contributors")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="contributors")
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.ACTIVE)
    standing_reason = models.TextField(blank=True)
    standing_until = models.DateTimeField(null=True)
    standing_way_back = models.TextField(blank=True)
    daily_cap = models.PositiveIntegerField(null=True, help_text="Tasks a day over all stages; empty: none.")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.PAUSED)
                | (
                    ~models.Q(standing_reason="")
                    & (models.Q(standing_until__isnull=False) | ~models.Q(standing_way_back=""))
                ),
                name="people_pause_has_reason_and_way_back",
            ),
            models.CheckConstraint(
                condition=models.Q(site__isnull=True) | models.Q(vendor__isnull=False),
                name="people_site_needs_vendor",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class ContributorLanguage(models.Model):
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="languages")
    language = models.CharField(max_length=20, help_text="BCP 47.")
    level = models.SmallIntegerField(choices=LanguageLevel)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "language"], name="people_language_once"),
        ]


class ContributorMarket(models.Model):
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="markets")
    market = models.ForeignKey(Market, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "market"], name="people_market_once"),
        ]


class ContributorSkill(models.Model):
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    score = models.SmallIntegerField(default=100)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "skill"], name="people_skill_once"),
            models.CheckConstraint(
                condition=models.Q(score__gte=0) & models.Q(score__lte=100), name="people_skill_score"
            ),
        ]


class StandingChange(Identified):
    """Append-only: why somebody's standing changed, until when, and the way back."""

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="standing_changes")
    standing = models.CharField(max_length=12, choices=Standing)
    reason = models.TextField()
    until = models.DateTimeField(null=True)
    way_back = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
