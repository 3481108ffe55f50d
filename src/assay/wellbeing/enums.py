"""The fixed words of `wellbeing`."""

from django.db import models


class PulseQuestion(models.TextChoices):
    """What the pulse check asks; answers go from 1, the least, to 5."""

    AFTER_WORK = "after_work", "How are you after this week's work?"
    BREAKS = "breaks", "Could you take the breaks you needed?"
    SPEAKING_UP = "speaking_up", "Would you tell somebody here if the work weighed on you?"
