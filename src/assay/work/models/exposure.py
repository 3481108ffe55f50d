"""What people were exposed to, and what limits it. The claim reads both, at the same cost whatever they hold."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assay.kit.models import Identified
from assay.people.models import Contributor, Market, Site, User
from assay.projects.models import Project
from assay.work.enums import ContentCategory, ContentSeverity
from assay.work.models.task import Task


class ExposureTerms(Identified):
    """The limits of the whole organisation (no project), or the stricter ones of a project; empty: as above it."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+", db_index=False)
    severity = models.SmallIntegerField(
        choices=ContentSeverity, null=True, help_text="Of tasks that come in without one; empty: by segment."
    )
    category = models.CharField(max_length=20, choices=ContentCategory, blank=True, db_default="")
    weights = ArrayField(
        models.SmallIntegerField(),
        null=True,
        help_text="By severity, how much of a minute counts, in percent.",
    )
    day_minutes = models.PositiveIntegerField(null=True, help_text="Weighted minutes a person and day.")
    week_minutes = models.PositiveIntegerField(null=True, help_text="Weighted minutes a person and week.")
    run_minutes = models.PositiveIntegerField(
        null=True, help_text="Minutes in a row, after which a break comes."
    )
    break_minutes = models.PositiveIntegerField(null=True)
    cool_minutes = models.PositiveIntegerField(
        null=True, help_text="After a break, so long only benign tasks."
    )
    from_hour = models.PositiveSmallIntegerField(
        null=True, help_text="Not before, in the person's time zone."
    )
    until_hour = models.PositiveSmallIntegerField(
        null=True, help_text="Not after, in the person's time zone."
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"], nulls_distinct=False, name="work_exposure_terms_once"
            ),
            models.CheckConstraint(
                condition=models.Q(from_hour=None, until_hour=None)
                | models.Q(from_hour__lt=models.F("until_hour"), until_hour__lte=24),
                name="work_exposure_terms_hours",
            ),
        ]


class TermsInForce(models.Model):
    """For every project the terms that hold there. A view; nothing is written here."""

    project = models.OneToOneField(
        Project, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    weights = ArrayField(models.SmallIntegerField())
    day_minutes = models.IntegerField()
    week_minutes = models.IntegerField()
    run_minutes = models.IntegerField()
    break_minutes = models.IntegerField()
    cool_minutes = models.IntegerField()
    from_hour = models.IntegerField()
    until_hour = models.IntegerField()

    class Meta:
        managed = False
        db_table = "work_terms_in_force"


class Exposure(models.Model):
    """Where one person stands now. Written with every answer to a task of some severity, in the same statement."""

    contributor = models.OneToOneField(Contributor, models.CASCADE, primary_key=True, related_name="+")
    day_on = models.DateField(null=True)
    day_seconds = models.FloatField(default=0, db_default=0, help_text="Weighted, of that day.")
    week_on = models.DateField(null=True, help_text="The Monday.")
    week_seconds = models.FloatField(default=0, db_default=0, help_text="Weighted, of that week.")
    run_seconds = models.FloatField(default=0, db_default=0, help_text="In a row, not weighted.")
    last_at = models.DateTimeField(null=True)
    break_until = models.DateTimeField(null=True)
    cool_until = models.DateTimeField(null=True)
    opted_out = ArrayField(
        models.CharField(max_length=20, choices=ContentCategory), default=list, db_default=[]
    )


class ExposureDay(models.Model):
    """A roll-up: one person's day in one project at one severity."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="+", db_index=False)
    day_on = models.DateField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", db_index=False)
    market = models.ForeignKey(Market, models.CASCADE, null=True, related_name="+", db_index=False)
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+", db_index=False)
    severity = models.SmallIntegerField(choices=ContentSeverity)
    n_tasks = models.IntegerField()
    seconds = models.FloatField()
    weighted_seconds = models.FloatField()
    n_reveals = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contributor", "day_on", "project", "market", "site", "severity"],
                nulls_distinct=False,
                name="work_exposure_day_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day_on"], name="work_exposure_day_on")]


class ContentRating(Identified):
    """Append-only: how hard a task is to look at, by somebody who has seen it, by answers, or as a machine predicts."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="ratings")
    was_severity = models.SmallIntegerField(choices=ContentSeverity, null=True)
    was_category = models.CharField(max_length=20, choices=ContentCategory, blank=True)
    severity = models.SmallIntegerField(choices=ContentSeverity)
    category = models.CharField(max_length=20, choices=ContentCategory, blank=True)
    reason = models.CharField(max_length=200)
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    machine = models.CharField(
        max_length=120, blank=True, db_default="", help_text="Machine labeler and version that predicted it."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(rated_by=None) | models.Q(machine=""), name="work_content_rating_one"
            ),
        ]


class AnswerRating(models.Model):
    """Content of which somebody answers this counts as so hard to look at, from the next judgment on."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+", db_index=False)
    question = models.CharField(max_length=60)
    option = models.CharField(max_length=60)
    severity = models.SmallIntegerField(choices=ContentSeverity)
    category = models.CharField(max_length=20, choices=ContentCategory, blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "question", "option"], name="work_answer_rating_once"),
        ]


class AnswerRatingProgress(models.Model):
    """One row: every judgment of a transaction before this one was looked through."""

    xid = models.BigIntegerField()
