"""The label schema: its JSON Schema, and its keys in words."""

import json
from collections.abc import Iterator, Mapping
from typing import Any  # A JSON Schema is JSON.

from assay.projects.rules.json_schema import published
from tools.reference.layout import table

INTRODUCTION = """# The label schema

What a contributor sees and is asked, as a versioned JSON document: publish it on a project's page, with
`assay schema publish`, or over the API. [label-schema.json](label-schema.json) is its JSON Schema, for editors that
check while you type. The server checks more than a JSON Schema can say, and names every problem with its place.
[Write a label schema](../how-to/write-a-label-schema.md) shows how its parts work together.
"""
COLUMNS = ("Key", "Value", "Required", "Meaning")


def pages() -> dict[str, str]:
    document = published()
    parts = [part(name, shape) for name, shape in shapes(document)]
    return {
        "label-schema.json": json.dumps(document, indent=2, ensure_ascii=False),
        "label-schema.md": "\n".join([INTRODUCTION, *parts]),
    }


def shapes(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The document, its parts, and every kind of question."""
    yield "The document", document
    for name, shape in document["$defs"].items():
        choices = [each for each in shape.get("oneOf", ()) if "kind" in each.get("properties", {})]
        for each in choices:
            yield f"{name} of kind {each['properties']['kind']['const']}".capitalize(), each
        if not choices:
            yield name.capitalize(), shape


def part(name: str, shape: Mapping[str, Any]) -> str:
    # A key that is allowed and not read (True) belongs to another kind.
    known = {key: each for key, each in shape.get("properties", {}).items() if each is not True}
    rows = [
        [f"`{key}`", kind_of(each), "yes" if key in shape["required"] else "", each.get("description", "")]
        for key, each in known.items()
    ]
    return f"\n## {name}\n\n{table(COLUMNS, rows) if rows else kind_of(shape)}"


def kind_of(each: Any) -> str:
    """A value in a few words."""
    if not isinstance(each, Mapping):
        return "anything"
    if "$ref" in each:
        return str(each["$ref"]).rsplit("/", 1)[-1].replace("_", " ")
    if "const" in each:
        return f"`{json.dumps(each['const'])}`"
    if "enum" in each:
        return ", ".join(f"`{json.dumps(value)}`" for value in each["enum"])
    for choice in ("anyOf", "oneOf"):
        if choice in each and "type" not in each:
            return " or ".join(kind_of(inner) for inner in each[choice])
    if each.get("type") == "array":
        return f"list of {kind_of(each.get('items', True))}"
    if each.get("type") == "object":
        return f"object with {kind_of(each['additionalProperties'])} values"
    return str(each.get("type", "anything"))
