"""How long a ticket may wait: for its first answer, and for its solution."""

from typing import ClassVar

from django.db import models

from assay.support.enums import ClockKind
from assay.support.models.ticket import Ticket


class TicketClock(models.Model):
    """Counts in the working time of the person's site; stands still while the person is waited for."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="clocks", db_index=False)
    kind = models.CharField(max_length=8, choices=ClockKind)
    target_hours = models.PositiveIntegerField(help_text="As it was in force when the clock was started.")
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, help_text="Empty while it stands still.")
    breached_at = models.DateTimeField(null=True, help_text="When the time was over.")
    told_at = models.DateTimeField(null=True, help_text="When it went to the next level because of it.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "kind"], name="support_clock_once"),
            models.CheckConstraint(
                condition=models.Q(stopped_at=None) | models.Q(is_paused=False),
                name="support_clock_stopped_or_paused",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(stopped_at=None, is_paused=False),
                name="support_clock_due",
            )
        ]


class TicketPause(models.Model):
    """A stretch in which a clock stood still."""

    clock = models.ForeignKey(TicketClock, models.PROTECT, related_name="pauses")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clock"], condition=models.Q(ends_at=None), name="support_pause_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("begins_at")),
                name="support_pause_in_order",
            ),
        ]
