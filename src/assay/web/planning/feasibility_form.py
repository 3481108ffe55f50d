"""The form of a run: what is decided, and what an hour costs per market."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.kit.money import micro_of, text_of
from assay.planning.rules.feasibility import Given, Rates
from assay.web.planning.feasibility_words import GIVEN, PERCENT

NAMES = tuple(each.name for each in fields(Given))
# What is no number lies outside of every range, so that the rules refuse it at its field.
NO_NUMBER = -1.0


@dataclass(frozen=True, slots=True)
class AskedField:
    name: str
    label: str
    hint: str
    value: str
    problem: str


def typed(posted: QueryDict, markets: Sequence[str]) -> tuple[Given, Rates]:
    """An empty rate is no rate."""
    given = Given(**{name: _number(name, posted.get(name, "")) for name in NAMES})
    rates = {}
    for market in markets:
        text = posted.get(f"rate_{market}", "").strip()
        if text:
            rates[market] = micro_of(text) or 0
    return given, Rates(rates, posted.get("currency", "").strip().upper()[:3])


def asked_fields(given: Given, problems: Mapping[str, str]) -> list[AskedField]:
    return [
        AskedField(
            name,
            _(label),
            _(hint) if hint else "",
            f"{getattr(given, name) * (100 if name in PERCENT else 1):g}",
            problems.get(name, ""),
        )
        for name, (label, hint) in GIVEN.items()
    ]


def asked_rates(rates: Rates, markets: Sequence[str]) -> list[tuple[str, str]]:
    """(market, what stands in its field)."""
    return [(each, text_of(rates.by_market[each]) if each in rates.by_market else "") for each in markets]


def _number(name: str, text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return NO_NUMBER
    return value / 100 if name in PERCENT else value
