"""A search over the talent pool as it stands in an address and in its form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
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
MOST_CHOSEN = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields; `pairs` are the same as a form sends them, and `kept` as an address has them."""

    values: Mapping[str, object]
    pairs: Sequence[tuple[str, str]]

    @property
    def kept(self) -> str:
        return urlencode(self.pairs)


def search_from(query: QueryDict) -> Search:
    """What is no number becomes one that the rules refuse."""
    places = _several(query, "place")
    gold = number_typed(query.get("gold", ""))
    return Search(
        languages=tuple(re.findall(r"[^\s,;]+", query.get("language", "").replace("\0", "")[:200])),
        level=LanguageLevel.B2 if (level := _whole(query.get("level", ""))) is None else level,
        markets=_several(query, "market"),
        skills=_skills(query),
        declared=_several(query, "declared"),
        places=tuple(each for each in places if each != CROWD),
        is_crowd=CROWD in places,
        standings=(Standing.ACTIVE.value,) if query.get("standing") == Standing.ACTIVE else WORKING,
        gold_least=None if gold is None else gold / PERCENT,
        worked_within=_whole(query.get("within", "")),
        idle_for=_whole(query.get("idle", "")),
        hours_least=number_typed(query.get("hours_from", "")),
        hours_most=number_typed(query.get("hours_to", "")),
        device=query.get("device", "").replace("\0", "")[:10],
    )


def typed_of(search: Search) -> Typed:
    """Every field as it is typed; a skill has its score beside it, in the same order."""
    single = {
        "language": ", ".join(search.languages),
        "level": str(int(search.level)) if search.languages else "",
        "standing": "" if set(search.standings) == set(WORKING) else Standing.ACTIVE.value,
        "gold": "" if search.gold_least is None else _text(search.gold_least * PERCENT),
        "within": "" if search.worked_within is None else str(search.worked_within),
        "idle": "" if search.idle_for is None else str(search.idle_for),
        "hours_from": "" if search.hours_least is None else _text(search.hours_least),
        "hours_to": "" if search.hours_most is None else _text(search.hours_most),
        "device": search.device,
    }
    places = [*search.places, *([CROWD] if search.is_crowd else [])]
    skills = [(skill, str(score) if score else "") for skill, score in search.skills.items()]
    several = [("market", each) for each in search.markets] + [("place", each) for each in places]
    several += [("declared", each) for each in search.declared]
    for skill, score in skills:
        several += [("skill", skill), ("score", score)]
    values = {
        **single,
        "declared": list(search.declared),
        "markets": list(search.markets),
        "places": places,
        "skills": [*skills, ("", "")],
    }
    return Typed(values, [*((name, value) for name, value in single.items() if value), *several])


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


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    """Each once, in the order in which they were chosen."""
    typed = (each.replace("\0", "")[:60] for each in query.getlist(name)[:MOST_CHOSEN])
    return tuple(dict.fromkeys(each for each in typed if each))


def _skills(query: QueryDict) -> dict[str, int]:
    """A score belongs to the skill at the same place; a skill without one is asked for at any score."""
    names, scores = query.getlist("skill")[:MOST_CHOSEN], query.getlist("score")
    typed = zip_longest(names, scores[: len(names)], fillvalue="")
    return {
        name.replace("\0", "")[:60]: 0 if (score := _whole(text)) is None else score
        for name, text in typed
        if name
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
