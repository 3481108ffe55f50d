"""Refusals of `wellbeing`."""

from assay.kit.reasons import declare

LOOSER = declare(
    "wellbeing.looser",
    "{name}: a project may only be stricter than the organisation, which has {above}.",
    status=422,
)
OUT_OF_RANGE = declare("wellbeing.out_of_range", "{name} must be from {least} to {most}.", status=422)
HOURS_REVERSED = declare("wellbeing.hours_reversed", "The first hour must come before the last.", status=422)
WEIGHTS_INVALID = declare(
    "wellbeing.weights_invalid",
    "Weights are five percentages from 0 to 100 that never fall: benign (0), mild, moderate, high, extreme.",
    status=422,
)
OF_ORGANISATION = declare(
    "wellbeing.of_organisation", "Weights are set for the whole organisation only.", status=422
)
OF_PROJECT = declare(
    "wellbeing.of_project", "What unrated content counts as is set by project only.", status=422
)
ANSWER_UNKNOWN = declare(
    "wellbeing.answer_unknown",
    "The label schema has no question {question} with an option {option} to choose.",
    status=422,
)
TOO_MANY_RATINGS = declare(
    "wellbeing.too_many_ratings", "At most {most} answers can say something of the content.", status=422
)
NO_CONTRIBUTOR = declare(
    "wellbeing.no_contributor", "Exposure is counted for people who work on tasks.", status=403
)
PULSE_ANSWERED = declare(
    "wellbeing.pulse_answered", "You have answered this week; the next check comes on Monday.", status=409
)
PULSE_EMPTY = declare("wellbeing.pulse_empty", "Answer at least one of the questions.", status=422)
PULSE_RANGE = declare("wellbeing.pulse_range", "Answers go from 1 to 5.", status=422)
CONTACT_NAMELESS = declare(
    "wellbeing.contact_nameless", "Say who the counsellor is; leave everything empty for nobody.", status=422
)
CONTACT_TOO_LONG = declare("wellbeing.contact_too_long", "At most {n} characters.", status=422)
CONTACT_PHONE = declare(
    "wellbeing.contact_phone", "A phone number is digits with spaces, perhaps with + before them.", status=422
)
CONTACT_LANGUAGES = declare(
    "wellbeing.contact_languages", "Name languages by their codes, such as pt-BR, at most twenty.", status=422
)
