"""The fixed words of `people`."""

from django.db import models


class Role(models.TextChoices):
    REQUESTER = "requester", "Requester"
    PROJECT_OWNER = "project_owner", "Project owner"
    CROWD_MANAGER = "crowd_manager", "Crowd manager"
    QA_ANALYST = "qa_analyst", "QA analyst"
    SITE_LEAD = "site_lead", "BPO site lead"
    OPERATIONS_LEAD = "operations_lead", "Operations lead"
    REVIEWER = "reviewer", "Reviewer"
    CONTRIBUTOR = "contributor", "Contributor"
    ADMINISTRATOR = "administrator", "Administrator"


class Standing(models.TextChoices):
    ACTIVE = "active", "Active"
    PROBATION = "probation", "Probation"
    PAUSED = "paused", "Paused"
    OFF_BOARDED = "off_boarded", "Off-boarded"


class LanguageLevel(models.IntegerChoices):
    """CEFR, as a number that can be compared."""

    A1 = 1, "A1"
    A2 = 2, "A2"
    B1 = 3, "B1"
    B2 = 4, "B2"
    C1 = 5, "C1"
    C2 = 6, "C2"
    NATIVE = 7, "Native"


class TokenScope(models.TextChoices):
    WORK = "work", "Claim and submit tasks"
    READ = "read", "Read what the person may read"
    WRITE = "write", "Change what the person may change"
