"""The form of a contract: shares are typed in percent; a measure without a target is no service level."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.partners.enums import ScoreMeasure
from assay.partners.queries.contracts import Agreed
from assay.partners.rules.contracts import NO_RATE_CARD, Level, NewContract
from assay.web.partners.words import MEASURES
from assay.web.timekeeping.reading import day_in

HEAD = ("starts_on", "ends_on", "currency", "rate_card", "notice_days", "credit_cap", "reason")
WRONG = -1


def fields_of() -> tuple[str, ...]:
    return (*HEAD, *(f"{what}_{each.value}" for each in ScoreMeasure for what in ("target", "at_risk")))


def values_of(agreed: Agreed | None, today: date) -> dict[str, object]:
    """What holds, from today on; or nothing yet."""
    contract = agreed.contract if agreed else None
    values: dict[str, object] = {
        "starts_on": today.isoformat(),
        "ends_on": contract.ends_on.isoformat() if contract and contract.ends_on else "",
        "currency": contract.currency if contract else "EUR",
        "rate_card": str(contract.rate_card.uid) if contract and contract.rate_card else "",
        "notice_days": contract.notice_days if contract else 30,
        "credit_cap": f"{contract.credit_cap * 100:g}" if contract and contract.credit_cap else "",
        "reason": "",
    }
    for measure, level in agreed.levels.items() if agreed else ():
        values[f"target_{measure.value}"] = f"{level.target * 100:g}"
        values[f"at_risk_{measure.value}"] = f"{level.at_risk * 100:g}"
    return values


def rows_of(values: Mapping[str, object]) -> list[dict[str, object]]:
    return [
        {
            "key": measure.value,
            "name": _(name),
            "how": _(how),
            "target": values.get(f"target_{measure.value}", ""),
            "at_risk": values.get(f"at_risk_{measure.value}", ""),
        }
        for measure, (name, how) in MEASURES.items()
    ]


def new_contract(texts: Mapping[str, str]) -> NewContract:
    """What was typed; what is no number is one that the rules refuse."""
    ends_on, card = texts["ends_on"], texts["rate_card"]
    rate_card = parse_uid(card) if card else None
    if card and rate_card is None:
        raise Refused(NO_RATE_CARD(field="rate_card"))
    notice = texts["notice_days"]
    return NewContract(
        starts_on=day_in(texts["starts_on"], field="starts_on"),
        ends_on=day_in(ends_on, field="ends_on") if ends_on else None,
        currency=texts["currency"].upper(),
        rate_card=rate_card,
        notice_days=int(notice) if notice.isascii() and notice.isdigit() and len(notice) < 6 else WRONG,
        levels={
            measure: Level(
                _share(texts[f"target_{measure.value}"]), _share(texts[f"at_risk_{measure.value}"] or "0")
            )
            for measure in ScoreMeasure
            if texts[f"target_{measure.value}"] or texts[f"at_risk_{measure.value}"]
        },
        reason=texts["reason"],
        credit_cap=_share(texts["credit_cap"]) if texts["credit_cap"] else None,
    )


def _share(text: str) -> float:
    try:
        return round(float(text.replace(",", ".")[:20]) / 100, 9)
    except ValueError:
        return WRONG
