"""Every sentence with which `projects` stops somebody."""

from assay.kit.reasons import declare

# The schema document.
NOT_AN_OBJECT = declare("schema.not_an_object", "This must be an object.", status=422)
UNKNOWN_KEY = declare("schema.unknown_key", "{key} is not known here.", status=422)
MISSING_KEY = declare("schema.missing_key", "{key} is missing.", status=422)
WRONG_TYPE = declare("schema.wrong_type", "This must be {wanted}.", status=422)
NOT_ONE_OF = declare("schema.not_one_of", "This must be one of {allowed}.", status=422)
BAD_ID = declare(
    "schema.bad_id",
    "An id has 1 to 60 letters, digits, ., - or _, and begins with a letter or digit.",
    status=422,
)
USED_TWICE = declare("schema.used_twice", "{value} is used twice.", status=422)
TOO_MANY = declare("schema.too_many", "There are more than {most} here.", status=422)
TOO_FEW = declare("schema.too_few", "There must be at least {least} here.", status=422)
OUT_OF_ORDER = declare("schema.out_of_order", "{low} must not be greater than {high}.", status=422)
NO_RESULTS_BLOCK = declare(
    "schema.no_results_block", "A question per result needs a block that shows a result list.", status=422
)
NO_CHAT_BLOCK = declare(
    "schema.no_chat_block", "A question per turn needs a block that shows a chat.", status=422
)
NO_BLOCK = declare("schema.no_block", "There is no block of kind {kinds} with the field {of}.", status=422)
NO_SIDE = declare("schema.no_side", "There is no block with the field {side} to compare.", status=422)
MUST_COMPARED = declare(
    "schema.must_compared",
    "What is compared side by side cannot be a must; ask for it in a block of its own.",
    status=422,
)
NOT_EARLIER = declare(
    "schema.not_earlier",
    "A condition names a question that is asked before this one; {id} is not.",
    status=422,
)
NOT_AN_ANSWER = declare("schema.not_an_answer", "{value} is no answer to {question}.", status=422)
NO_NUMBER = declare("schema.no_number", "The answer to {question} is no number.", status=422)
TOO_DEEP = declare("schema.too_deep", "There are more than {most} levels here.", status=422)
KEY_TAKEN = declare("schema.key_taken", "The key {value} belongs to a button of the workbench.", status=422)
UNKNOWN_OPTION_MAPPED = declare(
    "schema.unknown_option_mapped", "{option} is not an option of this question.", status=422
)
ANSWER_LOST = declare(
    "schema.answer_lost",
    '{id} was in the version before. Keep it with "retired": true, so that collected answers keep their meaning.',
    status=422,
)
KIND_CHANGED = declare(
    "schema.kind_changed", "{id} was {before} before; a question cannot change its kind.", status=422
)
SAME_AS_BEFORE = declare("schema.same_as_before", "This is the version in force already.", status=409)

# Answers and content.
UNKNOWN_QUESTION = declare("answers.unknown_question", "There is no question {id}.", status=422)
REQUIRED = declare("answers.required", "Please answer this question.", status=422)
NOT_AN_OPTION = declare("answers.not_an_option", "{value} is not one of the options.", status=422)
CHOOSE_BETWEEN = declare("answers.choose_between", "Choose {least} to {most} options.", status=422)
NUMBER_BETWEEN = declare(
    "answers.number_between", "Give a value from {least} to {most} in steps of {step}.", status=422
)
NUMBER_FROM = declare("answers.number_from", "Give a number from {least} to {most}.", status=422)
NO_NUMBER_GIVEN = declare("answers.no_number", "Give a number.", status=422)
NOT_ASKED = declare("answers.not_asked", "This question is not asked after the other answers.", status=422)
NOT_IN_ORDER = declare("answers.not_in_order", "Put exactly {n} of them in order, each once.", status=422)
NOT_COMPARED = declare("answers.not_compared", "Say which of the two sides is better.", status=422)
SPAN_OUTSIDE = declare("answers.span_outside", "A span lies outside the text.", status=422)
SPANS_OVERLAP = declare("answers.spans_overlap", "Two spans overlap.", status=422)
TEXT_TOO_SHORT = declare("answers.text_too_short", "Write at least {least} characters.", status=422)
TEXT_CONTROL = declare("answers.text_control", "This contains a character that cannot be stored.", status=422)
NOT_OPENED = declare("answers.not_opened", "Open the link before you answer.", status=422)
NOT_PLAYED = declare("answers.not_played", "Play this to its end before you answer.", status=422)
TEXT_TOO_LONG = declare("answers.text_too_long", "This is longer than {most} characters.", status=422)
UNKNOWN_RESULT = declare("answers.unknown_result", "There is no result {id} in this list.", status=422)
ANSWERS_TOO_LARGE = declare("answers.too_large", "The answers are larger than {most} bytes.", status=413)
CONTENT_MISSING = declare("content.missing", "The field {field_name} is missing.", status=422)
CONTENT_TYPE = declare("content.type", "The field {field_name} must be {wanted}.", status=422)
CONTENT_TOO_LARGE = declare("content.too_large", "The content is larger than {most} bytes.", status=413)
CONTENT_ADDRESS = declare(
    "content.address", "{field_name} must be an https:// or http:// address.", status=422
)
CONTENT_PICTURE = declare(
    "content.picture",
    "{field_name} must be an https:// address, or sha256:… of a stored file: pages load nothing over http://.",
    status=422,
)
CONTENT_CONTROL = declare("content.control", "{field_name} contains a control character.", status=422)
CONTENT_TWICE = declare("content.twice", "The result id {id} is used twice.", status=422)
NO_SKILL = declare("project.no_skill", "There is no skill {code}.", status=422)
