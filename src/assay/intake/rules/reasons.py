"""Every sentence with which `intake` stops somebody."""

from assay.kit.reasons import declare

# What a request lacks.
MISSING = declare("intake.missing", "{what} is missing.", status=422)
# What cannot stand there.
TOO_LONG = declare("intake.too_long", "This is longer than {most} characters.", status=422)
NOT_ONE_OF = declare("intake.not_one_of", "This must be one of {allowed}.", status=422)
NO_NUMBER = declare("intake.no_number", "This must be a number.", status=422)
OUT_OF_RANGE = declare("intake.out_of_range", "This must be from {least} to {most}.", status=422)
ACCURACY_RANGE = declare("intake.accuracy_range", "The accuracy must be from 50 to 100 %.", status=422)
NO_DATE = declare("intake.no_date", "This must be a date such as 2026-03-31.", status=422)
NO_CURRENCY = declare(
    "intake.no_currency", "A budget needs a currency of three letters, such as EUR.", status=422
)
NO_TEMPLATE = declare("intake.no_template", "There is no template {code} in the gallery.", status=422)
NO_FIELD = declare("intake.no_field", "A request has no field {name}.", status=422)
VOLUME_TWICE = declare(
    "intake.volume_twice", "{market} in {language} is there twice: add the numbers up.", status=422
)
TOO_MANY_ROWS = declare("intake.too_many_rows", "There are more than {most} rows.", status=422)
UNKNOWN_MARKET = declare("intake.unknown_market", "There is no market {code}.", status=422)
UNKNOWN_PERSON = declare(
    "intake.unknown_person", "{email} is nobody who takes part in requests here.", status=422
)
TWO_PARTS = declare("intake.two_parts", "{name} cannot both ask for it and approve it.", status=422)
NO_REQUESTER = declare("intake.no_requester", "A request has at least one requester.", status=422)
# What cannot be done.
NOT_YOUR_STEP = declare("intake.not_your_step", "This is for {who} to do.", status=403)
NEEDS_REASON = declare("intake.needs_reason", "Say why: the others need to know.", status=422)
NOT_EDITABLE = declare(
    "intake.not_editable",
    "The request is {state}: propose a change, so that both sides agree to it.",
)
NOTHING_DELIVERED = declare(
    "intake.nothing_delivered", "Nothing was delivered yet, so there is nothing to accept."
)
PROJECT_TAKEN = declare("intake.project_taken", "{name} is the project of another request already.")
NEEDS_ESTIMATE = declare(
    "intake.needs_estimate",
    "Compute the feasibility of what stands there now, or say why it is judged without.",
    status=422,
)
NEEDS_PROJECT = declare("intake.needs_project", "Start the project: that puts the request in delivery.")
BAD_HOURS = declare(
    "intake.bad_hours", "The time must be from {least} to {most} hours, or empty.", status=422
)
NO_CLOCK = declare("intake.no_clock", "The state {state} has no clock.", status=422)
NOTHING_CHANGED = declare(
    "intake.nothing_changed", "What is proposed is what stands there already.", status=422
)
CHANGE_DECIDED = declare("intake.change_decided", "This change was decided already.")
CHANGE_STALE = declare(
    "intake.change_stale",
    "The request has changed since this was proposed: decline it, and propose it anew.",
)
OTHER_SIDE = declare(
    "intake.other_side", "A change is decided by the other side, not by the one that proposed it.", status=403
)
STILL_WRITTEN = declare(
    "intake.still_written", "The requester still writes this request: what should be different goes in there."
)
IS_OVER = declare("intake.is_over", "The request is over, so nothing is added to it any more.")
EMPTY_COMMENT = declare("intake.empty_comment", "Write something.", status=422)
EMPTY_FILE = declare("intake.empty_file", "Choose a file that is not empty.", status=422)
CALENDAR_INVALID = declare("intake.calendar_invalid", "{why}", status=422)
