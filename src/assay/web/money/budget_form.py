"""The form of a new budget."""

from collections.abc import Mapping
from datetime import date

from assay.kit.money import micro_of
from assay.money.rules.budgets import BudgetTerms
from assay.people.models import Market

FIELDS = ("name", "amount", "currency", "market", "starts_on", "ends_on", "warn_at", "stops", "reason")


def usual_values() -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(FIELDS, "")
    return empty | {"currency": "EUR", "warn_at": "80, 95", "stops": "yes"}


def terms_from(texts: Mapping[str, str]) -> BudgetTerms:
    """What was typed; thresholds that are none are 0, which the rules refuse."""
    return BudgetTerms(
        name=texts["name"],
        micro=micro_of(texts["amount"]),
        currency=texts["currency"].upper(),
        reason=texts["reason"],
        starts_on=_day(texts["starts_on"]),
        ends_on=_day(texts["ends_on"]),
        warn_at=tuple(_percent(each) for each in texts["warn_at"].split(",") if each.strip()),
        stops_work=texts["stops"] != "no",
    )


def market_named(code: str) -> Market | None:
    return Market.objects.filter(code=code).first() if code else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _percent(text: str) -> int:
    asked = text.strip().removesuffix("%").strip()
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
