"""The fixed words of `projects`."""

from django.db import models


class Segment(models.TextChoices):
    SEARCH_RANKING = "search_ranking", "Search ranking"
    SEARCH_RECOMMENDATION = "search_recommendation", "Search recommendation"
    SEARCH_ADS = "search_ads", "Search ads"
    SEARCH_SECURITY = "search_security", "Search security"
    ECOMMERCE_GOVERNANCE = "ecommerce_governance", "E-commerce governance"
    TRUST_AND_SAFETY = "trust_and_safety", "Trust & safety"
    LLM_DATA = "llm_data", "LLM data"
    OTHER = "other", "Other"


class ProjectState(models.TextChoices):
    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"


class StageKind(models.TextChoices):
    LABEL = "label", "Label"
    REVIEW = "review", "Review"
    ADJUDICATE = "adjudicate", "Adjudicate"
    AUDIT = "audit", "Audit"


class ChangeKind(models.TextChoices):
    """What a new version of the guideline asks of those who work by the one before."""

    EDITORIAL = "editorial", "Editorial: nothing is asked"
    CLARIFICATION = "clarification", "Clarification: the change is acknowledged"
    POLICY = "policy", "Policy: acknowledged, and a short quiz passed"


class DraftState(models.TextChoices):
    """Where the next version of a guideline stands."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    IN_FORCE = "in_force", "In force"
    DISCARDED = "discarded", "Discarded"


class GuidelineSide(models.TextChoices):
    """For whom a reviewer reads the draft of a guideline."""

    POLICY = "policy", "Policy"
    ALGORITHM = "algorithm", "Algorithm"
    QA = "qa", "QA"


class DraftVerdict(models.TextChoices):
    WAITING = "waiting", "Not read yet"
    APPROVED = "approved", "Approved"
    CHANGES = "changes", "Asks for changes"


class ExampleKind(models.TextChoices):
    EXAMPLE = "example", "Example"
    COUNTEREXAMPLE = "counterexample", "Counter-example"


class TranslationState(models.TextChoices):
    """Missing and outdated are found by comparing with the source, and not stored."""

    DRAFT = "draft", "Draft"
    TRANSLATED = "translated", "Translated"


class MarketRule(models.TextChoices):
    """What a policy says of a market."""

    ALLOWED = "allowed", "Allowed"
    AGE_GATED = "age_gated", "Adults only"
    RESTRICTED = "restricted", "Restricted"
    NOT_ALLOWED = "not_allowed", "Not allowed"
