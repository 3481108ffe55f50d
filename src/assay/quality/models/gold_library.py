"""Where gold comes from: proposed in a native speaker's words, and answered blind by experts until they agree."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, User
from assay.projects.models import Project
from assay.quality.enums import GoldOrigin, GoldProposalState
from assay.work.models import Task


class GoldProposal(Identified):
    """A task of a gold batch with the answers that somebody holds for right; the experts do not see them."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="gold_proposals")
    task = models.ForeignKey(Task, models.PROTECT, related_name="gold_proposals")
    market = models.ForeignKey(Market, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=12, choices=GoldOrigin)
    speaker = models.ForeignKey(
        Contributor, models.PROTECT, related_name="+", help_text="Whose words, or whose proof-reading."
    )
    answers = models.JSONField(help_text="Question id to the list of accepted answers.")
    reason = models.TextField()
    n_wanted = models.PositiveSmallIntegerField(help_text="Experts who must agree.")
    state = models.CharField(max_length=12, choices=GoldProposalState, default=GoldProposalState.OPEN)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(state=GoldProposalState.OPEN),
                name="quality_gold_proposed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(origin=GoldOrigin.TRANSLATED), name="quality_gold_not_only_translated"
            ),
            models.CheckConstraint(condition=models.Q(n_wanted__gte=2), name="quality_gold_experts"),
        ]


class GoldOpinion(Identified):
    """What one expert answered, before knowing what anybody else holds for right. Append-only."""

    proposal = models.ForeignKey(GoldProposal, models.PROTECT, related_name="opinions")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answers = models.JSONField()
    comment = models.TextField(blank=True)
    is_same = models.BooleanField(help_text="Every answer is among those proposed.")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "by"], name="quality_gold_opinion_once")
        ]
