"""What was found of idle people and waiting work, for whoever allocates everywhere; and in words."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext_noop as _

from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.planning.enums import FindingKind
from assay.planning.models import CapacityFinding
from assay.planning.queries.allocations import sees_everything
from assay.planning.rules.bottlenecks import Finding

MOST = 50
# By kind, and whether one person or several, and whether anybody works on what waits.
IDLE_ONE = _("{place}: 1 person with {languages} is idle from {day} on, {hours} h")
IDLE_MANY = _("{place}: {n} people with {languages} are idle from {day} on, {hours} h")
BACKLOG = _("{languages}: {hours} h wait beyond the week of {week}, {days} days at its pace")
UNSERVED = _("{languages}: {hours} h wait in the week of {week}, and nobody works on it")


def findings_for(user: User) -> QuerySet[CapacityFinding]:
    """Those that are not gone, the nearest week and most hours first."""
    if not sees_everything(user):
        raise NotFound
    return open_findings().order_by("week_on", "-hours", "pk")


def findings_shown(user: User) -> list[CapacityFinding]:
    """For a page that others see, too: nothing for them."""
    return list(findings_for(user)[:MOST]) if sees_everything(user) else []


def open_findings() -> QuerySet[CapacityFinding]:
    return CapacityFinding.objects.filter(gone_at=None)


def sentence_of(found: CapacityFinding | Finding, week_on: date) -> tuple[str, Mapping[str, str]]:
    """A sentence of the catalogues, and what it is about."""
    about = {
        "place": found.place or "Own crowd",
        "languages": named(found.languages) or ", ".join(found.projects[:3]) or "–",
        "n": str(found.n_people),
        "hours": f"{found.hours:,.0f}",
        "week": _day(week_on),
        "day": f"{found.day_on:%A} {_day(found.day_on)}" if found.day_on else "",
        "days": _days(found.days),
    }
    if found.kind == FindingKind.IDLE:
        return (IDLE_ONE if found.n_people == 1 else IDLE_MANY), about
    return (UNSERVED if found.days is None else BACKLOG), about


def named(tags: str) -> str:
    """Languages by their English names; a tag that nobody knows stays one."""
    return ", ".join(_name(tag) for tag in tags.split(", ") if tag)


def _name(tag: str) -> str:
    try:
        return str(get_language_info(tag.lower())["name"])
    except KeyError:
        return tag


def _days(days: float | None) -> str:
    """One digit behind the point where it says something."""
    if days is None:
        return ""
    return f"{days:,.0f}" if days >= 10 or round(days, 1) == round(days) else f"{days:.1f}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
