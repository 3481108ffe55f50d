"""What somebody needs help with, and what was said about it."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from assay.kit.models import Identified, StoredFile
from assay.people.models import Contributor, User
from assay.projects.models import GuidelineVersion, Project
from assay.support.enums import StepKind, TicketCategory, TicketState
from assay.support.rules.categories import LEVELS
from assay.work.models import Task

S = TicketState


class Ticket(Identified):
    """Page, browser, project, task and guideline are where the person was when they asked."""

    author = models.ForeignKey(User, models.PROTECT, related_name="tickets", db_index=False)
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, null=True, related_name="tickets", help_text="None: no contributor."
    )
    category = models.CharField(max_length=12, choices=TicketCategory)
    subject = models.CharField(max_length=160)
    language = models.CharField(max_length=20, help_text="In which the person reads Assay.")
    level = models.CharField(max_length=20, help_text="The role that answers now.")
    assignee = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=S, default=S.OPEN)
    page = models.CharField(max_length=300, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    guideline_version = models.ForeignKey(GuidelineVersion, models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, help_text="When somebody first answered.")
    solved_at = models.DateTimeField(null=True)
    score = models.SmallIntegerField(null=True, help_text="Of the help, 1 to 5, by who asked.")
    score_note = models.TextField(blank=True)
    scored_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=S.MERGED) ^ models.Q(merged_into=None),
                name="support_merged_has_target",
            ),
            models.CheckConstraint(
                condition=models.Q(score=None, scored_at=None)
                | models.Q(score__gte=1, score__lte=5, scored_at__isnull=False),
                name="support_score_range",
            ),
            models.CheckConstraint(condition=models.Q(level__in=LEVELS), name="support_level_known"),
            models.CheckConstraint(condition=~models.Q(subject=""), name="support_ticket_has_subject"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["author", "-id"], name="support_ticket_of_author"),
            models.Index(fields=["state", "-id"], name="support_ticket_state"),
            GinIndex(SearchVector("subject", config="simple"), name="support_ticket_words"),
        ]

    def __str__(self) -> str:
        return self.subject


class TicketMessage(Identified):
    """Append-only. `role` is that of who answered; empty: the person who asked."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    is_internal = models.BooleanField(default=False, help_text="A note among who answers.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(text=""), name="support_message_has_text"),
            models.CheckConstraint(
                condition=models.Q(is_internal=False) | ~models.Q(role=""), name="support_note_is_staffs"
            ),
        ]
        indexes: ClassVar = [
            GinIndex(SearchVector("text", config="simple"), name="support_message_words"),
        ]


class TicketFile(Identified):
    """Append-only."""

    message = models.ForeignKey(TicketMessage, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")


class TicketStep(models.Model):
    """Append-only: what happened beside what was said."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="None: by itself.")
