"""The talent pool: what was measured of each contributor, saved searches, and who was invited."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project
from assay.recruiting.enums import Device, InvitationAnswer
from assay.recruiting.models.campaign import TrackedLink


class TalentCard(models.Model):
    """What a search compares, reckoned anew by a job: the facts behind it are too many to count each time."""

    contributor = models.OneToOneField(
        Contributor, models.CASCADE, primary_key=True, related_name="talent_card"
    )
    last_worked_on = models.DateField(null=True, help_text="With an answer that was sent.")
    week_hours = models.FloatField(default=0, help_text="Of handling a week, over the last four weeks.")
    n_gold = models.IntegerField(default=0, help_text="The newest known answers that were compared.")
    n_gold_right = models.IntegerField(default=0)
    gold_share = models.FloatField(null=True, help_text="Right of them; empty: none was compared.")
    device = models.CharField(max_length=8, choices=Device, blank=True, help_text="Empty: unknown.")
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(n_gold_right__gte=0, n_gold__gte=models.F("n_gold_right")),
                name="recruiting_card_gold",
            )
        ]


class TalentSegment(Identified):
    """A search under a name. It is live: who fits is looked up when it is used."""

    name = models.CharField(max_length=120)
    search = models.JSONField(help_text="rules.talent.Search; what it names is kept by identifier.")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_common = models.BooleanField(default=False, help_text="Whoever recruits may use it.")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=models.Q(retired_at=None),
                name="recruiting_segment_name",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="recruiting_segment_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(Identified):
    """One person was invited to one project, or to one campaign, once; their answer is added, nothing else changes.

    `link` is the campaign's one for the talent pool.
    """

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(TrackedLink, models.PROTECT, null=True, related_name="invitations")
    segment = models.ForeignKey(TalentSegment, models.PROTECT, null=True, related_name="+", db_index=False)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    answer = models.CharField(max_length=3, choices=InvitationAnswer, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "project"], name="recruiting_invited_once"),
            models.UniqueConstraint(
                fields=["contributor", "link"], name="recruiting_invited_to_campaign_once"
            ),
            models.CheckConstraint(
                condition=models.Q(project=None) ^ models.Q(link=None), name="recruiting_invited_to_one"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="recruiting_answer_has_moment",
            ),
        ]
