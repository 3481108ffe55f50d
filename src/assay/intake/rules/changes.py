"""What a proposed change would change: values as JSON, compared field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any  # Values of fields are JSON.

from assay.intake.rules import reasons
from assay.intake.rules.fields import FIELDS, VolumeRow
from assay.intake.rules.states import EDITABLE, OVER
from assay.kit.reasons import Reason

VOLUMES = "volumes"
CHANGEABLE = (*FIELDS, VOLUMES)


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    before: Any
    after: Any


def stored(changes: Mapping[str, object]) -> dict[str, Any]:
    """As JSON: days as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}


def read(kept: Mapping[str, Any]) -> dict[str, object]:
    """The fields of what was stored, with days as days; volumes are read by `read_volumes`."""
    found = {name: value for name, value in kept.items() if name != VOLUMES}
    if isinstance(found.get("deadline_on"), str):
        found["deadline_on"] = date.fromisoformat(found["deadline_on"])
    return found


def stored_volumes(rows: Sequence[VolumeRow]) -> list[dict[str, Any]]:
    """In one order, so that the same rows are the same value."""
    ordered = sorted(rows, key=lambda row: (row.market, row.language))
    return [{"market": row.market, "language": row.language, "n_items": row.n_items} for row in ordered]


def read_volumes(kept: Sequence[Mapping[str, Any]]) -> list[VolumeRow]:
    return [VolumeRow(each["market"], each["n_items"], each["language"]) for each in kept]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The fields that would change, in the order of the form."""
    return [
        Difference(name, before.get(name), after[name])
        for name in CHANGEABLE
        if name in after and after[name] != before.get(name)
    ]


def refuse_proposal(changed: Sequence[Difference], *, why: str, state: str) -> list[Reason]:
    """Why a change cannot be proposed in this state of the request."""
    if state in OVER:
        return [reasons.IS_OVER()]
    if state in EDITABLE:
        return [reasons.STILL_WRITTEN()]
    problems = [] if why.strip() else [reasons.NEEDS_REASON(field="why")]
    return problems if changed else [*problems, reasons.NOTHING_CHANGED()]


def refuse_decision(
    *, is_proposed: bool, is_other_side: bool, is_stale: bool, accepts: bool, note: str
) -> list[Reason]:
    """Why a change cannot be accepted or declined by somebody."""
    if not is_proposed:
        return [reasons.CHANGE_DECIDED()]
    if not is_other_side:
        return [reasons.OTHER_SIDE()]
    if accepts and is_stale:
        return [reasons.CHANGE_STALE()]
    return [reasons.NEEDS_REASON(field="note")] if not accepts and not note.strip() else []
