"""The form of standing rules: as many rows as there are rules and one more; read as the actions take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any  # Rules are JSON.

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.kit.reasons import Reason
from assay.quality.enums import Measure, StepKind
from assay.web.standing.words import STEPS
from assay.web.templatetags.figures import unlocalised

MOST_ROWS = 12
# Where a project has no rules yet: mild, and fraud only on several kinds of signs.
PROPOSED: tuple[dict[str, Any], ...] = (
    {
        "key": "Gold", "measure": "gold", "threshold": 0.8, "window": 40, "least": 15,
        "ladder": ["warn", "retrain", "probation", "pause"], "days": 7,
        "way_back": gettext_noop("Read the guideline again, then write to the project owner."),
    },
    {
        "key": "Agreement", "measure": "agreement", "threshold": 0.65, "window": 60, "least": 30,
        "ladder": ["warn", "retrain"], "days": 0, "way_back": "",
    },
    {
        "key": "Haste", "measure": "speed", "threshold": 0.6, "window": 60, "least": 30, "ladder": ["warn"],
        "days": 0, "way_back": "",
    },
    {
        "key": "Signs of fraud", "measure": "integrity", "threshold": 2, "window": 100, "least": 30,
        "ladder": ["pause"], "days": 7, "takes_back": True,
        "way_back": gettext_noop("Write to the project owner, or appeal: somebody looks at your answers."),
    },
)  # fmt: skip
EMPTY: dict[str, Any] = {
    "key": "",
    "measure": "gold",
    "threshold": "",
    "window": 40,
    "least": 15,
    "ladder": [],
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One rule as its fields show it; `problems` by field."""

    nth: int
    key: str
    measures: tuple[tuple[str, str, bool], ...]
    threshold: str
    window: str
    least: str
    steps: tuple[tuple[str, str, bool], ...]
    days: str
    way_back: str
    takes_back: bool
    problems: tuple[str, ...]
    is_new: bool


def shown_rows(given: Sequence[Mapping[str, Any]], reasons: Sequence[Reason] = ()) -> list[ShownRow]:
    """A row for each rule, and an empty one after them."""
    rows = [_row(nth, each, reasons) for nth, each in enumerate(given)]
    return rows if len(rows) >= MOST_ROWS else [*rows, _row(len(rows), EMPTY, (), is_new=True)]


def read_form(form: Any) -> list[dict[str, Any]]:  # A QueryDict: fields may be there several times.
    """The rules that have a name; the others were left empty."""
    rows = [_read(form, nth) for nth in range(MOST_ROWS)]
    return [row for row in rows if row["key"]]


def others(reasons: Sequence[Reason]) -> list[Reason]:
    """Problems that belong to no rule alone."""
    return [reason for reason in reasons if not (reason.field or "").startswith("rules/")]


def proposed() -> list[dict[str, Any]]:
    return [{**each, "way_back": _(each["way_back"]) if each["way_back"] else ""} for each in PROPOSED]


def _row(nth: int, given: Mapping[str, Any], reasons: Sequence[Reason], *, is_new: bool = False) -> ShownRow:
    is_share = given.get("measure") != Measure.INTEGRITY
    return ShownRow(
        nth=nth,
        key=str(given.get("key", "")),
        measures=tuple((each.value, _(each.label), each == given.get("measure")) for each in Measure),
        threshold=_typed(given.get("threshold"), in_percent=is_share),
        window=_typed(given.get("window")),
        least=_typed(given.get("least")),
        steps=tuple((each.value, _(text), each in given.get("ladder", ())) for each, text in STEPS.items()),
        days=_typed(given.get("days") or 0),
        way_back=str(given.get("way_back") or ""),
        takes_back=bool(given.get("takes_back")),
        problems=tuple(each.said for each in reasons if (each.field or "").startswith(f"rules/{nth}/")),
        is_new=is_new,
    )


def _read(form: Any, nth: int) -> dict[str, Any]:
    def text(name: str) -> str:
        return str(form.get(f"{name}-{nth}", "")).strip().replace("\0", "")

    measure, threshold = text("measure"), _number(text("threshold"))
    if measure != Measure.INTEGRITY and isinstance(threshold, int | float):
        threshold = threshold / 100
    return {
        "key": text("key"),
        "measure": measure,
        "threshold": threshold,
        "window": _number(text("window")),
        "least": _number(text("least")),
        "ladder": [step for step in StepKind.values if step in form.getlist(f"ladder-{nth}")],
        "days": _number(text("days")) or 0,
        "way_back": text("way_back"),
        "takes_back": bool(text("takes_back")),
    }


def _number(text: str) -> object:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _typed(value: object, *, in_percent: bool = False) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value or "")
    number = round(value * 100, 4) if in_percent else value
    return unlocalised(int(number) if float(number).is_integer() else number)
