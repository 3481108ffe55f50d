"""The words of a site lead's pages, each state with the tone of its mark."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from assay.partners.enums import ScoreMeasure
from assay.people.enums import Presence

PRESENCE: Mapping[Presence, tuple[str, str]] = {
    Presence.MISSING: (gettext_noop("No sign of them"), "bad"),
    Presence.AWAY: (gettext_noop("Away"), "warn"),
    Presence.THERE: (gettext_noop("There"), "good"),
    Presence.EXPECTED: (gettext_noop("Not due yet"), ""),
}
SAID_BEFORE = gettext_noop("Away, said before")
# Name, and what is counted.
MEASURES: Mapping[ScoreMeasure, tuple[str, str]] = {
    ScoreMeasure.QUALITY: (
        gettext_noop("Accuracy"),
        gettext_noop(
            "judgments without a critical or major error, by the client's random samples, after disputes"
        ),
    ),
    ScoreMeasure.CRITICAL: (
        gettext_noop("No critical error"),
        gettext_noop("judgments without a critical error: a gate"),
    ),
    ScoreMeasure.THROUGHPUT: (
        gettext_noop("Throughput"),
        gettext_noop("judgments over what the active hours bring at each project's standard"),
    ),
    ScoreMeasure.REWORK: (
        gettext_noop("Turnaround of rework"),
        gettext_noop("tasks that came back and were answered in time"),
    ),
    ScoreMeasure.RETENTION: (
        gettext_noop("People who stayed"),
        gettext_noop("of those who were there four weeks before: 1 − attrition"),
    ),
    ScoreMeasure.CALIBRATION: (
        gettext_noop("Calibration"),
        gettext_noop("mean alignment with the benchmark in sessions that were closed"),
    ),
    ScoreMeasure.HOURS: (
        gettext_noop("Planned hours kept"),
        gettext_noop("of the shifts on approved days, somebody was there"),
    ),
    ScoreMeasure.COMPLIANCE: (
        gettext_noop("Compliance"),
        gettext_noop("of the signatures asked of the people"),
    ),
    ScoreMeasure.EVIDENCE: (
        gettext_noop("Evidence"),
        gettext_noop("of the lines of the checklist, those with evidence that holds"),
    ),
    ScoreMeasure.DISPUTES: (
        gettext_noop("Disputes won"),
        gettext_noop("of the decided disputes, the error was overturned: shown, without weight"),
    ),
}
