"""Content of a task against the label schema's blocks: what an import checks row by row."""

import re
from collections.abc import Iterator, Mapping
from typing import Any  # Content is JSON until it is checked.

import msgspec

from assay.kit.reasons import Reason
from assay.projects.rules import reasons
from assay.projects.rules.label_schema import Block, LabelSchema
from assay.projects.rules.schema_reading import HUGEST

MOST_BYTES = 1_000_000
MOST_PARTS = 1000
ROLES = ("system", "user", "assistant", "tool")
PRODUCT_TEXTS = ("id", "brand", "seller", "price", "currency", "description", "availability", "category")
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
    else:
        yield from _shown(block, value)
    if block.query is not None and not isinstance(content.get(block.query), str):
        yield reasons.CONTENT_MISSING(field=block.query, field_name=block.query)


def _shown(block: Block, value: object) -> Iterator[Reason]:
    match block.kind:
        case "results":
            yield from _results(block.field, value)
        case "chat":
            yield from _chat(block.field, value)
        case "product":
            yield from _product(block.field, value)
        case "link":
            yield from _link(block.field, value)
        case "image" | "video" | "audio" if isinstance(value, str):
            if not is_picture(value):
                yield reasons.CONTENT_PICTURE(field=block.field, field_name=block.field)
        case _:
            if not isinstance(value, str):
                yield _typed(block.field, "a text")


def _results(name: str, value: object) -> Iterator[Reason]:
    for place, result in _parts(name, value, "a list of results", "an object with an id and a title"):
        yield from result if isinstance(result, list) else _addresses(place, result, "url", "image")


def _chat(name: str, value: object) -> Iterator[Reason]:
    for place, turn in _parts(name, value, "a list of turns", "an object with an id, a role and a text"):
        if isinstance(turn, list):
            yield from turn
            continue
        if turn.get("role") not in ROLES:
            yield _typed(f"{place}/role", f"one of {', '.join(ROLES)}")
        if not isinstance(turn.get("text"), str):
            yield _typed(f"{place}/text", "a text")
        yield from _addresses(place, turn, "image")


def _parts(
    name: str, value: object, wanted: str, each_wanted: str
) -> Iterator[tuple[str, Mapping[str, Any] | list[Reason]]]:
    """Every part of a list with its place, or the reasons why it is none."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_PARTS:
        yield name, [_typed(name, wanted)]
        return
    seen: set[str] = set()
    for nth, part in enumerate(value):
        place = f"{name}/{nth}"
        if not isinstance(part, dict) or not isinstance(part.get("id"), str) or not part["id"]:
            yield place, [_typed(place, each_wanted)]
            continue
        if part["id"] in seen:
            yield place, [reasons.CONTENT_TWICE(field=place, id=part["id"][:60])]
        seen.add(part["id"])
        yield place, part


def _product(name: str, value: object) -> Iterator[Reason]:
    if not isinstance(value, dict) or not isinstance(value.get("title"), str) or not value["title"]:
        yield _typed(name, "an object with a title")
        return
    for key in PRODUCT_TEXTS:
        if value.get(key) is not None and not _is_word(value[key]):
            yield _typed(f"{name}/{key}", "a text or a number")
    attributes = value.get("attributes", {})
    if not isinstance(attributes, dict) or not all(map(_is_word, attributes.values())):
        yield _typed(f"{name}/attributes", "an object of texts and numbers")
    yield from _addresses(name, value, "url", "image")
    images = value.get("images", [])
    if not isinstance(images, list) or not all(isinstance(each, str) and is_picture(each) for each in images):
        yield reasons.CONTENT_PICTURE(field=f"{name}/images", field_name=f"{name}/images")


def _link(name: str, value: object) -> Iterator[Reason]:
    """An address, or an object with an address and a title."""
    address, title = (value.get("url"), value.get("title")) if isinstance(value, dict) else (value, None)
    if not is_address(address):
        yield reasons.CONTENT_ADDRESS(field=name, field_name=name)
    if title is not None and not isinstance(title, str):
        yield _typed(f"{name}/title", "a text")


def _addresses(place: str, part: Mapping[str, Any], *keys: str) -> Iterator[Reason]:
    for key in keys:
        address, where = part.get(key), f"{place}/{key}"
        if address is None:
            continue
        if key == "image":
            if not isinstance(address, str) or not is_picture(address):
                yield reasons.CONTENT_PICTURE(field=where, field_name=where)
        elif not is_address(address):
            yield reasons.CONTENT_ADDRESS(field=where, field_name=where)


def _typed(place: str, wanted: str) -> Reason:
    return reasons.CONTENT_TYPE(field=place, field_name=place, wanted=wanted)


def _is_word(value: object) -> bool:
    if isinstance(value, str):
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= HUGEST


def is_address(value: object) -> bool:
    """An http(s) address; never javascript:, data: or a local path."""
    return isinstance(value, str) and bool(_ADDRESS.fullmatch(value))


def is_picture(value: str) -> bool:
    """An https address or the digest of a stored file. Pages load nothing over http, so it would stay empty."""
    is_safe = is_address(value) and value[:8].lower() == "https://"
    return is_safe or bool(_STORED.fullmatch(value))
