"""The form of a campaign."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.kit.money import micro_of, text_of
from assay.people.enums import LanguageLevel
from assay.people.queries.organisation import skills
from assay.projects.enums import Segment
from assay.recruiting.enums import Device, RecruitingChannel
from assay.recruiting.models import Campaign
from assay.recruiting.rules.campaigns import Terms, Wording
from assay.web.projects.forms import texts_of

TERMS = (
    *("name", "opens_on", "closes_on", "n_wanted", "budget", "currency"),
    *("languages", "skills", "device", "least_age"),
)
WORDING = ("language", "title", "markdown")
NEW = (*TERMS, *WORDING, "market", "segment", "channel")
# Links that are made for people, and not by hand.
OWN_WAYS = (RecruitingChannel.REFERRAL, RecruitingChannel.POOL)
_LASTS = timedelta(days=30)
# What is no day is one that no campaign takes.
_NEVER = (date.max, date.min)


def empty(today: date) -> dict[str, object]:
    days = {"opens_on": today.isoformat(), "closes_on": (today + _LASTS).isoformat()}
    return {"n_wanted": "20", "currency": "EUR", "language": "en", "skills": [], "least_age": "18", **days}


def values_of(campaign: Campaign) -> dict[str, object]:
    return {
        "name": campaign.name,
        "opens_on": campaign.opens_on.isoformat(),
        "closes_on": campaign.closes_on.isoformat(),
        "n_wanted": str(campaign.n_wanted),
        "budget": "" if campaign.budget_micro is None else text_of(campaign.budget_micro),
        "currency": campaign.currency,
        "languages": " ".join(
            f"{tag}:{LanguageLevel(level).label}" for tag, level in campaign.languages.items()
        ),
        "skills": campaign.skills,
        "device": campaign.device,
        "least_age": str(campaign.least_age),
    }


def typed_of(posted: QueryDict, fields: tuple[str, ...]) -> dict[str, object]:
    return {**texts_of(posted, fields), "skills": posted.getlist("skills")}


def terms_of(posted: QueryDict) -> Terms:
    """What cannot be read becomes what the rules refuse, at its field."""
    typed = texts_of(posted, TERMS)
    budget = micro_of(typed["budget"])
    return Terms(
        name=typed["name"],
        opens_on=_day(typed["opens_on"], _NEVER[0]),
        closes_on=_day(typed["closes_on"], _NEVER[1]),
        n_wanted=whole_number(typed["n_wanted"]),
        budget_micro=(-1 if budget is None else budget) if typed["budget"] else None,
        currency=typed["currency"].upper(),
        languages=languages_of(typed["languages"]),
        skills=tuple(posted.getlist("skills")),
        device=typed["device"] if typed["device"] in Device.values else "",
        least_age=whole_number(typed["least_age"]),
    )


def languages_of(text: str) -> dict[str, int]:
    """`pt-BR:C1 en:B1`; a tag alone asks for the least level, a level that is none is 0."""
    levels = {label.casefold(): level for level, label in LanguageLevel.choices}
    found = {}
    for part in text.replace(",", " ").split():
        tag, _colon, level = part.partition(":")
        found[tag] = levels.get(level.casefold(), 0) if level else LanguageLevel.A1.value
    return found


def wording_of(posted: QueryDict) -> Wording:
    typed = texts_of(posted, WORDING)
    return Wording(typed["language"], typed["title"], typed["markdown"])


def choices() -> Mapping[str, object]:
    return {
        "segments": [(value, _(label)) for value, label in Segment.choices],
        "channels": [(each.value, _(each.label)) for each in RecruitingChannel if each not in OWN_WAYS],
        "devices": [(each.value, _(each.label)) for each in Device],
        "skills": skills().filter(retired_at=None),
    }


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
