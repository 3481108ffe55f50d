"""A delivery: immutable once ready. A correction is a new release with a diff."""

from typing import ClassVar

from django.db import models

from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.kit.models import Identified, StoredFile
from assay.people.models import User
from assay.projects.models import Project
from assay.quality.models import ConsensusRun, Invalidation, Label


class Release(Identified):
    project = models.ForeignKey(Project, models.PROTECT, related_name="releases")
    run = models.ForeignKey(ConsensusRun, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=ReleaseKind, default=ReleaseKind.ALL)
    state = models.CharField(max_length=9, choices=ReleaseState, default=ReleaseState.BUILDING)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    only_changes = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Holds only labels that differ from the release it corrects.",
    )
    invalidation = models.ForeignKey(
        Invalidation,
        models.PROTECT,
        null=True,
        related_name="releases",
        help_text="Of a correction: the policy change it follows; empty: it follows flags.",
    )
    qrels = models.JSONField(null=True, help_text="How labels become TREC qrels; empty: none are written.")
    note = models.TextField(blank=True)
    manifest = models.JSONField(default=dict, help_text="Files with hashes and counts, versions, parameters.")
    certificate = models.JSONField(
        default=dict, help_text="What was asked, how it was labeled, how good it is."
    )
    diff = models.JSONField(default=dict, help_text="Against the release it corrects.")
    n_tasks = models.BigIntegerField(default=0)
    n_labels = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="delivery_release_number"),
            models.CheckConstraint(
                condition=models.Q(only_changes=False) | models.Q(corrects__isnull=False),
                name="delivery_changes_of_something",
            ),
            models.CheckConstraint(
                condition=models.Q(invalidation=None) | models.Q(only_changes=True),
                name="delivery_change_holds_changes",
            ),
        ]


class ChangedLabel(models.Model):
    """A label that a correction after a policy change holds, and what the corrected release said instead."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="changed", db_index=False)
    label = models.ForeignKey(Label, models.PROTECT, related_name="+")
    before = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "label"], name="delivery_changed_once"),
        ]


class ReleaseFile(models.Model):
    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    format = models.CharField(max_length=10)
    n_rows = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "format"], name="delivery_file_format")
        ]


class CertificatePaper(models.Model):
    """The certificate as PDF: made once, and kept beside the release, which does not change."""

    release = models.OneToOneField(Release, models.PROTECT, related_name="paper")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_with = models.CharField(max_length=60, help_text="The typesetter and its version.")
    created_at = models.DateTimeField()
