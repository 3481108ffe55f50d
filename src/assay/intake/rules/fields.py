"""What may stand in the fields of a request; an empty one is always allowed, as drafts are kept half filled."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.intake.enums import Cadence, Purpose, QualityUnit, Sensitivity
from assay.intake.rules import reasons
from assay.kit import money
from assay.kit.reasons import Reason
from assay.people.rules.words import refuse_language
from assay.projects.enums import Segment
from assay.projects.rules.gallery import CODES

TEXTS: Mapping[str, int] = {
    "title": 160,
    "metric": 120,
    "metric_unit": 40,
    "content_source": 10_000,
    "schema_words": 10_000,
    "acceptance": 10_000,
    "rush_reason": 4000,
}
CHOICES: Mapping[str, Sequence[str]] = {
    "segment": Segment.values,
    "purpose": Purpose.values,
    "accuracy_unit": QualityUnit.values,
    "cadence": Cadence.values,
    "sensitivity": Sensitivity.values,
}
FIELDS = (*TEXTS, *CHOICES, "template", "metric_baseline", "metric_gain", "accuracy_target", "deadline_on",
          "budget_micro", "currency")  # fmt: skip
MOST_ITEMS = 10**10
MOST_ROWS = 200
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """So many items of a market in a language; an empty language is the market's own."""

    market: str
    n_items: int
    language: str = ""


def refuse_fields(changes: Mapping[str, object]) -> list[Reason]:
    """Every problem of what should stand there."""
    problems = [problem for name, value in changes.items() if (problem := _refuse(name, value))]
    has_budget = changes.get("budget_micro") is not None
    if has_budget and "currency" in changes and not changes["currency"]:
        problems.append(reasons.NO_CURRENCY(field="currency"))
    return problems


def refuse_volumes(rows: Sequence[VolumeRow], languages: Mapping[str, str]) -> list[Reason]:
    """Every problem of the rows; `languages` holds the markets there are, with their own language."""
    if len(rows) > MOST_ROWS:
        return [reasons.TOO_MANY_ROWS(field="volumes", most=MOST_ROWS)]
    problems: list[Reason] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.market not in languages:
            problems.append(reasons.UNKNOWN_MARKET(field="volumes", code=row.market[:40]))
            continue
        language = row.language or languages[row.market]
        if not 1 <= row.n_items <= MOST_ITEMS:
            problems.append(reasons.OUT_OF_RANGE(field="volumes", least=1, most=MOST_ITEMS))
        elif refused := refuse_language(language, field="volumes"):
            problems.append(refused)
        elif (row.market, language) in seen:
            problems.append(reasons.VOLUME_TWICE(field="volumes", market=row.market, language=language))
        seen.add((row.market, language))
    return problems


def _refuse(name: str, value: object) -> Reason | None:
    if name not in FIELDS:
        return reasons.NO_FIELD(field=name, name=name[:60])
    if name in TEXTS:
        is_text = isinstance(value, str) and "\0" not in value and len(value) <= TEXTS[name]
        return None if is_text else reasons.TOO_LONG(field=name, most=TEXTS[name])
    if name in CHOICES:
        return _refuse_choice(name, value)
    return _OTHERS[name](name, value)


def _refuse_choice(name: str, value: object) -> Reason | None:
    if value in CHOICES[name] or (value == "" and name != "accuracy_unit"):
        return None
    return reasons.NOT_ONE_OF(field=name, allowed=", ".join(CHOICES[name]))


def _refuse_template(name: str, value: object) -> Reason | None:
    if value == "" or value in CODES:
        return None
    return reasons.NO_TEMPLATE(field=name, code=str(value)[:60])


def _refuse_number(name: str, value: object) -> Reason | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_fine = value is None or (is_number and math.isfinite(float(str(value))))
    return None if is_fine else reasons.NO_NUMBER(field=name)


def _refuse_accuracy(name: str, value: object) -> Reason | None:
    if refused := _refuse_number(name, value):
        return refused
    is_fine = value is None or 0.5 <= float(str(value)) <= 1
    return None if is_fine else reasons.ACCURACY_RANGE(field=name)


def _refuse_date(name: str, value: object) -> Reason | None:
    return None if value is None or isinstance(value, date) else reasons.NO_DATE(field=name)


def _refuse_budget(name: str, value: object) -> Reason | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        return reasons.NO_NUMBER(field="budget")
    if 0 < value <= money.MOST:
        return None
    return reasons.OUT_OF_RANGE(field="budget", least=1, most=money.MOST // money.MICRO)


def _refuse_currency(name: str, value: object) -> Reason | None:
    return None if value == "" or _CURRENCY.fullmatch(str(value)) else reasons.NO_CURRENCY(field=name)


_OTHERS: Mapping[str, Callable[[str, object], Reason | None]] = {
    "template": _refuse_template,
    "metric_baseline": _refuse_number,
    "metric_gain": _refuse_number,
    "accuracy_target": _refuse_accuracy,
    "deadline_on": _refuse_date,
    "budget_micro": _refuse_budget,
    "currency": _refuse_currency,
}
