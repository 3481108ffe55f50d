"""The fixed words of projects, batches and tasks, as people read them, with the tone of their dot."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.projects.enums import ProjectState, Segment
from assay.work.enums import BatchState, ClaimState, ItemState, Priority

SEGMENTS: Mapping[str, str] = {
    Segment.SEARCH_RANKING: gettext_noop("Search ranking"),
    Segment.SEARCH_RECOMMENDATION: gettext_noop("Search recommendation"),
    Segment.SEARCH_ADS: gettext_noop("Search ads"),
    Segment.SEARCH_SECURITY: gettext_noop("Search security"),
    Segment.ECOMMERCE_GOVERNANCE: gettext_noop("E-commerce governance"),
    Segment.TRUST_AND_SAFETY: gettext_noop("Trust & safety"),
    Segment.LLM_DATA: gettext_noop("LLM data"),
    Segment.OTHER: gettext_noop("Other"),
}
STATES: Mapping[str, tuple[str, str]] = {
    ProjectState.DRAFT: (gettext_noop("Draft"), ""),
    ProjectState.OPEN: (gettext_noop("Open"), "busy"),
    ProjectState.PAUSED: (gettext_noop("Paused"), "warn"),
    ProjectState.CLOSED: (gettext_noop("Closed"), "good"),
}
BATCH_STATES: Mapping[str, tuple[str, str]] = {
    BatchState.PREPARING: (gettext_noop("Preparing"), ""),
    BatchState.OPEN: (gettext_noop("Open"), "busy"),
    BatchState.PAUSED: (gettext_noop("Paused"), "warn"),
    BatchState.DONE: (gettext_noop("Done"), "good"),
    BatchState.WITHDRAWN: (gettext_noop("Withdrawn"), "bad"),
}
ITEM_STATES: Mapping[int, tuple[str, str]] = {
    ItemState.OPEN: (gettext_noop("Open"), "busy"),
    ItemState.DONE: (gettext_noop("Done"), "good"),
    ItemState.PARKED: (gettext_noop("Parked"), "warn"),
    ItemState.WITHDRAWN: (gettext_noop("Withdrawn"), "bad"),
    ItemState.REUSED: (gettext_noop("Label reused"), "good"),
    ItemState.MACHINE: (gettext_noop("Answered by a machine"), "good"),
}
CLAIM_STATES: Mapping[int, str] = {
    ClaimState.OPEN: gettext_noop("In work"),
    ClaimState.SUBMITTED: gettext_noop("Answered"),
    ClaimState.SKIPPED: gettext_noop("Skipped"),
    ClaimState.RELEASED: gettext_noop("Given back"),
    ClaimState.EXPIRED: gettext_noop("Time ran out"),
    ClaimState.WITHDRAWN: gettext_noop("Withdrawn"),
}
PRIORITIES: Mapping[int, str] = {
    Priority.URGENT: gettext_noop("Urgent"),
    Priority.HIGH: gettext_noop("High"),
    Priority.NORMAL: gettext_noop("Normal"),
    Priority.LOW: gettext_noop("Low"),
}


def choices(words: Mapping[str, str] | Mapping[int, str]) -> list[tuple[str, str]]:
    """Values and labels for a list to choose from."""
    return [(str(value), _(label)) for value, label in words.items()]


def state_choices(words: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(value, _(label)) for value, (label, _tone) in words.items()]
