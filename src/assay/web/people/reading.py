"""What forms about people send, read into what the actions want."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict

from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Standing
from assay.people.models import Market, Skill
from assay.people.queries.organisation import Placed, placed_at
from assay.people.queries.search import Criteria
from assay.people.rules import reasons

LAST_YEAR = 9000


@dataclass(frozen=True, slots=True)
class StandingForm:
    standing: Standing
    reason: str
    until: datetime | None
    way_back: str


def criteria_of(query: QueryDict) -> Criteria:
    """The filters of the list; one that cannot be is none."""
    standing = query.get("standing", "")
    return Criteria(
        pseudonym=query.get("q", "").strip().replace("\0", "")[:60],
        standing=standing if standing in Standing.values else "",
        language=query.get("language", "").strip().replace("\0", "")[:20],
        market=parse_uid(query.get("market", "")),
        skill=parse_uid(query.get("skill", "")),
        place=parse_uid(query.get("place", "")),
    )


def standing_of(posted: QueryDict, zone: str) -> StandingForm:
    """The pause ends when the day begins in that time zone."""
    standing = posted.get("standing", "")
    if standing not in Standing.values:
        raise NotFound
    return StandingForm(
        standing=Standing(standing),
        reason=posted.get("reason", "").strip(),
        until=day_of(posted.get("until", ""), zone, field="until"),
        way_back=posted.get("way_back", "").strip(),
    )


def day_of(text: str, zone: str, *, field: str) -> datetime | None:
    """The beginning of a day, or None where nothing was typed."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(reasons.DATE_INVALID(field=field, value=text[:20])) from error
    if not 2000 <= day.year < LAST_YEAR:
        raise Refused(reasons.DATE_INVALID(field=field, value=text[:20]))
    return datetime.combine(day, time(), ZoneInfo(zone))


def number_of(text: str, *, field: str) -> int | None:
    """A whole number that PostgreSQL can hold, or None where nothing was typed."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or len(text.strip()) > 9:
        raise Refused(reasons.NUMBER_INVALID(field=field, value=text[:20]))
    return int(text)


def languages_of(posted: QueryDict) -> dict[str, int]:
    """Rows of a tag and a level; a row without a tag is left out."""
    pairs = zip(posted.getlist("language"), posted.getlist("level"), strict=False)
    return {tag.strip(): number_of(level, field="level") or 0 for tag, level in pairs if tag.strip()}


def markets_of(posted: QueryDict) -> list[Market]:
    uids = [uid for uid in map(parse_uid, posted.getlist("market")) if uid]
    return list(Market.objects.filter(uid__in=uids))


def scores_of(posted: QueryDict) -> Mapping[Skill, int]:
    """Rows of a skill and its score; a row without a skill is left out."""
    pairs = zip(posted.getlist("skill"), posted.getlist("score"), strict=False)
    scores = {uid: number_of(score, field="score") or 0 for text, score in pairs if (uid := parse_uid(text))}
    found: dict[UUID, Skill] = {each.uid: each for each in Skill.objects.filter(uid__in=scores)}
    return {found[uid]: score for uid, score in scores.items() if uid in found}


def place_of(posted: QueryDict) -> Placed:
    return placed_at(parse_uid(posted.get("place", "")))
