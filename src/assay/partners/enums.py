"""The fixed words of `partners`."""

from django.db import models


class NoteKind(models.TextChoices):
    """What is handed over from one shift to the next."""

    NOTE = "note", "To know"
    POINT = "point", "To do: carried forward until it is closed"
