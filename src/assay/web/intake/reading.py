"""What the form of a request sends, read into what the actions want; a field that cannot be read stays a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from assay.intake.queries.scope import taking_part
from assay.intake.rules.fields import CHOICES, MOST_ROWS, TEXTS, VolumeRow
from assay.intake.rules.reasons import UNKNOWN_PERSON
from assay.kit.money import micro_of
from assay.kit.reasons import Reason
from assay.people.models import User

PLAIN = (*TEXTS, *CHOICES, "template")


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """Those of one part that there are, and a reason for every address that is nobody's."""

    people: Sequence[User]
    problems: Sequence[Reason]


def changes_of(posted: QueryDict) -> dict[str, object]:
    """The plain fields that were sent."""
    found: dict[str, object] = {name: _text(posted, name) for name in PLAIN if name in posted}
    for name in ("metric_baseline", "metric_gain"):
        if name in posted:
            found[name] = _number(_text(posted, name))
    if "accuracy_target" in posted:
        found["accuracy_target"] = _share(_text(posted, "accuracy_target"))
    if "deadline_on" in posted:
        found["deadline_on"] = _day(_text(posted, "deadline_on"))
    if "budget" in posted:
        found["budget_micro"] = _budget(_text(posted, "budget"))
        found["currency"] = _text(posted, "currency").upper()
    return found


def volumes_of(posted: QueryDict) -> list[VolumeRow] | None:
    """The rows in which anything stands; None where the form has none. A number that is none is read as 0."""
    if "market" not in posted:
        return None
    columns = (posted.getlist(name) for name in ("market", "n_items", "language"))
    rows = [[each.strip().replace("\0", "") for each in row] for row in zip(*columns, strict=False)]
    return [VolumeRow(market, _whole(n), language) for market, n, language in rows if market or n]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of the volumes as it was typed."""

    market: str
    n_items: str
    language: str


def typed_volumes(posted: QueryDict) -> list[TypedRow]:
    """The rows in which anything stands, to be shown again where something is wrong with them."""
    columns = (posted.getlist(name)[:MOST_ROWS] for name in ("market", "n_items", "language"))
    rows = [[each.strip().replace("\0", "") for each in row] for row in zip(*columns, strict=False)]
    return [TypedRow(*row) for row in rows if any(row)]


def typed_people(posted: QueryDict, field: str) -> list[str]:
    return [each.strip().replace("\0", "") for each in posted.getlist(field)[:MOST_ROWS] if each.strip()]


def people_of(posted: QueryDict, field: str) -> ReadPeople:
    """Named by e-mail address, as the list beside the field offers them."""
    asked = [each.strip().replace("\0", "").lower() for each in posted.getlist(field) if each.strip()]
    known = {each.email.lower(): each for each in taking_part().filter(email__in=asked)}
    problems = [UNKNOWN_PERSON(field=field, email=each[:120]) for each in asked if each not in known]
    return ReadPeople([known[each] for each in dict.fromkeys(asked) if each in known], problems)


def _text(posted: QueryDict, name: str) -> str:
    return posted.get(name, "").strip().replace("\0", "").replace("\r\n", "\n")


def _number(text: str) -> object:
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        return text


def _share(text: str) -> object:
    found = _number(text.removesuffix("%").strip())
    return round(found / 100, 6) if isinstance(found, float) else found


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def _budget(text: str) -> object:
    found = micro_of(text) if text else None
    return text if text and found is None else found


def _whole(text: str) -> int:
    plain = text.replace(",", "").replace(" ", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 15 else 0
