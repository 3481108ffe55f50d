"""Every sentence with which `work` stops somebody."""

from assay.kit.reasons import declare

CLAIM_NOT_YOURS = declare("work.claim_not_found", "This task is not assigned to you.", status=404)
LEASE_ENDED = declare(
    "work.lease_ended",
    "Your time for this task ended at {at}, so the answer was not counted. It is kept as a draft.",
    status=409,
)
ALREADY_SUBMITTED = declare("work.already_submitted", "You have already answered this task.", status=409)
ALREADY_SKIPPED = declare(
    "work.already_skipped", "You have skipped this task, so it cannot be answered.", status=409
)
ALREADY_RELEASED = declare("work.already_released", "You have given this task back.", status=409)
WITHDRAWN = declare(
    "work.withdrawn",
    "This task was withdrawn while you worked on it, so an answer is no longer needed.",
    status=409,
)
SCHEMA_CHANGED = declare(
    "work.schema_changed",
    "This answer was made with another version of the questions. Reload the task.",
    status=409,
)
KEY_REUSED = declare("work.key_reused", "This client key was used for another answer already.", status=422)
TOO_LATE_TO_UNDO = declare(
    "work.too_late_to_undo", "An answer can be undone for {seconds} seconds only.", status=409
)
FEEDBACK_SHOWN = declare(
    "work.feedback_shown", "The right answer was shown, so this one can no longer be undone.", status=409
)
ALREADY_UNDONE = declare("work.already_undone", "This answer was undone already.", status=409)
NO_CLAIM = declare("work.no_claim", "Nobody claimed this task, so it cannot go back to anybody.", status=409)
AUTHOR_AWAY = declare(
    "work.author_away", "Who answered this does not work here at present: ask somebody else.", status=409
)
OVERLAP_REACHED = declare(
    "work.overlap_reached", "Task {task} has all the judgments it may collect.", status=409
)
NEVER_TWICE = declare(
    "work.never_twice", "{contributor} has had task {task} at this stage already.", status=409
)
UNKNOWN_TASK = declare("work.unknown_task", "There is no task {task} in this project.", status=404)
UNKNOWN_CONTRIBUTOR = declare(
    "work.unknown_contributor", "{contributor} does not work on this project.", status=404
)
BATCH_NAME_TAKEN = declare(
    "work.batch_name_taken", "This project has a batch named {name} already.", status=409
)
NO_SCHEMA = declare("work.no_schema", "Publish a label schema before you add tasks.", status=409)
SECONDS_INVALID = declare(
    "work.seconds_invalid", "Handling seconds must be between 0 and 86,400.", status=422
)
KEY_INVALID = declare("work.key_invalid", "A client key has 8 to 64 letters, digits, - or _.", status=422)

# Why there is nothing to do: one code per eligibility rule, and the moments of the day.
LANGUAGE = declare("work.language", "These tasks need {language} at level {level} or better.")
MARKET = declare("work.market", "These tasks are for people of the market {market}.")
SKILL = declare("work.skill", "These tasks need the skill {skill}.")
GUIDELINE = declare("work.guideline", "Read and acknowledge the current guideline of {project} first.")
AGREEMENT = declare("work.agreement", "Sign the agreements that {project} asks of you first.")
POOL = declare("work.pool", "{project} is kept for a group of people that you are not in at present.")
ASSIGNED_ELSEWHERE = declare(
    "work.assigned_elsewhere", "This week you are assigned to other projects than {project}."
)
VENDOR = declare("work.vendor", "These tasks are given to other partners.")
PAUSED = declare("work.paused", "Your work is paused: {reason}")
OFF_BOARDED = declare("work.off_boarded", "You no longer work on Assay's projects.")
DAILY_CAP = declare("work.daily_cap", "You have reached today's limit of {n_cap} tasks.")
EXPOSURE_BREAK = declare("work.exposure_break", "You are on a break until {until}.")
EXPOSURE_COOLING = declare(
    "work.exposure_cooling",
    "Until {until} you get no content that is hard to look at, so that you can recover.",
)
EXPOSURE_DAY = declare(
    "work.exposure_day", "You have reached today's limit for content that is hard to look at: {n} minutes."
)
EXPOSURE_WEEK = declare(
    "work.exposure_week",
    "You have reached this week's limit for content that is hard to look at: {n} minutes.",
)
EXPOSURE_HOURS = declare(
    "work.exposure_hours",
    "Content that is hard to look at comes between {from_hour}:00 and {until_hour}:00 only.",
)
EXPOSURE_ONE = declare(
    "work.exposure_one", "Content that is hard to look at comes one task at a time; you have one in hand."
)
OPTED_OUT = declare("work.opted_out", "You have opted out of: {category}.")
# The rule by which `money` stops routing.
BUDGET_STOP = "budget"
BUDGET = declare(
    "work.budget",
    "The budget of {project} is used up. New tasks come when it is raised; what you hold is paid.",
)
QUEUE_CLOSED = declare("work.queue_closed", "{project} is paused or closed.")
TAKEN = declare("work.taken", "All remaining tasks are in other people's hands or answered by you.")
NO_PROJECT = declare("work.no_project", "You have not been added to a project yet.")
NO_TASKS = declare("work.no_tasks", "{project} has no tasks left to do.")
HELD = declare("work.held", "Your work on {project} is held back: {hold}.")

TEXT_LENGTH = declare("work.text_length", "Write something, in at most {n} characters.", status=422)
QUESTIONS_WAIT = declare(
    "work.questions_wait", "{n} of your questions about this project wait for an answer already.", status=409
)
ANSWERED_ALREADY = declare("work.answered_already", "This question was answered already.", status=409)
REPORT_CLOSED = declare("work.report_closed", "This report was closed already.", status=409)
HAS_ANSWERS = declare(
    "work.has_answers",
    "Task {task} has answers or is in somebody's hands, so its content stays. Withdraw it, and import it anew.",
    status=409,
)
NOT_SERVED = declare("work.not_served", "This project does not serve the market {market}.", status=422)

EXTERNAL_ID_INVALID = declare(
    "work.external_id_invalid", "An external id has 1 to 200 characters.", status=422
)
UNKNOWN_MARKET = declare("work.unknown_market", "There is no market {market}.", status=422)
TOO_MANY_AT_ONCE = declare("work.too_many_at_once", "At most {most} at once.", status=422)
WITHDRAWAL_NEEDS_REASON = declare(
    "work.withdrawal_needs_reason", "Say why, in at most {most} characters.", status=422
)
NOT_WITHDRAWN = declare(
    "work.not_withdrawn",
    "Task {task} is still in the work: withdraw it before its content is purged.",
    status=409,
)
BATCH_CLOSED = declare("work.batch_closed", "The batch {name} is {state}: nothing comes in.", status=409)
MARKET_RETIRED = declare("work.market_retired", "The market {market} is no longer in use.", status=422)
PRIORITY_INVALID = declare(
    "work.priority_invalid", "{value} is no priority: urgent, high, normal, low, or 1 to 4.", status=422
)
SEVERITY_INVALID = declare(
    "work.severity_invalid",
    "{value} is no severity: none, mild, moderate, high, extreme, or 0 to 4.",
    status=422,
)
RATING_NEEDS_REASON = declare(
    "work.rating_needs_reason", "Say what you saw that makes you rate the content so.", status=422
)
CATEGORY_INVALID = declare("work.category_invalid", "{value} is no category of content: {known}.", status=422)
MOMENT_INVALID = declare(
    "work.moment_invalid", "{value} is no date or moment such as 2026-03-31T17:00+01:00.", status=422
)
EXPIRED = declare("work.expired", "This content expired on {at}.", status=422)
PICTURE_UNKNOWN = declare(
    "work.picture_unknown", "{sha256} is no file of this project: upload it first.", status=422
)
SAME_CONTENT = declare("work.same_content", "The content is the same as that of {task}.", status=409)
COLUMNS_INVALID = declare("work.columns_invalid", "These columns cannot be read: {why}.", status=422)
COLUMN_MISSING = declare("work.column_missing", "The file has no column {column}.", status=422)
GOLD_UNKNOWN_QUESTION = declare(
    "work.gold_unknown_question", "There is no question {id} to be gold for.", status=422
)
GOLD_WITHOUT_REASON = declare(
    "work.gold_without_reason", "A known answer needs its reason: people read it as feedback.", status=422
)
GOLD_ELSEWHERE = declare("work.gold_elsewhere", "Known answers come into a batch of gold only.", status=422)
ADDRESS_INVALID = declare("work.address_invalid", "This address cannot be read: {why}.", status=422)
ADDRESS_NOT_ALLOWED = declare(
    "work.address_not_allowed",
    "Imports may not read from this address. An administrator allows prefixes of addresses.",
    status=403,
)
ADDRESS_KNOWN = declare("work.address_known", "This prefix is allowed already.", status=409)
ADDRESS_UNREACHABLE = declare("work.address_unreachable", "The address cannot be read. {why}", status=409)
FILE_FORMAT = declare(
    "work.file_format",
    "A file of tasks is named .csv, .jsonl or .parquet; .csv and .jsonl may be packed as .gz.",
    status=422,
)
FILE_UNREADABLE = declare("work.file_unreadable", "The file cannot be read. {why}", status=422)
ROW_UNREADABLE = declare("work.row_unreadable", "This row cannot be read: {why}.", status=422)
JUDGMENTS_FORMAT = declare("work.judgments_format", "A file of judgments is named .jsonl.", status=422)
