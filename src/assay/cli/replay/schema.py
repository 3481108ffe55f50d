"""A label schema for recorded labels: one question, one option per label."""

import re
from collections.abc import Sequence
from typing import Any  # The document is JSON.

QUESTION = "label"
FIELD = "item"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")


def option_ids(labels: Sequence[str]) -> dict[str, str]:
    """Label to option id: the label itself where it may be an id, else a number of its own."""
    ids: dict[str, str] = {}
    for nth, label in enumerate(labels, start=1):
        wanted = label if _ID.fullmatch(label) else f"option-{nth}"
        while wanted in ids.values() or (wanted != label and wanted in labels):
            wanted += "x"
        ids[label] = wanted
    return ids


def document(ids: dict[str, str]) -> dict[str, Any]:
    """The schema; a file with one label only gets a second option, because a choice needs two."""
    options = [{"id": option, "label": label} for label, option in ids.items()]
    if len(options) == 1:
        options.append({"id": "other" if ids.get("other") is None else "another", "label": "Another label"})
    question = {"id": QUESTION, "kind": "choice", "label": "Which label fits?", "options": options}
    return {
        "schema": 1,
        "title": "Recorded labels",
        "content": [{"kind": "text", "field": FIELD}],
        "questions": [question],
    }
