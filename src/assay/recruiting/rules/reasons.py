"""Refusals of `recruiting`: `application.` ones stop applicants, `recruiting.` ones those who recruit."""

from assay.kit.reasons import declare

NAMELESS = declare("recruiting.nameless", "Give it a name of 1 to {most} characters.", status=422)
DAYS_REVERSED = declare("recruiting.days_reversed", "A campaign ends on its first day or later.", status=422)
DAYS_FAR = declare("recruiting.days_far", "A campaign lasts {most} days at most.", status=422)
WANTED_RANGE = declare("recruiting.wanted_range", "Between 1 and {most} people.", status=422)
BUDGET_INVALID = declare(
    "recruiting.budget_invalid", "A budget is an amount with a currency of three letters.", status=422
)
AGE_RANGE = declare(
    "recruiting.age_range", "In this market people work from {least} on; at most {most}.", status=422
)
SKILL_UNKNOWN = declare("recruiting.skill_unknown", "There is no skill {code} in use.", status=422)
SKILL_UNASKED = declare(
    "recruiting.skill_unasked", "Applicants of this campaign are not asked about a skill {code}.", status=422
)
TEXT_MISSING = declare("recruiting.text_missing", "The page needs a title and a text.", status=422)
TEXT_TOO_LONG = declare("recruiting.text_too_long", "At most {most} characters.", status=422)
LAST_TEXT = declare("recruiting.last_text", "A campaign keeps at least one text.", status=409)
CLOSED = declare("recruiting.closed", "This campaign is closed.", status=409)
REWARD_INVALID = declare(
    "recruiting.reward_invalid",
    "A reward is an amount in the campaign's currency, which needs one.",
    status=422,
)
REFERRED_ALREADY = declare("recruiting.referred_already", "{name} has a link of this campaign.", status=409)
NO_REFERRER = declare("recruiting.no_referrer", "There is no contributor {name}.", status=422)
TOO_MANY_RULES = declare("recruiting.too_many_rules", "At most {most} rules.", status=422)
RULE_LEVEL = declare("recruiting.rule_level", "A level is one of A1 to C2, or native.", status=422)
REFUSAL_UNSAID = declare(
    "recruiting.refusal_unsaid", "Say to the applicant why, in at most 500 characters.", status=422
)
RECOGNISED_ALREADY = declare(
    "recruiting.recognised_already", "{name} is known as the person of another application.", status=409
)
ONE_CHOSEN = declare("recruiting.one_chosen", "Choose exactly one application.", status=422)
NOBODY_CHOSEN = declare("recruiting.nobody_chosen", "Choose at least one application.", status=422)
DECIDED_FOR_GOOD = declare(
    "recruiting.decided_for_good", "That decision is true already: the applicant was told.", status=409
)
ADDRESS_GONE = declare(
    "recruiting.address_gone",
    "The address cannot be read any more: it was erased, or its key is gone.",
    status=409,
)
AMOUNT_INVALID = declare(
    "recruiting.amount_invalid",
    "Spending is an amount above zero with a currency of three letters.",
    status=422,
)
INVITED_RANGE = declare("recruiting.invited_range", "Between 1 and {most} people were invited.", status=422)
ENTRY_DAY = declare(
    "recruiting.entry_day", "A day that is not later than today, nor a year before the campaign.", status=422
)
ENTRY_TAKEN_BACK = declare("recruiting.entry_taken_back", "This entry was taken back already.", status=409)
LINK_UNKNOWN = declare("recruiting.link_unknown", "Choose a link of this campaign.", status=422)
SEARCH_SCORE = declare("talent.score", "A least score lies between 0 and 100.", status=422)
SEARCH_SHARE = declare("talent.share", "A share lies between 0 and 100 %.", status=422)
SEARCH_DAYS = declare("talent.days", "Between 1 and {most} days.", status=422)
SEARCH_HOURS = declare("talent.hours", "Between 0 and {most} hours a week.", status=422)
SEARCH_UNKNOWN = declare("talent.unknown", "There is no {what} {name}.", status=422)
SEGMENT_TWICE = declare("talent.segment_twice", "You have saved a segment of this name.", status=409)
SEGMENT_OF_OTHERS = declare("talent.segment_of_others", "Only its owner changes a saved segment.", status=403)
PROJECT_NOT_OPEN = declare(
    "talent.project_not_open", "People are invited to a project that is open.", status=409
)
NEED_SHARE = declare("diversity.share", "A share lies between 0 and 100 %.", status=422)
NEED_SUM = declare("diversity.sum", "The shares of one question come to more than 100 %.", status=422)
NEED_UNKNOWN = declare("diversity.unknown", "There is no group {answer} here.", status=422)
CAMPAIGN_NOT_OPEN = declare(
    "talent.campaign_not_open", "People are invited to a campaign that is open.", status=409
)
INVITATION_ANSWERED = declare("invitation.answered", "You have answered this invitation.", status=409)
OUT_OF_MARKET = declare("recruiting.out_of_market", "Your role recruits for other markets.", status=403)

NAME_NEEDED = declare("application.name_needed", "Tell us your name: 1 to {most} characters.", status=422)
EMAIL_INVALID = declare("application.email_invalid", "This is no e-mail address.", status=422)
BORN_INVALID = declare("application.born_invalid", "Give the date on which you were born.", status=422)
TOO_YOUNG = declare("application.too_young", "You have to be {age} or older to work here.", status=422)
NO_LANGUAGE = declare("application.no_language", "Say how well you know at least one language.", status=422)
CHOOSE_ONE = declare("application.choose_one", "Choose one of these.", status=422)
CONSENT_NEEDED = declare(
    "application.consent_needed", "Without your agreement we may not keep what you send.", status=422
)
CONSENT_CHANGED = declare(
    "application.consent_changed", "What you agree to has changed meanwhile: read it again.", status=409
)
TRAP_FILLED = declare(
    "application.trap_filled", "Leave the last field empty: it is not for people.", status=422
)
TOO_FAST = declare(
    "application.too_fast", "That was quick. Look over your answers and send them again.", status=422
)
TOO_OLD = declare("application.too_old", "The page was open for long. Send your answers again.", status=422)
TOO_MANY = declare(
    "application.too_many", "Many applications came from your network. Try again in a minute.", status=429
)
NOT_OPEN = declare("application.not_open", "Nobody can apply here now.", status=409)
OVER = declare("application.over", "This application has ended.", status=409)
PASSWORD_SET = declare("application.password_set", "You have chosen a password already: sign in.", status=409)
LINK_OLD = declare(
    "application.link_old",
    "This link no longer sets a password. Ask whoever recruited you to have one set.",
    status=409,
)
