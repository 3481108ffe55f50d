"""Every sentence with which `people` stops somebody."""

from assay.kit.reasons import declare

NOT_ALLOWED = declare("people.not_allowed", "Your role does not allow this: {sentence}", status=403)
EMAIL_TAKEN = declare("people.email_taken", "There is somebody with the address {email} already.", status=409)
PSEUDONYM_TAKEN = declare("people.pseudonym_taken", "The pseudonym {pseudonym} is taken.", status=409)
NAME_TAKEN = declare("people.name_taken", "The name {name} is taken.", status=409)
PAUSE_NEEDS_A_WAY_BACK = declare(
    "people.pause_needs_a_way_back", "A pause needs a reason, and an end or a way back.", status=422
)
UNKNOWN_ZONE = declare("people.unknown_zone", "{zone} is not an IANA time zone.", status=422)
GRANTED_ALREADY = declare("people.granted_already", "This person has this role there already.", status=409)
SITE_LEAD_NEEDS_A_SITE = declare(
    "people.site_lead_needs_a_site", "A site lead needs a vendor, a site or a team.", status=422
)
TOKEN_LIFETIME = declare("people.token_lifetime", "A token lives 1 to 366 days.", status=422)
UNKNOWN_SCOPE = declare("people.unknown_scope", "{scope} is not a scope of a token.", status=422)
NOT_SIMULATED = declare(
    "people.not_simulated", "Only for simulated people: everybody else makes their own tokens.", status=403
)
LAST_ADMINISTRATOR = declare(
    "people.last_administrator",
    "{name} is the last administrator of the whole organisation: make somebody else one first.",
    status=409,
)
NEEDS_REASON = declare("people.needs_reason", "Say why: it is kept in the audit trail.", status=422)
PASSWORD_WEAK = declare("people.password_weak", "This password is too easy to guess. {why}", status=422)
PASSWORD_WRONG = declare("people.password_wrong", "This is not your current password.", status=422)
PASSWORDS_DIFFER = declare("people.passwords_differ", "The two new passwords are not the same.", status=422)
UNKNOWN_LOCALE = declare("people.unknown_locale", "Assay does not speak {locale} yet.", status=422)
NO_SCOPES = declare("people.no_scopes", "Choose at least one thing the token may do.", status=422)
NO_TOKEN_NAME = declare(
    "people.no_token_name", "Give the token a name, so that you know it again later.", status=422
)
DEACTIVATED_ALREADY = declare("people.deactivated_already", "{name} is deactivated already.", status=409)
ACTIVE_ALREADY = declare("people.active_already", "{name} is active already.", status=409)
STILL_ACTIVE = declare(
    "people.still_active", "Deactivate {name} first: erasing cannot be taken back.", status=409
)
ERASED = declare("people.erased", "Everything personal about this user was erased.", status=409)
RETIRED_ALREADY = declare("people.retired_already", "{name} is retired already.", status=409)
HAS_PEOPLE = declare(
    "people.has_people",
    "{name} still has contributors: place them elsewhere or off-board them first.",
    status=409,
)
NAME_EMPTY = declare("people.name_empty", "A name has 1 to {most} characters.", status=422)
CODE_INVALID = declare(
    "people.code_invalid", "A code has 1 to {most} letters, digits, - or _: {code} has not.", status=422
)
LANGUAGE_INVALID = declare(
    "people.language_invalid", "{language} is not a language tag such as pt or pt-BR (BCP 47).", status=422
)
LEVEL_INVALID = declare(
    "people.level_invalid",
    "A level goes from 1 (A1) to 6 (C2), and 7 is native: {level} is none.",
    status=422,
)
SCORE_INVALID = declare("people.score_invalid", "A score is between 0 and 100.", status=422)
EMAIL_INVALID = declare("people.email_invalid", "{email} is not an e-mail address.", status=422)
TEAM_ELSEWHERE = declare("people.team_elsewhere", "{team} is not at this site or vendor.", status=422)
PLACE_NOT_YOURS = declare(
    "people.place_not_yours", "You place people in the teams of your own site only.", status=403
)
DATE_INVALID = declare("people.date_invalid", "{value} is not a date such as 2026-03-31.", status=422)
NUMBER_INVALID = declare("people.number_invalid", "{value} is not a whole number.", status=422)
NOBODY_CHOSEN = declare("people.nobody_chosen", "Choose at least one person.", status=422)
UNKNOWN_KIND = declare(
    "people.unknown_kind", "{kind} is no kind of event that people are told of.", status=422
)
UNKNOWN_PACE = declare("people.unknown_pace", "{pace} is no way of being told.", status=422)
MANDATORY = declare(
    "people.mandatory", "You are always told in Assay of your standing and of your account.", status=409
)
INBOX_PACE = declare("people.inbox_pace", "In Assay you are told at once, or not at all.", status=422)
NO_WEEKDAY = declare("people.no_weekday", "A weekday is 0 (Monday) to 6 (Sunday).", status=422)
NO_TIME = declare("people.no_time", "{value} is not a time of day such as 08:00.", status=422)
QUIET_HALF = declare(
    "people.quiet_half", "Quiet hours need two different times, a beginning and an end.", status=422
)
NOT_FAILED = declare("people.not_failed", "Only what has failed can be tried again.", status=409)
CHAT_UNKNOWN = declare(
    "people.chat_unknown",
    "This is no address of a chat service that Assay writes to: {services}.",
    status=422,
)
CHAT_INVALID = declare("people.chat_invalid", "{service} has no address of this form: {example}.", status=422)
CHAT_OPTION = declare(
    "people.chat_option", "Leave out the option {option}: Assay does not pass it on.", status=422
)
CHAT_ONE_PLACE = declare(
    "people.chat_one_place", "Name one channel or one person: this address has {n}.", status=422
)
CHAT_PLAIN = declare(
    "people.chat_plain",
    "{scheme}:// is not encrypted: use {secure}://, or ask an administrator to allow the network of your chat.",
    status=422,
)
NO_CHAT = declare("people.no_chat", "You have given no chat address yet.", status=409)
CHAT_UNREADABLE = declare(
    "people.chat_unreadable", "Your chat address can no longer be read: enter it once more.", status=409
)
CHAT_INSIDE = declare(
    "people.chat_inside",
    "{service} at this address is in a network that messages may not be sent to: ask an administrator.",
    status=409,
)
CHAT_REFUSED = declare(
    "people.chat_refused",
    "{service} did not take the message ({said}): look whether the address still exists there.",
    status=409,
)
CHAT_BUSY = declare("people.chat_busy", "{service} takes no messages now ({said}).", status=409)
CHAT_UNREACHABLE = declare("people.chat_unreachable", "{service} could not be reached.", status=409)
CONTRACTED_HOURS = declare(
    "people.contracted_hours", "Contracted hours are 0 to {most} a week; 0 ends them.", status=422
)
CONTRACTED_FROM = declare(
    "people.contracted_from",
    "Contracted hours begin on a day from {days} days back to a year ahead.",
    status=422,
)
SHIFT_LENGTH = declare(
    "people.shift_length", "A shift ends after it begins, and at most {hours} hours later.", status=422
)
SHIFT_OVERLAPS = declare(
    "people.shift_overlaps", "{name} has a shift at that time already: {at}.", status=409
)
SHIFT_LONG_AGO = declare(
    "people.shift_long_ago", "Shifts and time are written for the last {days} days at most.", status=422
)
SHIFT_FAR_AHEAD = declare(
    "people.shift_far_ahead", "Shifts and time are written for the next {days} days at most.", status=422
)
NO_SITE = declare(
    "people.no_site", "{name} works at no site: shifts and paid hours belong to sites.", status=422
)
TOO_MANY_SHIFTS = declare("people.too_many_shifts", "At most {most} shifts at a time.", status=422)
TIME_LENGTH = declare(
    "people.time_length", "Time ends after it begins, and at most {hours} hours later.", status=422
)
TIME_AHEAD = declare("people.time_ahead", "What has not been yet cannot be said: only leave can.", status=422)
TIME_NOT_YOURS = declare(
    "people.time_not_yours",
    "You say yourself when you had a break; the rest says your site lead.",
    status=403,
)
TIME_APPROVED = declare(
    "people.time_approved", "{day} is approved. Whoever approves time withdraws that first.", status=409
)
OWN_TIME = declare("people.own_time", "Nobody approves their own time.", status=403)
DAY_NOT_OVER = declare("people.day_not_over", "A day is approved when it is over.", status=422)
WITHDRAWN_ALREADY = declare("people.withdrawn_already", "That is withdrawn already.", status=409)
SHIFT_CANCELLED = declare("people.shift_cancelled", "That shift is cancelled already.", status=409)
ERASURE_WORDS = declare("people.erasure_words", "Write at most {most} characters.", status=422)
ERASURE_ASKED = declare("people.erasure_asked", "You have asked for that already.", status=409)
NO_ERASURE = declare("people.no_erasure", "No such request is open.", status=409)
UNKNOWN_TIME_KIND = declare("people.unknown_time_kind", "{kind} is no kind of time.", status=422)
HOURS_OF_DAY = declare(
    "people.hours_of_day", "Hours of a day go from 0 to {most}, such as 4 or 4.5.", status=422
)
HOURS_DAYS = declare(
    "people.hours_days", "Choose days to come, the first before the last, at most {n} at once.", status=422
)
