"""The fixed words of `insight`."""

from django.db import models


class FactSource(models.TextChoices):
    JUDGMENTS = "judgments", "Judgments"
    RETRACTIONS = "retractions", "Retractions"
    RESTORATIONS = "restorations", "Restorations"
    LABELS = "labels", "Labels"
