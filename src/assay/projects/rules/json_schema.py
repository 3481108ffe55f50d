"""The label schema document as a published JSON Schema (draft 2020-12): for editors, generators and other tools.

`label_schema.parse` is what decides; what a JSON Schema cannot say (ids used twice, keys that collide, order of limits,
a question per result without a result list) only it finds.
"""

from typing import Any  # A JSON Schema is JSON.

from assay.projects.rules.label_schema import CONTENT_KINDS
from assay.projects.rules.schema_parts import SUBJECTS
from assay.projects.rules.schema_questions import FARTHEST, KEYS, MOST_OPTIONS
from assay.projects.rules.schema_reading import MOST_TEXT, RESERVED_KEYS

Json = dict[str, Any]
_ID: Json = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$"}
_TEXT: Json = {"$ref": "#/$defs/text"}
_LIMIT: Json = {"type": "number", "minimum": -FARTHEST, "maximum": FARTHEST}


def published() -> Json:
    """The whole JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Assay label schema",
        "description": "What a contributor sees and is asked.",
        **_object(
            {
                "schema": {"const": 1, "description": "Version of this format."},
                "title": _TEXT,
                "content": _list({"$ref": "#/$defs/block"}, least=1, most=20),
                "questions": _list({"$ref": "#/$defs/question"}, least=1, most=50),
                "thinking_seconds": {
                    "type": "number",
                    "minimum": 0,
                    "maximum": 3600,
                    "description": "So long a silence still counts as handling, where that is more than the idle cut.",
                },
                "media": {"$ref": "#/$defs/media"},
            },
            "schema",
            "title",
            "content",
            "questions",
        ),
        "$defs": {
            "text": _text(),
            "media": _media(),
            "block": _block(),
            "option": _option(),
            "node": _node(),
            "condition": _condition(),
            "question": {"oneOf": [_question(kind, *each) for kind, each in _kinds().items()]},
        },
    }


def _text() -> Json:
    text = {"type": "string", "maxLength": MOST_TEXT}
    per_language = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 100,
        "propertyNames": {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$"},
        "additionalProperties": text,
        "description": "A text per language, by BCP 47 tag.",
    }
    return {"oneOf": [text, per_language]}


def _media() -> Json:
    flag = {"type": "boolean"}
    shape = _object({"blur": flag, "greyscale": flag, "mute": flag})
    return {**shape, "description": "How pictures and clips first show where content may be hard to look at."}


def _block() -> Json:
    properties = {
        "kind": {"enum": list(CONTENT_KINDS)},
        "field": _named("The field of a task's content that it shows."),
        "label": _TEXT,
        "query": _named("Of a result list: the content field with the query."),
        "must": _flag("Of a link: it must be opened. Of a clip: it must be played to its end."),
        "markdown": _flag("Of a chat: the turns are markdown."),
    }
    return _object(properties, "kind", "field")


_OPTION_KEYS: Json = {
    "id": {**_ID, "description": "Stays the same for ever: answers are kept by it."},
    "label": _TEXT,
    "hotkey": {
        "type": "string",
        "maxLength": 1,
        "not": {"enum": list(RESERVED_KEYS + RESERVED_KEYS.upper())},
    },
    "help": _TEXT,
    "retired": {"type": "boolean", "description": "Not offered any more; collected answers stay."},
    "maps_to": {**_ID, "description": "The option that answers with this one count as."},
    "critical": {"type": "boolean", "description": "An answer with it is always judged twice."},
}


def _option() -> Json:
    return _object(_OPTION_KEYS, "id", "label")


def _node() -> Json:
    below = _list({"$ref": "#/$defs/node"}, least=1, most=MOST_OPTIONS)
    return _object(
        {**_OPTION_KEYS, "options": {**below, "description": "What lies below it."}}, "id", "label"
    )


def _condition() -> Json:
    answers = {
        "type": "array",
        "items": {"type": ["string", "number"], "maxLength": 60},
        "minItems": 1,
        "maxItems": 200,
    }
    properties = {
        "question": _named("A question before this one."),
        "is": {
            **answers,
            "description": "It was answered with one of these; of a taxonomy, or with one below.",
        },
        "is_not": {**answers, "description": "It was answered, and with none of these."},
        "at_least": {**_LIMIT, "description": "It was answered with this number or more."},
        "at_most": {**_LIMIT, "description": "It was answered with this number or less."},
    }
    return _object(properties, "question")


def _kinds() -> dict[str, tuple[Json, tuple[str, ...]]]:
    """What each kind of question adds, and which of it must be there."""
    options = _list({"$ref": "#/$defs/option"}, least=2, most=MOST_OPTIONS)
    marks = _list({"$ref": "#/$defs/option"}, least=1, most=MOST_OPTIONS)
    nodes = _list({"$ref": "#/$defs/node"}, least=2, most=MOST_OPTIONS)
    ordered = _flag("The options are grades in their order.")
    return {
        "choice": ({"options": options, "ordered": ordered}, ("options",)),
        "multi_choice": ({"options": options, **_how_many(MOST_OPTIONS)}, ("options",)),
        "taxonomy": (
            {"options": nodes, "any_level": _flag("A branch can be chosen too."), **_how_many(1000)},
            ("options",),
        ),
        "scale": (_scale(), ("min", "max")),
        "number": (_number(), ()),
        "text": ({"min_length": _length(0), "max_length": _length(1)}, ()),
        "ranking": (_ranking(options), ()),
        "pairwise": (_pairwise(), ("sides",)),
        "spans": (
            {"options": marks, "overlap": _flag("Spans may overlap."), **_how_many(1000)},
            ("options",),
        ),
    }


def _how_many(most: int) -> Json:
    return {
        "min": {"type": "number", "minimum": 0, "maximum": most},
        "max": {"type": "number", "minimum": 1, "maximum": most},
    }


def _scale() -> Json:
    limit = {"type": "number", "minimum": -1_000_000, "maximum": 1_000_000}
    critical = {"type": "array", "items": {"type": ["string", "number"], "maxLength": 60}, "maxItems": 200}
    return {
        "min": limit,
        "max": limit,
        "step": {"type": "number", "minimum": 0.001, "maximum": 1_000_000},
        "labels": {"type": "object", "additionalProperties": _TEXT, "description": "Names of values."},
        "critical": {**critical, "minItems": 1, "description": "Values that are always judged twice."},
    }


def _number() -> Json:
    step = {"type": "number", "minimum": 0, "maximum": FARTHEST}
    return {"min": _LIMIT, "max": _LIMIT, "step": step, "unit": _TEXT}


def _length(least: int) -> Json:
    return {"type": "number", "minimum": least, "maximum": 20_000}


def _ranking(options: Json) -> Json:
    most = {"type": "number", "minimum": 0, "maximum": MOST_OPTIONS}
    return {"options": options, "max": {**most, "description": "Only so many of the best are put in order."}}


def _pairwise() -> Json:
    sides = _list(_ID, least=2, most=2)
    return {
        "sides": {**sides, "description": "The two content fields that are compared."},
        "tie": _flag("They may be equally good."),
    }


def _question(kind: str, more: Json, required: tuple[str, ...]) -> Json:
    # Keys of the other kinds are read over, as `parse` does, so that a question may be rewritten step by step.
    unused: Json = dict.fromkeys(KEYS, True)
    when = {"$ref": "#/$defs/condition"}
    properties = {
        **unused,
        "id": _named("Stays the same for ever: answers are kept by it."),
        "kind": {"const": kind},
        "label": _TEXT,
        "help": _TEXT,
        "section": _named("The section of the guideline that says how to answer it."),
        "required": {"type": "boolean", "default": kind != "spans"},
        "per": {
            "enum": list(SUBJECTS),
            "description": "Asked once for every result of a list, or turn of a chat.",
        },
        "of": _named("The content field it is about, where that is not the first of its kind."),
        "when": {
            "anyOf": [when, _list(when, least=1, most=10)],
            "description": "Asked only when all of these hold.",
        },
        "retired": {"type": "boolean"},
        **more,
    }
    return _object(properties, "id", "kind", "label", *required)


def _flag(description: str) -> Json:
    return {"type": "boolean", "description": description}


def _named(description: str) -> Json:
    return {**_ID, "description": description}


def _list(items: Json, *, least: int, most: int) -> Json:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _object(properties: Json, *required: str) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
