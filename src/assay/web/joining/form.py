"""The form of an application: what it offers, and what was written into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.queries.organisation import languages_of_markets
from assay.recruiting.enums import Device, SelfQuestion, Tie
from assay.recruiting.models import Campaign
from assay.recruiting.queries.diversity import varieties
from assay.recruiting.rules.applying import Written
from assay.recruiting.rules.diversity import known_answers
from assay.web.board.shown import language_name

FIELDS = ("name", "email", "born_on", "device", "tie", "languages", "skills", "consent")
# CEFR levels in words that everybody knows.
LEVELS = (
    (2, gettext_noop("I get by")),
    (4, gettext_noop("Well enough to work in it")),
    (5, gettext_noop("Very well")),
    (7, gettext_noop("It is my mother tongue")),
)
N_MORE = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A language of the form: with a tag of its own, or one that the applicant chooses."""

    tag: str
    name: str
    level: str
    key: str


def asked_languages(campaign: Campaign, typed: Mapping[str, str]) -> list[Asked]:
    """Those that the campaign looks for, or else the market's; each with the level that was chosen."""
    tags = list(campaign.languages) or [campaign.market.language]
    return [
        Asked(tag, language_name(tag.lower()), typed.get(f"level_{tag}", ""), f"level_{tag}") for tag in tags
    ]


def more_languages(typed: Mapping[str, str]) -> list[Asked]:
    return [
        Asked(typed.get(f"more_{nth}", ""), "", typed.get(f"more_level_{nth}", ""), str(nth))
        for nth in range(1, N_MORE + 1)
    ]


def offered_languages(campaign: Campaign) -> list[tuple[str, str]]:
    """Of all markets and of Assay, by name, without those that are asked for anyway."""
    asked = {*campaign.languages} or {campaign.market.language}
    tags = {*languages_of_markets().values(), *dict(settings.LANGUAGES)} - asked
    return sorted(((tag, language_name(tag.lower())) for tag in tags), key=lambda each: each[1].casefold())


def said_in(typed: Mapping[str, str]) -> dict[str, str]:
    """What was said of oneself, where it is one of the answers."""
    known = varieties()
    return {
        each: typed[each] for each in SelfQuestion.values if typed.get(each) in known_answers(each, known)
    }


def levels() -> list[tuple[str, str]]:
    return [(str(level), _(words)) for level, words in LEVELS]


def choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "devices": [(device.value, _(device.label)) for device in Device],
        "ties": [(tie.value, _(tie.label)) for tie in Tie],
    }


def written_of(posted: QueryDict, campaign: Campaign) -> Written:
    known = {tag for tag, _name in offered_languages(campaign)}
    return Written(
        name=_text(posted, "name"),
        email=_text(posted, "email"),
        born_on=_date(posted.get("born_on", "")),
        device=posted.get("device", ""),
        tie=posted.get("tie", ""),
        languages=dict(_languages(posted, campaign, known)),
        agrees=bool(posted.get("consent")),
        skills=tuple(each.replace("\0", "") for each in posted.getlist("skills")),
        about={each: posted.get(each, "").replace("\0", "") for each in SelfQuestion.values},
    )


def _languages(posted: QueryDict, campaign: Campaign, known: set[str]) -> Iterable[tuple[str, int]]:
    typed = {name: str(value) for name, value in posted.dict().items()}
    for each in more_languages(typed):
        if each.tag in known and (level := _level(each.level)):
            yield each.tag, level
    for each in asked_languages(campaign, typed):
        if level := _level(each.level):
            yield each.tag, level


def _level(text: str) -> int:
    return int(text) if text in {str(level) for level, _words in LEVELS} else 0


def _text(posted: QueryDict, name: str) -> str:
    return posted.get(name, "").strip().replace("\0", "")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
