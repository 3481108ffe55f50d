"""The form of a pool: what is ticked and typed, as the rule wants it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.enums import LanguageLevel, Standing
from assay.people.models import Skill
from assay.people.queries.organisation import markets, skills, vendors_with_places
from assay.planning.rules.pools import MAY_WORK, PRIORITIES, PoolRule
from assay.projects.enums import Segment
from assay.recruiting.queries.talent import common_segments
from assay.web.projects.words import SEGMENTS

FIELDS = (
    "languages",
    "level",
    "markets",
    "skills",
    "vendors",
    "sites",
    "segments",
    "talent",
    "standings",
    "priority",
)
MOST = 200
PRIORITY_WORDS = {
    1: gettext_noop("1: can wait"),
    2: gettext_noop("2: low"),
    3: gettext_noop("3: usual"),
    4: gettext_noop("4: high"),
    5: gettext_noop("5: first"),
}


@dataclass(frozen=True, slots=True)
class Tick:
    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class SkillRow:
    uid: str
    name: str
    score: str


@dataclass(frozen=True, slots=True)
class PoolForm:
    languages: str
    levels: tuple[Tick, ...]
    markets: tuple[Tick, ...]
    skills: tuple[SkillRow, ...]
    vendors: tuple[Tick, ...]
    sites: tuple[Tick, ...]
    segments: tuple[Tick, ...]
    talent: tuple[Tick, ...]
    with_probation: bool
    priorities: tuple[Tick, ...]


def rule_from(posted: QueryDict) -> PoolRule:
    """What was typed; what is no number stays one that the rule refuses."""
    typed = posted.get("languages", "").replace("\0", "")[:400]
    standings = MAY_WORK if posted.get("with_probation") == "on" else (Standing.ACTIVE.value,)
    return PoolRule(
        languages=tuple(dict.fromkeys(re.findall(r"[^\s,;]+", typed))),
        level=_whole(posted.get("level", "")),
        markets=_several(posted, "market"),
        skills={
            uid: _whole(posted.get(f"skill_{uid}", ""))
            for uid in _several(posted, "skill")
            if posted.get(f"skill_{uid}", "").strip()
        },
        vendors=_several(posted, "vendor"),
        sites=_several(posted, "site"),
        segments=_several(posted, "segment"),
        talent=_several(posted, "talent"),
        standings=standings,
    )


def priority_from(posted: QueryDict) -> int:
    return _whole(posted.get("priority", ""))


def form_of(rule: PoolRule, priority: int) -> PoolForm:
    places = [vendor for vendor in vendors_with_places() if vendor.retired_at is None]
    sites = [
        (str(site.uid), f"{vendor.name} · {site.name}")
        for vendor in places
        for site in vendor.sites.all()
        if site.retired_at is None
    ]
    return PoolForm(
        ", ".join(rule.languages),
        _ticks(((str(each.value), str(each.label)) for each in LanguageLevel), [str(rule.level)]),
        _ticks(((each.code, each.code) for each in markets() if each.retired_at is None), rule.markets),
        tuple(_skill(each, rule) for each in skills() if each.retired_at is None),
        _ticks(((str(each.uid), each.name) for each in places), rule.vendors),
        _ticks(sites, rule.sites),
        _ticks(((each.value, _(SEGMENTS[each])) for each in Segment), rule.segments),
        _ticks(((str(each.uid), each.name) for each in common_segments()), rule.talent),
        Standing.PROBATION in rule.standings,
        _ticks(((str(each), _(PRIORITY_WORDS[each])) for each in PRIORITIES), [str(priority)]),
    )


def _skill(skill: Skill, rule: PoolRule) -> SkillRow:
    score = rule.skills.get(str(skill.uid))
    return SkillRow(str(skill.uid), skill.name, "" if score is None else str(score))


def _ticks(options: Iterable[tuple[str, str]], chosen: Iterable[str]) -> tuple[Tick, ...]:
    on = set(chosen)
    return tuple(Tick(value, label, value in on) for value, label in options)


def _several(posted: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.replace("\0", "")[:80] for each in posted.getlist(name)[:MOST]))


def _whole(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1
