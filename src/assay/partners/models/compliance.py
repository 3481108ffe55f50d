"""What sites have to prove, and the evidence of it."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified, StoredFile
from assay.people.models import Site, User, Vendor


class ComplianceItem(Identified):
    """One line of the checklist, of one vendor's sites or of all. It never changes; it is retired."""

    name = models.CharField(max_length=120)
    asks = models.TextField(help_text="What is to be proven, and by what.")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, related_name="+", db_index=False, help_text="Empty: every vendor."
    )
    every_days = models.PositiveIntegerField(null=True, help_text="Proven again after so long; empty: once.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(asks=""), name="partners_item_says_what"
            ),
        ]


class ComplianceEvidence(Identified):
    """A file by which a site proves an item. It stays; that it was withdrawn, or reminded of, is added."""

    item = models.ForeignKey(ComplianceItem, models.PROTECT, related_name="evidence", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    note = models.CharField(max_length=300, blank=True)
    obtained_on = models.DateField()
    expires_on = models.DateField(null=True, help_text="Its last day.")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reminded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(expires_on=None) | models.Q(expires_on__gt=models.F("obtained_on")),
                name="partners_evidence_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawn_why=""),
                name="partners_evidence_withdrawn_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "item"], name="partners_evidence_of_site")]
