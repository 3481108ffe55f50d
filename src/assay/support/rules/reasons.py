"""Refusals of `support`."""

from assay.kit.reasons import declare

NO_TEXT = declare("support.no_text", "Say what it is about.", status=422)
TOO_LONG = declare("support.too_long", "At most {most} characters.", status=422)
NO_CATEGORY = declare("support.no_category", "Choose what you need help with.", status=422)
TOO_MANY_FILES = declare("support.too_many_files", "At most {most} files with one message.", status=422)
EMPTY_FILE = declare("support.empty_file", "The file is empty.", status=422)
IS_MERGED = declare("support.is_merged", "This ticket goes on in another one.")
NOT_SOLVED = declare("support.not_solved", "You can rate the help once the ticket is solved.")
NO_SCORE = declare("support.no_score", "Give one to five.", status=422)
TOP_LEVEL = declare("support.top_level", "Nobody stands above: the ticket is with {level} already.")
NOT_STAFF = declare("support.not_staff", "Who takes a ticket must be somebody who may answer it.", status=422)
NOTES_ARE_STAFFS = declare(
    "support.notes_are_staffs", "Notes among each other are for who answers tickets.", status=403
)
UNKNOWN_STEP = declare(
    "support.unknown_step",
    "A ticket goes on waiting for support, waits for the person, or is solved.",
    status=422,
)
OTHER_PERSON = declare(
    "support.other_person", "Only tickets of one person can be merged: others would read along.", status=422
)
SAME_TICKET = declare("support.same_ticket", "A ticket cannot be merged into itself.", status=422)
TOO_MANY = declare("support.too_many", "At most {most} tickets at once.", status=422)
NEEDS_REASON = declare("support.needs_reason", "Say why.", status=422)
UNKNOWN_PLACEHOLDER = declare(
    "support.unknown_placeholder", "{{{found}}} is not filled in; known are {known}.", status=422
)
NAME_TAKEN = declare("support.name_taken", "There is one called {name} already.", status=422)
SEGMENT_OF_CONTRIBUTORS = declare(
    "support.segment_of_contributors", "Languages and markets are known of contributors only.", status=422
)
UNKNOWN_MARKET = declare("support.unknown_market", "There is no such market.", status=422)
UNKNOWN_ROLE = declare("support.unknown_role", "There is no such role.", status=422)
UNKNOWN_PLACE = declare(
    "support.unknown_place", "There is no such site or project that you may tell something.", status=422
)
ENDS_BEFORE = declare("support.ends_before", "It must end after it begins, and not in the past.", status=422)
TOO_MANY_LANGUAGES = declare("support.too_many_languages", "At most {most} languages.", status=422)
DAY_IS_PAST = declare("support.day_is_past", "The day must be one to come.", status=422)
OPEN_TOO_MANY = declare(
    "support.open_too_many",
    "You have {most} open tickets. Write in one of them, or close what is settled.",
)
BAD_HOURS = declare("support.bad_hours", "Whole hours from 1 to {most}.", status=422)
BAD_ORDER = declare("support.bad_order", "A solution takes at least as long as the first answer.", status=422)
BAD_CLOSING = declare(
    "support.bad_closing", "Days from {least} to {most}, or none: then silence closes nothing.", status=422
)
BAD_DAYS = declare("support.bad_days", "Choose at least one day of the week.", status=422)
BAD_TIME = declare("support.bad_time", "“{value}” is no time: write it as 09:00.", status=422)
BAD_HOLIDAY = declare("support.bad_holiday", "“{value}” is no day: write it as 2026-12-25.", status=422)
BAD_NUMBER_OF_HOLIDAYS = declare("support.bad_holidays", "At most {most} holidays.", status=422)
