"""A search over the talent pool as it stands in an address and in its form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.people.enums import LanguageLevel, Standing
from assay.people.models import User
from assay.people.queries.organisation import markets, skills, vendors_with_places
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.recruiting.enums import Device
from assay.recruiting.rules.talent import WORKING, Search

CROWD = "crowd"
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields, as texts; `kept` is the same as an address has it."""

    values: Mapping[str, object]
    kept: str


def search_from(query: QueryDict) -> Search:
    """What is no number becomes one that the rules refuse."""
    place = query.get("place", "").replace("\0", "")[:60]
    skill, score = query.get("skill", "").replace("\0", "")[:60], _whole(query.get("score", ""))
    gold = number_typed(query.get("gold", ""))
    return Search(
        languages=tuple(re.findall(r"[^\s,;]+", query.get("language", "").replace("\0", "")[:200])),
        level=LanguageLevel.B2 if (level := _whole(query.get("level", ""))) is None else level,
        markets=tuple(each for each in (query.get("market", "").replace("\0", "")[:20],) if each),
        skills={skill: 0 if score is None else score} if skill else {},
        places=(place,) if place and place != CROWD else (),
        is_crowd=place == CROWD,
        standings=(Standing.ACTIVE.value,) if query.get("standing") == Standing.ACTIVE else WORKING,
        gold_least=None if gold is None else gold / PERCENT,
        worked_within=_whole(query.get("within", "")),
        idle_for=_whole(query.get("idle", "")),
        hours_least=number_typed(query.get("hours_from", "")),
        hours_most=number_typed(query.get("hours_to", "")),
        device=query.get("device", "").replace("\0", "")[:10],
    )


def typed_of(search: Search) -> Typed:
    """Of a search that the form can say: what was saved over the API may ask for more of each."""
    skill, score = next(iter(search.skills.items()), ("", 0))
    values = {
        "language": ", ".join(search.languages),
        "level": str(int(search.level)) if search.languages else "",
        "market": next(iter(search.markets), ""),
        "skill": skill,
        "score": str(score) if score else "",
        "place": CROWD if search.is_crowd else next(iter(search.places), ""),
        "standing": "" if set(search.standings) == set(WORKING) else Standing.ACTIVE.value,
        "gold": "" if search.gold_least is None else _text(search.gold_least * PERCENT),
        "within": "" if search.worked_within is None else str(search.worked_within),
        "idle": "" if search.idle_for is None else str(search.idle_for),
        "hours_from": "" if search.hours_least is None else _text(search.hours_least),
        "hours_to": "" if search.hours_most is None else _text(search.hours_most),
        "device": search.device,
    }
    return Typed(values, urlencode({name: value for name, value in values.items() if value}))


def choices(user: User) -> dict[str, object]:
    seen = vendors_with_places() if may(user, Permission.VIEW_PEOPLE) else ()
    vendors = [each for each in seen if each.retired_at is None]
    sites = [
        (str(site.uid), f"{each.name} · {site.name}")
        for each in vendors
        for site in each.sites.all()
        if site.retired_at is None
    ]
    return {
        "levels": [(str(each.value), str(each.label)) for each in LanguageLevel],
        "markets": [each.code for each in markets().filter(retired_at=None)],
        "skills": [(str(each.uid), each.name) for each in skills().filter(retired_at=None)],
        "places": [*((str(each.uid), each.name) for each in vendors), *sites],
        "devices": [(each.value, _(each.label)) for each in Device if each != Device.BOTH],
    }


def _whole(text: str) -> int | None:
    """Nothing where nothing was typed; -1 where it is no number."""
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


def number_typed(text: str) -> float | None:
    """As `_whole`, with a point or a comma."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    return float(text) if re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text, re.ASCII) else -1.0


def _text(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
