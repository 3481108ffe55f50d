"""The fixed words of `labelers`."""

from django.db import models


class LabelerKind(models.TextChoices):
    MODEL = "model", "A model"
    RULE = "rule", "A rule"
    LEARNER = "learner", "A learner, trained here"
    REMOTE = "remote", "A model behind an address, asked here"


class UseMode(models.TextChoices):
    """What a stage makes of a labeler's answers."""

    OFF = "off", "Not used"
    SUGGEST = "suggest", "Fills in answers for people to check"
    JUDGE = "judge", "One more judge"
    ALONE = "alone", "Alone where it is sure"
    RATE = "rate", "Says how hard content is to look at"


class CheckSource(models.TextChoices):
    """By what an answer of a machine was found right or wrong."""

    GOLD = "gold", "Known answers"
    PEOPLE = "people", "Tasks left to people"
    REVIEW = "review", "Reviews"


class Fate(models.TextChoices):
    """What became of a prediction under one use."""

    SUGGESTED = "suggested", "Filled in for people to check"
    VOTED = "voted", "Counts as a judgment"
    ANSWERED = "answered", "Answered alone"
    LEFT = "left", "Left to people, to measure the labeler by them"
    UNSURE = "unsure", "Not sure enough: left to people"
    RATED = "rated", "Rated by how hard they are to look at"
    TOO_LATE = "too_late", "Begun or done by people, withdrawn, or answered by it before"


class CallOutcome(models.TextChoices):
    """What became of asking a model behind an address. Only `answered` is a prediction: nothing is guessed."""

    ANSWERED = "answered", "Answered"
    UNREADABLE = "unreadable", "Not in the form that was asked for"
    NOT_ALLOWED = "not_allowed", "An answer that the questions do not allow"
    REFUSED = "refused", "The address refused it"
    DENIED = "denied", "The address let nobody in"
    BUSY = "busy", "The address was busy"
    LOST = "lost", "No answer came back; what it can have cost at most is counted"
    TRIED = "tried", "Tried without a task"
