"""Taking an answer or a question out of a document keeps it as retired, so that what was collected can be read."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any  # A schema document is JSON.

Document = dict[str, Any]


def keep_lost(before: Document, after: Document, maps: Mapping[str, str] | None = None) -> Document:
    """`after` with everything that `before` has and it has not, retired.

    `maps` says what answers with an option count as from now on: `question/option` to an option id of that question.
    """
    kept = copy.deepcopy(after)
    now = {question.get("id"): question for question in _objects(kept.get("questions"))}
    for question in _objects(before.get("questions")):
        successor = now.get(question.get("id"))
        if successor is None:
            kept["questions"].append({**copy.deepcopy(question), "retired": True})
        elif successor.get("kind") == question.get("kind"):
            _keep_options(question, successor, maps or {})
    return kept


def _keep_options(before: Document, after: Document, maps: Mapping[str, str]) -> None:
    known = {option.get("id") for option in _every(after)}
    for option in _every(before):
        if option.get("id") in known:
            continue
        # It stands alone: what lay below it was kept or is kept by itself.
        lost = {
            key: value for key, value in copy.deepcopy(option).items() if key not in {"options", "hotkey"}
        }
        target = maps.get(f"{before.get('id')}/{option.get('id')}")
        after.setdefault("options", []).append(
            {**lost, "retired": True, **({"maps_to": target} if target else {})}
        )


def _every(holder: Document) -> Iterator[Document]:
    """Every option, with those below it."""
    for option in _objects(holder.get("options")):
        yield option
        yield from _every(option)


def _objects(value: object) -> list[Document]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
