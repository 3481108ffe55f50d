"""What is versioned: the label schema, the guideline, and who acknowledged which guideline."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.enums import ChangeKind
from assay.projects.models.project import Project


class LabelSchemaVersion(Identified):
    """One version of a project's label schema; never changes once written."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="schema_versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="projects_schema_version_number"),
        ]


class GuidelineVersion(Identified):
    """One version of the SOP; what its parts look like is said in rules/guideline_parts.py."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="guideline_versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    sections = models.JSONField()
    change_note = models.TextField(blank=True)
    needs_acknowledgment = models.BooleanField(default=True, help_text="Off for a correction of spelling.")
    kind = models.CharField(max_length=13, choices=ChangeKind, default=ChangeKind.CLARIFICATION)
    grace_until = models.DateTimeField(
        null=True, help_text="Until then acknowledgments of the version before still count."
    )
    quiz = models.JSONField(default=list, help_text="Questions on what changed, with their right answers.")
    concerns = models.JSONField(
        default=dict, help_text="Which answers of which questions in which markets a policy change concerns."
    )
    policies = models.JSONField(default=list, help_text="What each policy says of each market.")
    language = models.CharField(max_length=20, default="en", help_text="BCP 47: what it is written in.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="projects_guideline_version_number"),
        ]


class Acknowledgment(models.Model):
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="acknowledgments")
    guideline_version = models.ForeignKey(GuidelineVersion, models.PROTECT, related_name="acknowledgments")
    acknowledged_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contributor", "guideline_version"], name="projects_acknowledged_once"
            ),
        ]
