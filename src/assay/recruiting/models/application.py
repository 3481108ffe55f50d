"""Who applied. What is personal is sealed or plain in columns that erasing empties; nothing else names the person."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from assay.kit.models import Identified
from assay.people.enums import NoticeState
from assay.people.models import Contributor, User
from assay.recruiting.enums import ApplicationState, Device, LetterKind, ScreeningOutcome, Tie
from assay.recruiting.models.campaign import Campaign, TrackedLink

# Of these somebody has one at a time, over all campaigns.
OPEN = (ApplicationState.APPLIED, ApplicationState.VERIFIED)


class ConsentText(Identified):
    """A text to which people have agreed, word for word; its digest is what an application names."""

    language = models.CharField(max_length=20)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(help_text="When somebody agreed to it first.")


class Application(Identified):
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="applications", db_index=False)
    link = models.ForeignKey(TrackedLink, models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.APPLIED)
    locale = models.CharField(max_length=20, help_text="Of the page on which it was written.")
    name = models.CharField(max_length=120, blank=True, help_text="Empty: erased.")
    email_sealed = models.TextField(blank=True, help_text="Under the signing key (kit.sealing).")
    email_digest = models.BinaryField(max_length=32, null=True, help_text="Keyed; of the normalised address.")
    languages = models.JSONField(default=dict, help_text="BCP 47 tag to CEFR level, 1 to 7.")
    skills = ArrayField(
        models.CharField(max_length=60),
        default=list,
        help_text="Codes that the person ticked: nothing is proven.",
    )
    device = models.CharField(max_length=8, choices=Device, blank=True, help_text="Empty: erased.")
    tie = models.CharField(max_length=5, choices=Tie, blank=True, help_text="Empty: erased.")
    least_age = models.PositiveSmallIntegerField(
        help_text="So old at least by the date that was given, not kept."
    )
    consent = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", db_index=False)
    applied_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    screened = models.CharField(max_length=6, choices=ScreeningOutcome, blank=True)
    screened_by = models.PositiveSmallIntegerField(null=True, help_text="The rule that fitted, from 0.")
    due_at = models.DateTimeField(
        null=True, help_text="A decision becomes true then, and can be taken back before; empty: it is true."
    )
    problem = models.CharField(max_length=300, blank=True, help_text="Why a decision could not become true.")
    ended_at = models.DateTimeField(null=True, help_text="When it was decided, withdrawn or lapsed.")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    why = models.TextField(blank=True, help_text="What the applicant reads of a refusal.")
    contributor = models.OneToOneField(Contributor, models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["campaign", "state", "id"], name="recruiting_inbox"),
            models.Index(fields=["email_digest"], name="recruiting_of_address"),
            models.Index(
                fields=["due_at"], condition=models.Q(due_at__isnull=False), name="recruiting_decisions_due"
            ),
            GinIndex(
                fields=["skills"],
                condition=models.Q(contributor__isnull=False),
                name="recruiting_declared",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email_digest"],
                condition=models.Q(state__in=[state.value for state in OPEN])
                | models.Q(due_at__isnull=False),
                name="recruiting_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None)
                | models.Q(
                    name="", email_sealed="", email_digest=None, languages={}, skills=[], device="", tie=""
                ),
                name="recruiting_erased_is_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=ApplicationState.ACCEPTED, contributor__isnull=False, due_at__isnull=True
                )
                | models.Q(state=ApplicationState.ACCEPTED, contributor=None, due_at__isnull=False)
                | (~models.Q(state=ApplicationState.ACCEPTED) & models.Q(contributor=None)),
                name="recruiting_accepted_is_somebody",
            ),
        ]


class ApplicantSaid(models.Model):
    """What an applicant said of themselves, sealed, until it is known whether they come to work here.

    No trail is written of it, and no query that shows applications reads it.
    """

    application = models.OneToOneField(
        Application, models.CASCADE, primary_key=True, related_name="+", help_text="One that is open."
    )
    sealed = models.TextField(help_text="Questions and answers as JSON, under the signing key (kit.sealing).")


class ApplicantLetter(Identified):
    """One e-mail to an address that need not belong to anybody here; the address goes once the letter has ended."""

    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="letters")
    kind = models.CharField(max_length=10, choices=LetterKind)
    locale = models.CharField(max_length=20)
    email_sealed = models.TextField(blank=True)
    email_digest = models.BinaryField(max_length=32, help_text="Keyed; for the most letters of a day.")
    state = models.CharField(max_length=7, choices=NoticeState, default=NoticeState.WAITING)
    n_attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["try_at"],
                condition=models.Q(state=NoticeState.WAITING),
                name="recruiting_letters_due",
            ),
            models.Index(fields=["email_digest", "made_at"], name="recruiting_letters_of_day"),
        ]
