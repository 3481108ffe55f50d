"""The form of a rate card: a row for each line; a row without an amount is left out."""

from collections.abc import Iterable, Mapping
from datetime import date

from assay.kit.money import micro_of, text_of
from assay.money.actions.rates import NewCard
from assay.money.enums import RateUnit
from assay.money.queries.rates import Card
from assay.money.rules.rates import RateTerms

HEAD = ("currency", "effective_on", "idle", "reason")
COLUMNS = ("amount", "unit", "market", "language", "skill", "severity")
# Rows beside those that are filled, and the most that a page takes.
SPARE, MOST = 2, 60


def fields_of(posted: Iterable[str]) -> tuple[str, ...]:
    """The fields of the rows that were sent."""
    n = sum(1 for name in posted if name.startswith("amount_"))
    return (*HEAD, *(f"{column}_{nth}" for nth in range(min(n, MOST)) for column in COLUMNS))


def row_numbers(values: Mapping[str, object]) -> list[int]:
    return sorted(int(name.removeprefix("amount_")) for name in values if name.startswith("amount_"))


def values_of(card: Card | None, today: date) -> dict[str, object]:
    """The card in force, to be changed; or an empty one."""
    lines = list(card.lines) if card else []
    values: dict[str, object] = {
        "currency": card.card.currency if card else "EUR",
        "effective_on": today.isoformat(),
        "idle": "unpaid" if card and not card.card.pays_idle else "paid",
        "reason": "",
    }
    for nth in range(max(3, len(lines) + SPARE)):
        line = lines[nth] if nth < len(lines) else None
        values |= {
            f"amount_{nth}": text_of(line.micro) if line else "",
            f"unit_{nth}": line.unit.value if line else RateUnit.JUDGMENT.value,
            f"market_{nth}": line.market if line else "",
            f"language_{nth}": line.language if line else "",
            f"skill_{nth}": line.skill if line else "",
            f"severity_{nth}": str(line.severity) if line and line.severity is not None else "",
        }
    return values


def new_card(texts: Mapping[str, str], today: date) -> NewCard:
    """What was typed; an amount that is none is 0, which the rules refuse."""
    rows = [nth for nth in row_numbers(texts) if texts[f"amount_{nth}"]]
    try:
        effective_on = date.fromisoformat(texts["effective_on"])
    except ValueError:
        effective_on = today
    return NewCard(
        [_line(texts, nth) for nth in rows],
        texts["currency"].upper(),
        effective_on,
        texts["reason"],
        pays_idle=texts["idle"] != "unpaid",
    )


def _line(texts: Mapping[str, str], nth: int) -> RateTerms:
    severity, unit = texts[f"severity_{nth}"], texts[f"unit_{nth}"]
    return RateTerms(
        micro_of(texts[f"amount_{nth}"]) or 0,
        texts[f"market_{nth}"],
        texts[f"language_{nth}"][:20],
        texts[f"skill_{nth}"],
        int(severity) if severity in {"0", "1", "2", "3", "4"} else None,
        RateUnit(unit) if unit in RateUnit.values else RateUnit.JUDGMENT,
    )
