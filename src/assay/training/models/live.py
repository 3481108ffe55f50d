"""Live sessions: when and where one is held, who is invited, and who was there."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, User
from assay.projects.models import Project
from assay.training.enums import LivePresence
from assay.training.models.course import Course


class LiveSession(Identified):
    """`error_keys` are the trained error types; who was there is given the quiz, a course of practice tasks."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="live_sessions", db_index=False)
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="+", db_index=False)
    quiz = models.ForeignKey(Course, models.PROTECT, null=True, related_name="+", db_index=False)
    title = models.CharField(max_length=160)
    note = models.TextField(blank=True, help_text="What those who are invited are told.")
    trainer = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64, help_text="In which it was planned.")
    place = models.CharField(max_length=300, help_text="A room, or the link of a call.")
    language = models.CharField(max_length=20, blank=True, help_text="BCP 47.")
    error_keys = models.JSONField(default=list, help_text="Of the error taxonomy; empty: all errors.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField()
    n_changes = models.PositiveIntegerField(default=0, help_text="Of what calendars show.")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, help_text="When people were told that it is near.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | ~models.Q(cancelled_reason=""),
                name="training_live_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="training_live_takes_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "-starts_at"], name="training_live_of_project"),
            models.Index(fields=["trainer", "-starts_at"], name="training_live_of_trainer"),
            models.Index(
                fields=["starts_at"],
                condition=models.Q(reminded_at=None, cancelled_at=None),
                name="training_live_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def link(self) -> str:
        """The place, where it is the address of a call."""
        return self.place if self.place.startswith(("https://", "http://")) and " " not in self.place else ""

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


class LiveInvitation(Identified):
    """Somebody who was asked to come; `presence` is empty until attendance is taken."""

    session = models.ForeignKey(LiveSession, models.PROTECT, related_name="invitations", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    presence = models.CharField(max_length=7, choices=LivePresence, blank=True)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "contributor"], name="training_live_invited_once"),
            models.CheckConstraint(
                condition=models.Q(presence="", marked_at=None, marked_by=None)
                | (~models.Q(presence="") & models.Q(marked_at__isnull=False, marked_by__isnull=False)),
                name="training_live_marked_by_somebody",
            ),
        ]
