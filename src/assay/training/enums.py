"""The fixed words of `training`."""

from django.db import models


class AgreementKind(models.TextChoices):
    NDA = "nda", "Confidentiality (NDA)"
    POLICY = "policy", "Policy"
    CONTENT_WARNING = "content_warning", "Content warning"
    OTHER = "other", "Other agreement"


class SigningState(models.TextChoices):
    """How somebody stands with an agreement that is asked of them."""

    SIGNED = "signed", "Signed"
    GRACE = "grace", "May still wait"
    OWED = "owed", "To sign"
