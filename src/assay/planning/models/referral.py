"""What is owed to who recommended somebody that was accepted."""

from django.db import models

from assay.kit.models import Identified
from assay.money.models import ManualEntry
from assay.recruiting.models import Application


class ReferralReward(Identified):
    """The reward of one accepted application was proposed to the ledger: once, and never taken out. Append-only."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="+")
    entry = models.OneToOneField(
        ManualEntry, models.PROTECT, related_name="+", help_text="Waits for a second pair of eyes."
    )
    proposed_at = models.DateTimeField()
