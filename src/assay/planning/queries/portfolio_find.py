"""Narrowing and ordering a portfolio, and its rows as figures: the same for page, API, command line and CSV."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assay.planning.enums import Aspect, Status
from assay.planning.queries.portfolio import Entry
from assay.planning.rules.health import ORDER

# Of all aspects: something is missed, something is at risk but nothing missed, or neither.
TROUBLED, WATCHED, CALM = "troubled", "watched", "calm"
HEALTHS = (TROUBLED, WATCHED, CALM)
SORTS = ("name", "health", "next", "attainment", "owner")
COLUMNS = (
    *("name", "kind", "phase", "segment", "markets", "owner", "request_state", "next_on", "deadline_on"),
    *("on_time", "on_quality", "on_budget", "risk", "plan_attainment", "n_due", "n_done", "n_planned"),
    *("n_milestones_overdue", "n_standards_met", "n_standards_at_risk", "n_standards_missed"),
    *(
        "n_risks_fired",
        "n_risks_high",
        "n_risks",
        "budget_micros",
        "spent_micros",
        "forecast_micros",
        "currency",
        "uid",
    ),
)
FAR = date.max


class Wanted(NamedTuple):
    """What is empty narrows nothing; `owner` is a user's uid."""

    segment: str = ""
    market: str = ""
    owner: str = ""
    phase: str = ""
    health: str = ""
    sort: str = "name"

    @property
    def is_empty(self) -> bool:
        return not any(self[:5])


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to narrow by."""

    segments: tuple[str, ...]
    markets: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]


def choices_of(entries: Iterable[Entry]) -> Choices:
    found = list(entries)
    owners = {(each.owner.name, str(each.owner.uid)) for each in found if each.owner}
    return Choices(
        tuple(sorted({each.segment for each in found if each.segment})),
        tuple(sorted({code for each in found for code in each.markets})),
        tuple((uid, name) for name, uid in sorted(owners)),
    )


def found_in(entries: Sequence[Entry], wanted: Wanted) -> list[Entry]:
    """Those that fit, in the order asked for; what is equal stays in the order of names."""
    fitting = [each for each in entries if _fits(each, wanted)]
    return sorted(fitting, key=_KEYS.get(wanted.sort, _by_name))


def health_of(entry: Entry) -> str:
    """Empty where there is nothing to tell."""
    statuses = set(entry.health.statuses.values())
    if Status.MISSED in statuses:
        return TROUBLED
    if Status.AT_RISK in statuses:
        return WATCHED
    return CALM if Status.MET in statuses else ""


def _fits(entry: Entry, wanted: Wanted) -> bool:
    return (
        wanted.segment in ("", entry.segment)
        and (not wanted.market or wanted.market in entry.markets)
        and (not wanted.owner or (entry.owner is not None and str(entry.owner.uid) == wanted.owner))
        and wanted.phase in ("", entry.phase.value)
        and wanted.health in ("", health_of(entry))
    )


def _by_name(entry: Entry) -> tuple[str, str]:
    return (entry.name.casefold(), str(entry.uid))


def _by_health(entry: Entry) -> tuple[int, ...]:
    """Most missed first, then most at risk."""
    statuses = list(entry.health.statuses.values())
    return tuple(-statuses.count(each) for each in ORDER[:2])


def _by_attainment(entry: Entry) -> tuple[bool, float]:
    """Furthest behind first; without a figure last."""
    attained = entry.health.attained
    return (attained is None, attained.value if attained else 0.0)


_KEYS: Mapping[str, Callable[[Entry], tuple[object, ...]]] = {
    "name": _by_name,
    "health": lambda entry: (*_by_health(entry), *_by_name(entry)),
    "next": lambda entry: (entry.next_on or FAR, *_by_name(entry)),
    "attainment": lambda entry: (*_by_attainment(entry), *_by_name(entry)),
    "owner": lambda entry: (entry.owner.name.casefold() if entry.owner else "\uffff", *_by_name(entry)),
}


def row_of(entry: Entry) -> dict[str, object]:
    """Every column; None for what is not known, or not for this person."""
    health, schedule = entry.health, entry.schedule
    standards = list((health.standards or {}).values())
    sees_answers = health.standards is not None
    version = schedule.version if schedule else None
    return {
        **_plain(entry),
        "on_time": health.statuses.get(Aspect.TIME),
        "on_quality": health.statuses.get(Aspect.QUALITY),
        "on_budget": health.statuses.get(Aspect.BUDGET),
        "risk": health.statuses.get(Aspect.RISK),
        "plan_attainment": health.attained.value if health.attained else None,
        "n_due": schedule.n_due if schedule else None,
        "n_done": schedule.n_done if schedule else None,
        "n_planned": schedule.n_planned if schedule else None,
        "n_milestones_overdue": len(schedule.overdue) if schedule else None,
        "n_standards_met": standards.count(Status.MET) if sees_answers else None,
        "n_standards_at_risk": standards.count(Status.AT_RISK) if sees_answers else None,
        "n_standards_missed": standards.count(Status.MISSED) if sees_answers else None,
        "n_risks_fired": sum(risk.is_fired for risk in health.risks) if sees_answers else None,
        "n_risks_high": sum(risk.is_high for risk in health.risks) if sees_answers else None,
        "n_risks": len(health.risks) if sees_answers else None,
        "budget_micros": version.budget_micros if version else None,
        "spent_micros": health.spending.spent if health.spending else None,
        "forecast_micros": health.spending.forecast if health.spending else None,
        "currency": version.currency if version else "",
    }


def _plain(entry: Entry) -> dict[str, object]:
    return {
        "uid": str(entry.uid),
        "name": entry.name,
        "kind": "project" if entry.project else "request",
        "phase": entry.phase.value,
        "segment": entry.segment,
        "markets": " ".join(entry.markets),
        "owner": entry.owner.name if entry.owner else "",
        "request_state": entry.request.state if entry.request else "",
        "next_on": entry.next_on,
        "deadline_on": entry.deadline_on,
    }
