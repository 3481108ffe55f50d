"""The words of feasibility, each state with the tone of its mark."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from assay.planning.enums import Channel, RushAnswer, Similarity, Timing

CHANNELS: Mapping[str, str] = {
    Channel.CROWD: gettext_noop("Crowd"),
    Channel.BPO: gettext_noop("BPO"),
    Channel.IN_HOUSE: gettext_noop("In-house"),
    Channel.MACHINE: gettext_noop("Machine"),
}
TIMINGS: Mapping[str, tuple[str, str]] = {
    Timing.SAFE: (gettext_noop("Safely in time"), "good"),
    Timing.LIKELY: (gettext_noop("Likely in time"), "good"),
    Timing.UNCERTAIN: (gettext_noop("Uncertain"), "warn"),
    Timing.LATE: (gettext_noop("Late"), "bad"),
    Timing.UNKNOWN: (gettext_noop("Cannot be said"), "warn"),
}
SIMILARITIES: Mapping[str, str] = {
    Similarity.OWN: gettext_noop("on this project"),
    Similarity.QUESTIONS: gettext_noop("on work with the same questions"),
    Similarity.SEGMENT: gettext_noop("on work of the same segment"),
    Similarity.ALL: gettext_noop("on all work"),
    Similarity.NONE: gettext_noop("not measured"),
}
# Label and hint; what is in percent is typed and shown so.
GIVEN: Mapping[str, tuple[str, str]] = {
    "overlap": (gettext_noop("Judgments per task"), ""),
    "gold_share": (gettext_noop("Gold (%)"), gettext_noop("Of all judgments.")),
    "review_share": (gettext_noop("Reviewed (%)"), ""),
    "review_seconds": (gettext_noop("Seconds per review"), ""),
    "busy_share": (
        gettext_noop("Hours of busy people (%)"),
        gettext_noop("What this gets of the hours that they work now."),
    ),
    "idle_chance": (
        gettext_noop("Idle people who come (%)"),
        gettext_noop("Idle: without work for 14 days, or never yet."),
    ),
}
ANSWERS: Mapping[str, tuple[str, str]] = {
    RushAnswer.WAITING: (gettext_noop("Waiting"), "busy"),
    RushAnswer.AGREED: (gettext_noop("Agrees"), "good"),
    RushAnswer.REFUSED: (gettext_noop("Refuses"), "bad"),
}
PERCENT = frozenset({"gold_share", "review_share", "busy_share", "idle_chance"})
