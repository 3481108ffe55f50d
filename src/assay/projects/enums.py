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
