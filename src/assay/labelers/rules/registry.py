"""What a labeler is called, what its versions are, and which predictions are taken in."""

from collections.abc import Mapping
from typing import Any  # Cells of a file are JSON.

from assay.kit.reasons import Reason, declare

MOST_NAME, MOST_ABOUT, MOST_NOTE, MOST_ORIGIN, MOST_AT_ONCE = 80, 2_000, 2_000, 200, 1_000

NEEDS_NAME = declare(
    "labelers.needs_name",
    "Give the labeler a name of at most {most} letters, without line breaks.",
    status=422,
)
NAME_TWICE = declare("labelers.name_twice", "A labeler of this name is registered in this project already.")
RETIRED = declare("labelers.retired", "This labeler was retired: {reason}")
NEEDS_REASON = declare(
    "labelers.needs_reason", "Say why: whoever looks at the labels later will ask.", status=422
)
NO_SCHEMA = declare(
    "labelers.no_schema", "The project has no label schema yet, so there is nothing to answer.", status=409
)
FORMAT = declare("labelers.format", "Predictions come as JSON Lines: .jsonl or .jsonl.gz.", status=422)
TOO_MANY = declare("labelers.too_many", "Send at most {most} predictions at once, or a file.", status=422)
CONFIDENCE = declare("labelers.confidence", "A confidence is a number from 0 to 1, or left out.", status=422)


def refuse_name(name: str) -> list[Reason]:
    clean = name.strip()
    is_plain = clean.isprintable() and 0 < len(clean) <= MOST_NAME
    return [] if is_plain else [NEEDS_NAME(field="name", most=MOST_NAME)]


def machine_of(name: str, number: int) -> str:
    """How a version is written on its judgments."""
    return f"{name} v{number}"


def confidence_of(cells: Mapping[str, Any]) -> float | Reason | None:
    """The confidence as a number, None where there is none, or why it is neither."""
    given = cells.get("confidence")
    if given is None or given == "":
        return None
    if isinstance(given, bool) or not isinstance(given, int | float):
        return CONFIDENCE(field="confidence")
    # Compared before anything is made of it: an integer may be larger than any float, and what is no number is refused.
    return float(given) if 0 <= given <= 1 else CONFIDENCE(field="confidence")
