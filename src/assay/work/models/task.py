"""Batches of tasks, and the queues that route them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, User
from assay.projects.models import Project, Stage
from assay.work.enums import BatchState, ContentCategory, ContentSeverity, ItemState, Priority


class Batch(Identified):
    project = models.ForeignKey(Project, models.PROTECT, related_name="batches")
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.OPEN)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    due_at = models.DateTimeField(null=True)
    is_gold = models.BooleanField(default=False)
    n_tasks = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "name"], name="work_batch_name")]

    def __str__(self) -> str:
        return self.name


class Task(Identified):
    """One unit of content. It never changes on the way; where it stands is in QueueItem."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="tasks", db_index=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="tasks", db_index=False)
    external_id = models.CharField(max_length=200)
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    content = models.JSONField()
    sha256 = models.BinaryField(max_length=32, help_text="Of the canonical content: finds duplicates.")
    is_gold = models.BooleanField(default=False)
    is_test = models.BooleanField(
        default=False, help_text="Fixed per item: never leaves in a training release."
    )
    severity = models.SmallIntegerField(
        choices=ContentSeverity, null=True, help_text="How hard it is to look at; empty: nobody has said."
    )
    category = models.CharField(max_length=20, choices=ContentCategory, blank=True, default="", db_default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, help_text="Then the content is withdrawn and purged.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    purged_at = models.DateTimeField(null=True, help_text="The content is gone; its hash stays.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "external_id"], name="work_task_external_id"),
            models.CheckConstraint(
                condition=models.Q(purged_at=None) | models.Q(withdrawn_at__isnull=False, content={}),
                name="work_task_purged_is_withdrawn_and_empty",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "id"], name="work_task_of_batch"),
            models.Index(fields=["project", "id"], name="work_task_of_project"),
            models.Index(fields=["project", "sha256"], name="work_task_same_content"),
            # Few tasks have a severity of their own.
            models.Index(
                fields=["project", "severity"],
                condition=models.Q(severity__isnull=False),
                name="work_task_of_severity",
            ),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(expires_at__isnull=False, purged_at=None),
                name="work_task_expiring",
            ),
        ]


class Queue(Identified):
    """What one contributor either may or may not work on: a batch's tasks of one market at one stage.

    Tasks that came in with a priority of their own lie in a queue of their own, and so do those of one severity and
    category: whoever may not look at them now is kept from the whole queue, at no cost to the claim.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="queues")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="queues")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="queues")
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+")
    priority = models.SmallIntegerField(
        choices=Priority, null=True, help_text="Of tasks that came in with their own; empty: the batch's."
    )
    severity = models.SmallIntegerField(
        choices=ContentSeverity, default=0, db_default=0, help_text="That its tasks count as."
    )
    category = models.CharField(max_length=20, choices=ContentCategory, blank=True, default="", db_default="")
    is_gold = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True, help_text="Batch, stage and project are open.")
    rank = models.BigIntegerField(help_text="Lower is served first: priority, then due date, then age.")
    # A roll-up with its age, so that no request counts tasks.
    n_open = models.BigIntegerField(default=0)
    n_done = models.BigIntegerField(default=0, db_default=0)
    n_in_work = models.BigIntegerField(default=0, db_default=0, help_text="Open, every place taken.")
    n_parked = models.BigIntegerField(default=0, db_default=0)
    n_withdrawn = models.BigIntegerField(default=0, db_default=0)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stage", "batch", "market", "priority", "severity", "category"],
                nulls_distinct=False,
                name="work_queue_of_batch_and_market",
            ),
        ]


class QueueItem(models.Model):
    """One task at one stage: the only row a claim locks. Counts live here, and nowhere else."""

    queue = models.ForeignKey(Queue, models.PROTECT, related_name="items", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="items", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    position = models.BigIntegerField(
        db_default=models.Func(models.Value("work_position"), function="nextval")
    )
    state = models.SmallIntegerField(choices=ItemState, default=ItemState.OPEN)
    n_slots_left = models.IntegerField(help_text="Claims it may still collect.")
    n_beyond = models.IntegerField(
        default=0,
        db_default=0,
        help_text="Judgments and claims beyond an overlap that was lowered: so many give no slot back.",
    )
    n_needed = models.IntegerField(help_text="Judgments it still waits for.")
    n_wanted = models.IntegerField(
        default=0,
        db_default=0,
        help_text="Judgments that consensus asks for, up to the highest overlap; 0: the overlap is enough.",
    )
    n_judgments = models.IntegerField(default=0)
    n_skips = models.IntegerField(default=0)
    triaged_at = models.DateTimeField(null=True, help_text="Skips until then were looked at.")
    is_claimable = models.BooleanField(default=True, help_text="Open with a slot left.")
    excluded = ArrayField(models.BigIntegerField(), null=True, help_text="Contributors who must not get it.")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "stage"], name="work_item_once_per_stage"),
            models.CheckConstraint(condition=models.Q(n_slots_left__gte=0), name="work_item_slots"),
            models.CheckConstraint(
                condition=models.Q(n_beyond=0) | models.Q(n_beyond__gt=0, n_slots_left=0),
                name="work_item_beyond",
            ),
            models.CheckConstraint(condition=models.Q(n_needed__gte=0), name="work_item_needed"),
            models.CheckConstraint(
                condition=models.Q(is_claimable=False)
                | (models.Q(state=ItemState.OPEN) & models.Q(n_slots_left__gt=0)),
                name="work_item_claimable",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["queue", "position"],
                condition=models.Q(is_claimable=True),
                name="work_item_claimable_order",
            ),
            models.Index(
                fields=["stage", "done_at"],
                condition=models.Q(state__in=[ItemState.DONE, ItemState.MACHINE]),
                name="work_item_done",
            ),
            models.Index(
                fields=["stage", "task"],
                condition=models.Q(state__gt=ItemState.DONE),
                name="work_item_aside",
            ),
        ]


class DoneDay(models.Model):
    """How many tasks of a queue were done on a day of the project's calendar; a roll-up like the counts beside it."""

    queue = models.ForeignKey(Queue, models.CASCADE, related_name="done_days", db_index=False)
    day_on = models.DateField()
    n_done = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["queue", "day_on"], name="work_done_day_once"),
        ]


class ContributorQueue(models.Model):
    """May this contributor work on this queue, and how far have they come. The claim reads this table only."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+", db_index=False)
    queue = models.ForeignKey(Queue, models.CASCADE, related_name="+", db_index=False)
    reasons = ArrayField(
        models.CharField(max_length=40), default=list, help_text="From the eligibility rule."
    )
    holds = ArrayField(models.CharField(max_length=40), default=list, help_text="Written by higher domains.")
    is_eligible = models.GeneratedField(
        expression=models.Q(reasons=[]) & models.Q(holds=[]),  # type: ignore[arg-type]  # Q resolves, too.
        output_field=models.BooleanField(),
        db_persist=True,
    )
    cursor = models.BigIntegerField(
        default=0, db_default=0, help_text="Tasks up to this position were considered."
    )
    eligible_until = models.DateTimeField(
        null=True, help_text="When a grace period ends, after which the person must have read the guideline."
    )
    wound_back_at = models.DateTimeField(
        null=True, help_text="Read from its start without finding anything; empty since something was found."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "queue"], name="work_contributor_queue_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["contributor"],
                condition=models.Q(is_eligible=True),
                name="work_contributorqueue_eligible",
            ),
            models.Index(fields=["queue"], name="work_contributorqueue_queue"),
            models.Index(
                fields=["eligible_until"],
                condition=models.Q(eligible_until__isnull=False),
                name="work_contributorqueue_until",
            ),
        ]


class StageHold(models.Model):
    """Why a higher domain keeps a person back from a stage; copied into ContributorQueue, also for later queues."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="+", db_index=False)
    hold = models.CharField(max_length=40)
    held_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contributor", "stage", "hold"], name="work_hold_once"),
        ]
