"""Lots: tasks that are accepted or rejected as a whole, how they are inspected, and what was decided."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import Market, User
from assay.projects.models import Project, Stage
from assay.quality.enums import Disposition, ErrorSeverity, HoldsBack, InspectionMethod, LotState
from assay.quality.models.review import ReviewItem
from assay.work.models import Batch, Judgment, Task


class InspectionPlan(Identified):
    """How the lots of a stage are cut and inspected; the newest is in force, and none ever changes."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="inspection_plans")
    number = models.PositiveIntegerField()
    method = models.CharField(max_length=16, choices=InspectionMethod, default=InspectionMethod.STANDARD)
    level = models.CharField(
        max_length=3, default="II", help_text="General (I to III) or special (S1 to S4)."
    )
    classes = models.JSONField(
        help_text="ErrorSeverity to its AQL and its limiting quality, in percent defective."
    )
    alpha = models.FloatField(default=0.05, help_text="Chance to reject good quality (sequential).")
    beta = models.FloatField(
        default=0.10, help_text="Chance to accept bad quality (sequential, zero acceptance)."
    )
    lot_size = models.PositiveIntegerField(default=500)
    by_market = models.BooleanField(default=True, help_text="Every market has lots of its own.")
    by_day = models.BooleanField(
        default=False, help_text="Every day of the project's calendar has lots of its own."
    )
    may_reduce = models.BooleanField(default=False, help_text="After good lots less is inspected.")
    is_automatic = models.BooleanField(
        default=False, help_text="Lots are cut as soon as enough tasks are done."
    )
    holds_back = models.CharField(max_length=10, choices=HoldsBack, default=HoldsBack.NOTHING)
    seed = models.BigIntegerField(default=1, help_text="With it every sample can be drawn again.")
    note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "number"], name="quality_inspection_plan_number")
        ]


class Lot(Identified):
    """What is accepted or rejected as a whole; its tasks never change."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="lots", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lots")
    market = models.ForeignKey(Market, models.PROTECT, null=True, related_name="+", db_index=False)
    done_on = models.DateField(null=True, help_text="Where lots are cut by day.")
    number = models.PositiveIntegerField()
    stream = models.CharField(
        max_length=40,
        blank=True,
        help_text="The series that switching looks at: a market's, else the stage's.",
    )
    n_units = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=LotState, default=LotState.WAITING)
    cut_at = models.DateTimeField()
    cut_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="quality_lot_number"),
            models.CheckConstraint(condition=models.Q(n_units__gte=1), name="quality_lot_has_units"),
        ]
        indexes: ClassVar = [models.Index(fields=["stage", "stream", "state"], name="quality_lot_stream")]


class LotUnit(models.Model):
    """A task of a lot: at one stage it is in one lot only."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="units")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "stage"], name="quality_lot_unit_once"),
        ]


class LotInspection(Identified):
    """One look at a lot: drawn once, decided by its figures, and if they reject it, by a person."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="inspections", db_index=False)
    attempt = models.PositiveSmallIntegerField(
        default=1, help_text="Above 1: the lot came back after rework."
    )
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="+", db_index=False)
    seed = models.CharField(
        max_length=120, help_text="Units are drawn in the order of md5(seed || task uid)."
    )
    n_sample = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    is_accepted = models.BooleanField(null=True, help_text="By the figures; empty while they are incomplete.")
    decided_at = models.DateTimeField(null=True)
    disposition = models.CharField(max_length=14, choices=Disposition, blank=True)
    reason = models.TextField(blank=True)
    signed_as = models.CharField(max_length=160, blank=True, help_text="The name under a concession.")
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    n_reworked = models.PositiveIntegerField(default=0, help_text="Tasks that were given back for rework.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lot", "attempt"], name="quality_lot_attempt"),
            models.CheckConstraint(
                condition=models.Q(is_accepted=None) | models.Q(decided_at__isnull=False),
                name="quality_lot_decided_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(disposition="")
                | (
                    models.Q(is_accepted=False, disposed_by__isnull=False, disposed_at__isnull=False)
                    & ~models.Q(reason="")
                ),
                name="quality_lot_disposed_has_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(disposition=Disposition.CONCESSION) | ~models.Q(signed_as=""),
                name="quality_lot_concession_signed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=models.Q(is_accepted=None), name="quality_lot_inspection_open"
            )
        ]


class LotClass(models.Model):
    """One severity of errors in one inspection: what its plan was, and what was found."""

    inspection = models.ForeignKey(LotInspection, models.CASCADE, related_name="classes", db_index=False)
    severity = models.CharField(max_length=8, choices=ErrorSeverity)
    inspected_as = models.CharField(max_length=12, help_text="normal, tightened or reduced")
    aql = models.FloatField(null=True)
    limit = models.FloatField(null=True)
    letter = models.CharField(max_length=1, blank=True)
    n = models.PositiveIntegerField()
    accept = models.PositiveIntegerField()
    reject = models.PositiveIntegerField()
    lines = models.JSONField(null=True, help_text="Of a sequential plan: accept_at, reject_at, slope.")
    n_inspected = models.PositiveIntegerField(default=0)
    n_defective = models.PositiveIntegerField(default=0)
    is_accepted = models.BooleanField(null=True)
    passes_tighter = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "severity"], name="quality_lot_class_once")
        ]


class SampleUnit(Identified):
    """A task that was drawn, the judgment that stands for its label, and what the inspector found."""

    inspection = models.ForeignKey(LotInspection, models.CASCADE, related_name="sample", db_index=False)
    unit = models.ForeignKey(LotUnit, models.PROTECT, related_name="+", db_index=False)
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="+", db_index=False)
    item = models.OneToOneField(ReviewItem, models.PROTECT, related_name="sample_unit")
    position = models.PositiveIntegerField()
    is_left_out = models.BooleanField(
        default=False, help_text="Its task was withdrawn: another one was drawn."
    )
    is_inspected = models.BooleanField(default=False)
    worst = models.CharField(
        max_length=8, choices=ErrorSeverity, blank=True, help_text="Empty: no error was found."
    )
    inspected_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "unit"], name="quality_sample_once"),
            models.UniqueConstraint(fields=["inspection", "position"], name="quality_sample_position"),
        ]


class LotRevision(Identified):
    """A dispute has changed what an inspection found: the figures before and after, and what came of it.

    The figures of the inspection are those after it; what was decided by the figures before stays where it was written.
    """

    inspection = models.ForeignKey(LotInspection, models.PROTECT, related_name="revisions")
    dispute = models.OneToOneField("quality.Dispute", models.PROTECT, related_name="lot_revision")
    before = models.JSONField(help_text="By severity: n_inspected, n_defective, is_accepted.")
    after = models.JSONField(help_text="The same with the dispute.")
    is_accepted = models.BooleanField(null=True, help_text="By the figures after it; empty: undecided again.")
    was_state = models.CharField(
        max_length=10, choices=LotState, help_text="The state of the lot until then."
    )
    revised_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, help_text="When the lot was accepted because of it.")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None)
                | (models.Q(is_accepted=True, confirmed_by__isnull=False) & ~models.Q(reason="")),
                name="quality_lot_revision_confirmed",
            ),
        ]


class Resumption(Identified):
    """Discontinued inspection goes on: what was done about the cause, and who accepted it."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    stream = models.CharField(max_length=40, blank=True)
    action = models.TextField(help_text="The corrective action.")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
