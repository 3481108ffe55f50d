"""What people have to sign before they get tasks: versions that never change, and who signed which text."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User, Vendor
from assay.projects.models import Project
from assay.training.enums import AgreementKind


class Agreement(Identified):
    """Asked of everybody who works on a project; of those of one vendor, or on one project, where it names them."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=AgreementKind)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    enforced_at = models.DateTimeField(help_text="When routing was last told who has not signed.")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class AgreementVersion(Identified):
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=20, help_text="BCP 47: what it was written in.")
    note = models.TextField(blank=True, help_text="What is new, for those who signed the version before.")
    grace_until = models.DateTimeField(
        null=True, help_text="Until then signatures of the version before still count."
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="training_agreement_version_number"),
        ]


class AgreementText(Identified):
    """A version in one language; what somebody signed is never changed, so a translation is added once."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="texts", db_index=False)
    language = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    markdown = models.TextField()
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "language"], name="training_agreement_text_language"),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(markdown=""), name="training_agreement_text_said"
            ),
        ]


class Signature(Identified):
    """Evidence by itself: the name as it was typed, and the digest of the very text that was shown."""

    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="signatures", db_index=False)
    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="signatures")
    text = models.ForeignKey(AgreementText, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "version"], name="training_signed_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="training_signed_by_name"),
        ]
