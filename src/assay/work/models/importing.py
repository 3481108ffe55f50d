"""What imports remember: reported rows, columns of a project, allowed addresses, which files content shows."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified, Job
from assay.people.models import User
from assay.projects.models import Project
from assay.work.enums import RowOutcome
from assay.work.models.task import Task


class ReportedRow(models.Model):
    """A row of a file that was left out, or that deserves a look though it came in; written with its chunk."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="+", db_index=False)
    line = models.BigIntegerField()
    external_id = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12, choices=RowOutcome)
    reasons = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["job", "id"], name="work_reported_of_job")]


class ImportColumns(models.Model):
    """Which column of its files means what in a project: remembered from the last import."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="+")
    columns = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")


class AllowedAddress(Identified):
    """Imports read only what lies under one of these; nothing else on the network or this machine."""

    prefix = models.CharField(max_length=500)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["prefix"], condition=models.Q(retired_at=None), name="work_address_once"
            ),
        ]


class TaskFile(models.Model):
    """A stored picture or recording that a task's content shows, so that purging knows what is left without use."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "sha256"], name="work_task_file_once")
        ]
