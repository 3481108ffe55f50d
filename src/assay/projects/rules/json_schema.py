"""The label schema document as a published JSON Schema (draft 2020-12): for editors, generators and other tools.

`label_schema.parse` is what decides; what a JSON Schema cannot say (ids used twice, keys that collide, order of limits,
a question per result without a result list) only it finds.
"""

from typing import Any  # A JSON Schema is JSON.

from assay.projects.rules.label_schema import CONTENT_KINDS

Json = dict[str, Any]
_ID: Json = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$"}
_TEXT: Json = {"$ref": "#/$defs/text"}
_KEYS = ("options", "ordered", "min", "max", "step", "labels", "max_length")


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
            },
            "schema",
            "title",
            "content",
            "questions",
        ),
        "$defs": {
            "text": _text(),
            "block": _block(),
            "option": _option(),
            "question": {"oneOf": [_choice("choice"), _choice("multi_choice"), _scale(), _free_text()]},
        },
    }


def _text() -> Json:
    per_language = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"type": "string"},
        "description": "A text per language, by BCP 47 tag.",
    }
    return {"oneOf": [{"type": "string", "maxLength": 10_000}, per_language]}


def _block() -> Json:
    properties = {
        "kind": {"enum": list(CONTENT_KINDS)},
        "field": _named("The field of a task's content that it shows."),
        "label": _TEXT,
        "query": _named("Of a result list: the content field with the query."),
    }
    return _object(properties, "kind", "field")


def _option() -> Json:
    properties = {
        "id": _named("Stays the same for ever: answers are kept by it."),
        "label": _TEXT,
        "hotkey": {"type": "string", "maxLength": 1, "not": {"enum": ["g", "s", "u"]}},
        "help": _TEXT,
        "retired": {"type": "boolean", "description": "Not offered any more; collected answers stay."},
        "maps_to": _named("The option that answers with this one count as."),
    }
    return _object(properties, "id", "label")


def _choice(kind: str) -> Json:
    properties: Json = {
        "options": _list({"$ref": "#/$defs/option"}, least=2, most=200),
        "ordered": {"type": "boolean", "description": "The options are grades in their order."},
    }
    if kind == "multi_choice":
        properties["min"] = {"type": "number", "minimum": 0, "maximum": 200}
        properties["max"] = {"type": "number", "minimum": 1, "maximum": 200}
    return _question(kind, properties, "options")


def _scale() -> Json:
    limit = {"type": "number", "minimum": -1_000_000, "maximum": 1_000_000}
    properties = {
        "min": limit,
        "max": limit,
        "step": {"type": "number", "minimum": 0.001, "maximum": 1_000_000},
        "labels": {"type": "object", "additionalProperties": _TEXT, "description": "Names of values."},
    }
    return _question("scale", properties, "min", "max")


def _free_text() -> Json:
    return _question("text", {"max_length": {"type": "number", "minimum": 1, "maximum": 20_000}})


def _question(kind: str, more: Json, *required: str) -> Json:
    # Keys of the other kinds are read over, as `parse` does, so that a question may be rewritten step by step.
    unused: Json = dict.fromkeys(_KEYS, True)
    properties = {
        **unused,
        "id": _named("Stays the same for ever: answers are kept by it."),
        "kind": {"const": kind},
        "label": _TEXT,
        "help": _TEXT,
        "required": {"type": "boolean", "default": True},
        "per": {"const": "results", "description": "Asked once for every result of the list."},
        "retired": {"type": "boolean"},
        **more,
    }
    return _object(properties, "id", "kind", "label", *required)


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
