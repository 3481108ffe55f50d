"""What should change in a guideline, and what became of the proposal."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.projects.models import GuidelineVersion, Project
from assay.quality.enums import ProposalSource, ProposalState
from assay.quality.models.calibration import CalibrationItem


class GuidelineProposal(Identified):
    """An edit of one section, or a new one, and what it comes from; adopted in a version, or declined and why."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    section = models.CharField(max_length=60, blank=True, help_text="Section id; empty: a new section.")
    text = models.TextField(help_text="What the guideline should say.")
    because = models.TextField(blank=True, help_text="What shows that it has to.")
    source = models.CharField(max_length=8, choices=ProposalSource)
    item = models.ForeignKey(CalibrationItem, models.PROTECT, null=True, related_name="proposals")
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.OPEN)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.TextField(blank=True, help_text="Why it was declined, or how it was adopted.")
    version = models.ForeignKey(GuidelineVersion, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.OPEN, decided_at=None)
                | (
                    models.Q(decided_at__isnull=False, decided_by__isnull=False)
                    & (models.Q(state=ProposalState.ADOPTED, version__isnull=False) | ~models.Q(note=""))
                ),
                name="quality_proposal_decided",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "state", "-id"], name="quality_proposal_project")
        ]
