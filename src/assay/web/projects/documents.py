"""Schema documents as text: printed, read with the place of a mistake, compared line by line."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any  # A document is JSON.

from assay.kit.reasons import Refused, declare

NOT_JSON = declare("web.not_json", "This is not JSON: {why}, in line {line}, column {column}.", status=422)
TOO_LONG = declare("web.document_too_long", "The document is longer than {most} characters.", status=422)
MOST = 1_000_000
# What a new project begins with: something that can be published as it is.
EXAMPLE: dict[str, Any] = {
    "schema": 1,
    "title": "Relevance",
    "content": [
        {"kind": "text", "field": "query", "label": "Query"},
        {"kind": "text", "field": "text", "label": "Result"},
    ],
    "questions": [
        {
            "id": "relevance",
            "kind": "choice",
            "label": "How relevant is the result?",
            "ordered": True,
            "options": [
                {"id": "good", "label": "Good"},
                {"id": "partly", "label": "Partly"},
                {"id": "bad", "label": "Bad"},
            ],
        },
        {"id": "comment", "kind": "text", "label": "Comment", "required": False},
    ],
}
_ORDER = (
    *("schema", "title", "content", "questions", "id", "kind", "field", "label", "query", "help", "hotkey"),
    *(
        "required",
        "per",
        "ordered",
        "min",
        "max",
        "step",
        "max_length",
        "retired",
        "maps_to",
        "labels",
        "options",
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison: kind is same, added, removed or gap."""

    kind: str
    before: int | None
    after: int | None
    text: str


def pretty(document: Any) -> str:
    """As one writes it: the database keeps keys by their length, which nobody reads well."""
    return json.dumps(_in_order(document), indent=2, ensure_ascii=False)


def _in_order(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_order(each) for each in value]
    if not isinstance(value, dict):
        return value
    keys = sorted(value, key=lambda key: (_ORDER.index(key) if key in _ORDER else len(_ORDER), key))
    return {key: _in_order(value[key]) for key in keys}


def read_document(text: str) -> Any:
    """Refused with line and column where it is not JSON."""
    if len(text) > MOST:
        raise Refused(TOO_LONG(field="document", most=MOST))
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        why = error.msg[0].lower() + error.msg[1:]
        raise Refused(NOT_JSON(field="document", why=why, line=error.lineno, column=error.colno)) from error
    except (RecursionError, ValueError) as error:
        raise Refused(NOT_JSON(field="document", why=str(error)[:100], line=1, column=1)) from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no value of JSON")


def difference(before: Any, after: Any, around: int = 3) -> list[Line]:
    """What changed, with some lines around it; empty where the two are alike."""
    old, new = pretty(before).splitlines(), pretty(after).splitlines()
    groups = list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around))
    lines: list[Line] = []
    for nth, group in enumerate(groups):
        if nth:
            lines.append(Line("gap", None, None, "…"))
        for tag, i1, i2, j1, j2 in group:
            lines.extend(_lines(tag, (i1, old[i1:i2]), (j1, new[j1:j2])))
    return lines


def _lines(tag: str, before: tuple[int, list[str]], after: tuple[int, list[str]]) -> Iterator[Line]:
    (i, old), (j, new) = before, after
    if tag == "equal":
        for nth, text in enumerate(old):
            yield Line("same", i + nth + 1, j + nth + 1, text)
        return
    for nth, text in enumerate(old):
        yield Line("removed", i + nth + 1, None, text)
    for nth, text in enumerate(new):
        yield Line("added", None, j + nth + 1, text)
