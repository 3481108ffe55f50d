"""What a link was given: people who were invited to it, and money. An entry never changes; a mistake is taken back."""

from typing import ClassVar

from django.db import models

from assay.kit.models import Identified
from assay.people.models import User
from assay.recruiting.models.campaign import TrackedLink


class InvitationRound(Identified):
    """So many people were invited on one day, outside Assay: by a mailing list, at a fair, by a post."""

    link = models.ForeignKey(TrackedLink, models.PROTECT, related_name="rounds")
    n = models.IntegerField(help_text="People; negative in what takes a round back.")
    invited_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(n__gt=0, reverses=None) | models.Q(n__lt=0, reverses__isnull=False),
                name="recruiting_round_sign",
            )
        ]


class Spending(Identified):
    """Money that was spent on one link: an advertisement, a stand, a partner's fee."""

    link = models.ForeignKey(TrackedLink, models.PROTECT, related_name="spendings")
    spent_on = models.DateField()
    amount_micro = models.BigIntegerField(help_text="Millionths; negative in what takes an entry back.")
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount_micro__gt=0, reverses=None)
                | models.Q(amount_micro__lt=0, reverses__isnull=False),
                name="recruiting_spending_sign",
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="recruiting_spending_currency"
            ),
        ]
