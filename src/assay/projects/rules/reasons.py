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
TEXT_TOO_LONG = declare("answers.text_too_long", "This is longer than {most} characters.", status=422)
UNKNOWN_RESULT = declare("answers.unknown_result", "There is no result {id} in this list.", status=422)
ANSWERS_TOO_LARGE = declare("answers.too_large", "The answers are larger than {most} bytes.", status=413)
CONTENT_MISSING = declare("content.missing", "The field {field_name} is missing.", status=422)
CONTENT_TYPE = declare("content.type", "The field {field_name} must be {wanted}.", status=422)
CONTENT_TOO_LARGE = declare("content.too_large", "The content is larger than {most} bytes.", status=413)
CONTENT_ADDRESS = declare(
    "content.address", "{field_name} must be an https:// or http:// address.", status=422
)
CONTENT_CONTROL = declare("content.control", "{field_name} contains a control character.", status=422)
CONTENT_TWICE = declare("content.twice", "The result id {id} is used twice.", status=422)
