"""Words and colours of standing that contributors meet, too."""

from django.utils.translation import gettext_noop

from assay.quality.enums import StepKind

TONES = {StepKind.WARN: "busy", StepKind.RETRAIN: "busy", StepKind.PROBATION: "warn", StepKind.PAUSE: "bad"}
STEPS = {
    StepKind.WARN: gettext_noop("Warning"),
    StepKind.RETRAIN: gettext_noop("Reads again first"),
    StepKind.PROBATION: gettext_noop("Probation"),
    StepKind.PAUSE: gettext_noop("Paused"),
}
# What each kind of sign is about, for people who have not read the statistics.
FAMILIES = {
    "speed": gettext_noop("haste"),
    "monotony": gettext_noop("the same answer over and over"),
    "copying": gettext_noop("the same errors as somebody else"),
}
