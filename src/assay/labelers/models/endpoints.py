"""A model behind an address: how a version asks it, every time it was asked, what came back, and what it cost."""

from typing import ClassVar

from django.db import models

from assay.labelers.enums import CallOutcome
from assay.labelers.models.registry import LabelerVersion, MachineLabeler
from assay.money.models import Posting
from assay.people.models import User
from assay.projects.models import GuidelineVersion, LabelSchemaVersion
from assay.work.enums import ContentSeverity
from assay.work.models import Task


class Endpoint(models.Model):
    """How a version asks. Append-only: another guideline, model or prompt is another version, and is measured anew."""

    version = models.OneToOneField(LabelerVersion, models.PROTECT, related_name="endpoint")
    base_url = models.CharField(max_length=300, help_text="In front of /chat/completions.")
    model = models.CharField(max_length=200)
    guideline = models.ForeignKey(
        GuidelineVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    schema_version = models.ForeignKey(LabelSchemaVersion, models.PROTECT, related_name="+", db_index=False)
    instructions = models.TextField(blank=True, help_text="What it is told beside the guideline.")
    prompt = models.TextField(help_text="Made of guideline, questions and instructions.")
    temperature = models.FloatField()
    most_output = models.PositiveIntegerField(help_text="Tokens of an answer, at most.")
    per_minute = models.PositiveIntegerField()
    timeout_seconds = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    in_micro = models.BigIntegerField(help_text="Of 1,000 tokens that are sent.")
    out_micro = models.BigIntegerField(help_text="Of 1,000 tokens that come back.")
    day_micro = models.BigIntegerField(help_text="What the labeler may cost on a day (UTC), at most.")
    highest_severity = models.SmallIntegerField(
        choices=ContentSeverity,
        default=ContentSeverity.MODERATE,
        help_text="Content that counts as harder to look at is not sent.",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(in_micro__gte=0, out_micro__gte=0, day_micro__gt=0),
                name="labelers_endpoint_prices",
            ),
        ]


class EndpointConsent(models.Model):
    """Somebody says that content may be sent as this version asks, or that nothing is any more. Append-only.

    The last word of a labeler holds. It is about the address, the model and the severity of the version.
    """

    labeler = models.ForeignKey(MachineLabeler, models.PROTECT, related_name="consents", db_index=False)
    version = models.ForeignKey(LabelerVersion, models.PROTECT, related_name="+", db_index=False)
    is_given = models.BooleanField()
    statement = models.TextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(statement=""), name="labelers_consent_said"),
        ]
        indexes: ClassVar = [models.Index(fields=["labeler", "-id"], name="labelers_consent_of")]


class EndpointKey(models.Model):
    """What opens the address: a secret, sent nowhere but to the server for which it was given."""

    labeler = models.OneToOneField(MachineLabeler, models.CASCADE, related_name="endpoint_key")
    origin = models.CharField(max_length=300, help_text="Scheme, host and port.")
    sealed = models.TextField(help_text="Under the signing key (kit.sealing).")
    hint = models.CharField(max_length=8, help_text="Its last letters.")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)


class EndpointCall(models.Model):
    """Written before something is sent, with what it can cost at most: what was sent is never forgotten."""

    version = models.ForeignKey(LabelerVersion, models.PROTECT, related_name="calls", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    reserved_micro = models.BigIntegerField()
    asked_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["version", "id"], name="labelers_call_of")]


class EndpointPending(models.Model):
    """A call of which it is not known yet what became of it; goes with its answer."""

    call = models.OneToOneField(EndpointCall, models.CASCADE, related_name="pending")


class EndpointAnswer(models.Model):
    """What became of a call. Append-only; written in the order of commits, under the lock of the labeler."""

    call = models.OneToOneField(EndpointCall, models.PROTECT, related_name="answer")
    version = models.ForeignKey(LabelerVersion, models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=11, choices=CallOutcome)
    n_in = models.PositiveIntegerField(null=True, help_text="Tokens sent, as the server counted them.")
    n_out = models.PositiveIntegerField(null=True)
    micro = models.BigIntegerField(help_text="What it cost.")
    is_estimated = models.BooleanField(help_text="The server did not say: the most that it can have cost.")
    said = models.CharField(max_length=500, blank=True, help_text="Of what could not be used.")
    answered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["version", "id"], name="labelers_call_answer_of")]


class EndpointDay(models.Model):
    """What a labeler has cost on a day, with what is reserved for calls under way."""

    labeler = models.ForeignKey(MachineLabeler, models.PROTECT, related_name="+", db_index=False)
    day_on = models.DateField()
    currency = models.CharField(max_length=3)
    micro = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["labeler", "day_on", "currency"], name="labelers_endpoint_day_once"
            ),
        ]


class EndpointBooking(models.Model):
    """Answers of a version up to this one stand in the ledger. Append-only."""

    version = models.ForeignKey(LabelerVersion, models.PROTECT, related_name="bookings", db_index=False)
    answer_id = models.BigIntegerField()
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "answer_id"], name="labelers_booking_once"),
        ]
