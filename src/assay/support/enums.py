"""The fixed words of `support`."""

from django.db import models


class TicketCategory(models.TextChoices):
    """What somebody needs help with. It decides who answers, how soon, and who never sees it."""

    TASK = "task", "A task or a guideline"
    PAY = "pay", "What I am paid"
    TIME = "time", "Shifts and time"
    ACCOUNT = "account", "My account"
    TECHNICAL = "technical", "Something does not work"
    TREATMENT = "treatment", "How somebody treats me"
    WELLBEING = "wellbeing", "How I am"
    OTHER = "other", "Something else"


class TicketState(models.TextChoices):
    OPEN = "open", "Waits for support"
    WAITING = "waiting", "Waits for you"
    SOLVED = "solved", "Solved"
    MERGED = "merged", "Goes on in another ticket"


class ClockKind(models.TextChoices):
    ANSWER = "answer", "First answer"
    SOLUTION = "solution", "Solution"


class StepKind(models.TextChoices):
    """What happened to a ticket beside what was said."""

    OPENED = "opened", "Opened"
    ASSIGNED = "assigned", "Assigned"
    ESCALATED = "escalated", "Escalated"
    FILED = "filed", "Filed under another category"
    ASKED_BACK = "asked_back", "Waits for the person"
    TAKEN_UP = "taken_up", "Waits for support again"
    SOLVED = "solved", "Solved"
    MERGED = "merged", "Merged"
    RATED = "rated", "Rated"
    REMINDED = "reminded", "Reminded"
    REMOVED = "removed", "Removed a file"
