"""Content of a task against the label schema's blocks: what an import checks row by row."""

import re
from collections.abc import Iterator, Mapping
from typing import Any  # Content is JSON until it is checked.

import msgspec

from assay.kit.reasons import Reason
from assay.projects.rules import reasons
from assay.projects.rules.label_schema import Block, LabelSchema

MOST_BYTES = 1_000_000
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_STORED = re.compile(r"sha256:[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def validate(schema: LabelSchema, content: object) -> list[Reason]:
    """Every problem of the content; empty: the schema can show it. Fields no block shows are kept as they are."""
    if not isinstance(content, Mapping):
        return [reasons.NOT_AN_OBJECT(field="content")]
    if len(msgspec.json.encode(content)) > MOST_BYTES:
        return [reasons.CONTENT_TOO_LARGE(field="content", most=MOST_BYTES)]
    problems = [problem for block in schema.content for problem in _block(block, content)]
    problems += [
        reasons.CONTENT_CONTROL(field=str(name), field_name=str(name))
        for name, value in content.items()
        if isinstance(value, str) and _CONTROL.search(value)
    ]
    return problems


def _block(block: Block, content: Mapping[str, Any]) -> Iterator[Reason]:
    value = content.get(block.field)
    place = {"field": block.field, "field_name": block.field}
    if value is None or value == "":
        yield reasons.CONTENT_MISSING(**place)
    elif block.kind == "results":
        yield from _results(block.field, value)
    elif not isinstance(value, str):
        yield reasons.CONTENT_TYPE(**place, wanted="a text")
    elif block.kind == "image" and not is_picture(value):
        yield reasons.CONTENT_ADDRESS(**place)
    if block.query is not None and not isinstance(content.get(block.query), str):
        yield reasons.CONTENT_MISSING(field=block.query, field_name=block.query)


def _results(name: str, value: object) -> Iterator[Reason]:
    if not isinstance(value, list) or not value:
        yield reasons.CONTENT_TYPE(field=name, field_name=name, wanted="a list of results")
        return
    seen: set[str] = set()
    for nth, result in enumerate(value):
        place = f"{name}/{nth}"
        if not isinstance(result, dict) or not isinstance(result.get("id"), str) or not result["id"]:
            yield reasons.CONTENT_TYPE(
                field=place, field_name=place, wanted="an object with an id and a title"
            )
            continue
        if result["id"] in seen:
            yield reasons.CONTENT_TWICE(field=place, id=result["id"][:60])
        seen.add(result["id"])
        for key in ("url", "image"):
            address = result.get(key)
            if address is not None and not (isinstance(address, str) and _ADDRESS.fullmatch(address)):
                yield reasons.CONTENT_ADDRESS(field=f"{place}/{key}", field_name=f"{place}/{key}")


def is_picture(value: str) -> bool:
    """An http(s) address or the digest of a stored file; never javascript:, data: or a local path."""
    return bool(_ADDRESS.fullmatch(value) or _STORED.fullmatch(value))
