"""Claims (leases), judgments (append-only) and what belongs to them."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, Site, User, Vendor
from assay.projects.models import GuidelineVersion, LabelSchemaVersion, Project, Stage
from assay.work.enums import ClaimState, SkipReason
from assay.work.models.task import Queue, QueueItem, Task


class Claim(Identified):
    """A lease of a task to a person. Vendor, site and versions are those of the moment of the claim."""

    item = models.ForeignKey(QueueItem, models.PROTECT, related_name="claims", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="claims")
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="claims", db_index=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    guideline_version = models.ForeignKey(
        GuidelineVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    state = models.SmallIntegerField(choices=ClaimState, default=ClaimState.OPEN)
    attempt = models.SmallIntegerField(default=1, db_default=1, help_text="Counts answers after an undo.")
    is_gold = models.BooleanField(default=False)
    is_suggested = models.BooleanField(
        default=False, db_default=False, help_text="It comes with answers that a machine has filled in."
    )
    claimed_at = models.DateTimeField()
    claimed_on = models.DateField(help_text="The contributor's working day.")
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    skip_reason = models.CharField(max_length=20, choices=SkipReason, blank=True, db_default="")
    skip_comment = models.TextField(blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "contributor"],
                condition=models.Q(state__lt=10),
                name="work_claim_never_twice",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["contributor", "expires_at"],
                condition=models.Q(state=ClaimState.OPEN),
                name="work_claim_open_of_person",
            ),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state=ClaimState.OPEN),
                name="work_claim_open_expiry",
            ),
            models.Index(fields=["project", "id"], name="work_claim_of_project"),
            models.Index(
                fields=["project", "-id"],
                condition=models.Q(state=ClaimState.SKIPPED),
                name="work_claim_skipped",
            ),
        ]


class Draft(models.Model):
    """Answers not submitted yet; kept when the lease ends."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+", db_index=False)
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    answers = models.JSONField()
    handling_seconds = models.FloatField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "task", "stage"], name="work_draft_once"),
        ]


class Judgment(Identified):
    """One answer. Append-only: the database refuses UPDATE and DELETE. It answers "why?" without joins."""

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="judgments", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="judgments")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    contributor = models.ForeignKey(Contributor, models.PROTECT, null=True, related_name="+", db_index=False)
    machine = models.CharField(
        max_length=120, blank=True, db_default="", help_text="Machine labeler and version."
    )
    attempt = models.SmallIntegerField(default=1, db_default=1)
    answers = models.JSONField()
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    guideline_version = models.ForeignKey(
        GuidelineVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+", db_index=False)
    is_gold = models.BooleanField(default=False)
    client_key = models.CharField(max_length=64)
    handling_seconds = models.FloatField()
    submitted_at = models.DateTimeField()
    work_on = models.DateField(help_text="The contributor's working day.")
    interactions = models.JSONField(
        default=dict,
        db_default={},
        help_text="By content field: how often a link was opened, and how much of a clip was played.",
    )
    recorded_at = models.DateTimeField(db_default=models.Func(function="clock_timestamp"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "client_key"], name="work_judgment_client_key"),
            models.UniqueConstraint(
                fields=["claim", "attempt"],
                condition=models.Q(claim__isnull=False),
                name="work_judgment_of_claim",
            ),
            models.CheckConstraint(
                condition=models.Q(contributor__isnull=False) ^ ~models.Q(machine=""),
                name="work_judgment_one_judge",
            ),
            models.UniqueConstraint(
                fields=["machine", "task", "stage"],
                condition=~models.Q(machine=""),
                name="work_judgment_machine_once",
            ),
            models.CheckConstraint(condition=models.Q(handling_seconds__gte=0), name="work_judgment_seconds"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "id"], name="work_judgment_of_project"),
            models.Index(fields=["contributor", "-id"], name="work_judgment_of_person"),
        ]


class Retraction(models.Model):
    """An undo, or the work of a removed contributor taken back: the judgment stays, and no longer counts."""

    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="retractions", db_index=False)
    nth = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        help_text="One more than restorations of the judgment: one is in force at most.",
    )
    reason = models.CharField(max_length=200)
    retracted_at = models.DateTimeField()
    retracted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["judgment", "nth"], name="work_retraction_in_force"),
        ]


class Restoration(models.Model):
    """A retraction no longer holds: its judgment counts again from here on. Append-only."""

    retraction = models.OneToOneField(Retraction, models.PROTECT, related_name="restoration")
    reason = models.CharField(max_length=200)
    restored_at = models.DateTimeField()
    restored_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class Retracted(models.Model):
    """What does not count now, and why: the retraction in force. A view; nothing is written here."""

    judgment = models.OneToOneField(
        Judgment, models.DO_NOTHING, primary_key=True, related_name="retraction", db_constraint=False
    )
    retraction = models.OneToOneField(Retraction, models.DO_NOTHING, related_name="+", db_constraint=False)
    reason = models.CharField(max_length=200)
    retracted_at = models.DateTimeField()
    retracted_by = models.ForeignKey(
        User, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )

    class Meta:
        managed = False
        db_table = "work_retracted"


class WorkDay(models.Model):
    """One contributor's day at one stage: caps and today's numbers."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="+", db_index=False)
    day_on = models.DateField()
    n_claimed = models.IntegerField(default=0, help_text="Less those that came back.")
    n_submitted = models.IntegerField(default=0)
    n_skipped = models.IntegerField(default=0)
    handling_seconds = models.FloatField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "day_on", "stage"], name="work_day_once"),
        ]
