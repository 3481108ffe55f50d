"""What is owed to who recommended somebody that was accepted."""

from django.db import models

from assay.kit.models import Identified
from assay.money.models import ManualEntry
from assay.recruiting.models import Application


class ReferralReward(Identified):
    """The reward of one accepted application was proposed to the ledger. Append-only.

    Again only once the entry before it was rejected or withdrawn: the lock on the campaign sees to that.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    entry = models.OneToOneField(
        ManualEntry, models.PROTECT, related_name="+", help_text="Waits for a second pair of eyes."
    )
    proposed_at = models.DateTimeField()
