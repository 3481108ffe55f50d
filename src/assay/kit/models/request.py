"""What is remembered of requests: answers to repeatable ones, and how many came this minute."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class RememberedAnswer(models.Model):
    """The answer to one request with an Idempotency-Key, written in the same transaction as its effect."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=100)
    request_sha256 = models.BinaryField(max_length=32, help_text="Of method, address and body.")
    status = models.SmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(default=bytes)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="kit_answer_once")]


class RateWindow(models.Model):
    """One caller's requests of the running minute, over all processes. Unlogged: empty after a crash."""

    subject = models.CharField(max_length=60, primary_key=True)
    minute = models.BigIntegerField()
    n = models.IntegerField(help_text="Granted in this minute.")
    n_granted = models.IntegerField(help_text="By the last asking.")
