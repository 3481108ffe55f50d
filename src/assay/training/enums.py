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


class AttemptState(models.TextChoices):
    OPEN = "open", "Begun"
    PASSED = "passed", "Passed"
    FAILED = "failed", "Not passed"


class ItemSign(models.TextChoices):
    """What speaks against a question of an exam."""

    FEW = "few", "Too few answers to say"
    REVERSED = "reversed", "Who knows less gets it right: check its answer"
    WEAK = "weak", "Does not tell who knows"
    EASY = "easy", "Nearly everybody gets it right"
    HARD = "hard", "Hardly anybody gets it right"
