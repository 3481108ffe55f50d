"""What one shift hands over to the next."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.partners.enums import NoteKind
from assay.people.models import Site, Team, User


class HandoverNote(Identified):
    """Written for one shift of a site or a team. A point is carried forward until somebody closes it."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_index=False, help_text="Empty: the whole site."
    )
    kind = models.CharField(max_length=5, choices=NoteKind)
    text = models.TextField()
    shift_at = models.DateTimeField(help_text="When the shift began in which it was written.")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=300, blank=True, help_text="What became of a point.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="partners_note_says_something"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | (models.Q(kind=NoteKind.POINT) & ~models.Q(outcome="")),
                name="partners_note_closed_with_outcome",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "-written_at"], name="partners_note_of_site"),
            models.Index(
                fields=["site"],
                condition=models.Q(kind=NoteKind.POINT, closed_at=None),
                name="partners_note_open",
            ),
        ]


class HandoverReading(models.Model):
    """Who of the next shift has read a note."""

    note = models.ForeignKey(HandoverNote, models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "user"], name="partners_note_read_once"),
        ]
