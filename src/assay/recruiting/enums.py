"""The fixed words of `recruiting`."""

from django.db import models


class RecruitingChannel(models.TextChoices):
    """Where people hear of a campaign."""

    SOCIAL = "social", "Social network"
    JOB_BOARD = "job_board", "Job board"
    UNIVERSITY = "university", "University"
    PARTNER = "partner", "Partner"
    EVENT = "event", "Event"
    EMAIL = "email", "E-mail"
    REFERRAL = "referral", "Recommended by a contributor"
    POOL = "pool", "Talent pool"
    OTHER = "other", "Other"


class CampaignState(models.TextChoices):
    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    OVER = "over", "Over"
    CLOSED = "closed", "Closed"


class ApplicationState(models.TextChoices):
    APPLIED = "applied", "Waiting for the address to be confirmed"
    VERIFIED = "verified", "Waiting for a decision"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Never confirmed"


class ScreeningOutcome(models.TextChoices):
    """What becomes of an application once its address is confirmed."""

    ACCEPT = "accept", "is accepted at once"
    PERSON = "person", "waits for a person"
    REFUSE = "refuse", "is refused"


class ScreeningFact(models.TextChoices):
    """What a screening rule looks at."""

    LANGUAGE_BELOW = "language_below", "Knows the language less than"
    LANGUAGE_AT_LEAST = "language_at_least", "Knows the language at least"
    TIE = "tie", "Ties to the market"
    DEVICE = "device", "Works on"
    SKILL = "skill", "Says that they can"
    SKILL_MISSING = "skill_missing", "Does not say that they can"


class Device(models.TextChoices):
    """What somebody can work on."""

    PHONE = "phone", "A phone"
    COMPUTER = "computer", "A computer"
    BOTH = "both", "Both"


class Tie(models.TextChoices):
    """How well somebody knows the market."""

    LIVES = "lives", "I live there"
    LIVED = "lived", "I lived there for years"
    NONE = "none", "I never lived there"


class LetterKind(models.TextChoices):
    CONFIRM = "confirm", "Asks to confirm the address"
    AGAIN = "again", "Tells of the application that there is"
    ACCOUNT = "account", "Tells of the account that there is"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"


class InvitationAnswer(models.TextChoices):
    """What somebody said to an invitation to a project."""

    YES = "yes", "Accepted"
    NO = "no", "Declined"


class SelfQuestion(models.TextChoices):
    """What people may say of themselves, or not."""

    GENDER = "gender", "Gender"
    AGE = "age", "Age"
    VARIETY = "variety", "The language you grew up with"


class Gender(models.TextChoices):
    WOMAN = "woman", "Woman"
    MAN = "man", "Man"
    ANOTHER = "another", "Another gender"


class AgeBand(models.TextChoices):
    """Figures alone: they are the same in every language."""

    TO_24 = "18-24", "18–24"
    TO_34 = "25-34", "25–34"
    TO_49 = "35-49", "35–49"
    TO_64 = "50-64", "50–64"
    FROM_65 = "65+", "65+"


class NeedState(models.TextChoices):
    """How a group of the pool stands to what a project needs of it."""

    MET = "met", "enough"
    SHORT = "short", "too few"
    OPEN = "open", "cannot be told apart"
    UNKNOWN = "unknown", "not shown"
