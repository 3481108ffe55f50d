"""The fixed words of `insight`."""

from django.db import models


class FactSource(models.TextChoices):
    JUDGMENTS = "judgments", "Judgments"
    RETRACTIONS = "retractions", "Retractions"
    LABELS = "labels", "Labels"
