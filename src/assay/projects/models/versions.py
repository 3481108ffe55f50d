"""What is versioned: the label schema, the guideline, and who acknowledged which guideline."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
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
    """One version of the SOP; `sections` is a list of {id, title, markdown}."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="guideline_versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    sections = models.JSONField()
    change_note = models.TextField(blank=True)
    needs_acknowledgment = models.BooleanField(default=True, help_text="Off for a correction of spelling.")
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
