"""The form of a plan: weeks and volumes as a grid, milestones as rows, assumptions in the units people think in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from assay.kit.money import micro_of
from assay.people.models import User
from assay.planning.enums import Metric, MilestoneKind
from assay.planning.models import PlanVersion
from assay.planning.queries.plans import assumptions_of, milestones_of, review_share_of, volumes_of
from assay.planning.queries.progress import monday_of
from assay.planning.queries.standing import values_of
from assay.planning.rules.plans import Budget, Milestone, is_of_our_time
from assay.planning.rules.staffing import Assumptions, Need, Volume
from assay.projects.models import Project, Stage
from assay.web.planning import words
from assay.web.planning.standard_form import day_of

N_WEEKS, MOST_WEEKS, N_OWN, MOST_MILESTONES = 8, 52, 2, 200
NAMES = tuple(each.name for each in fields(Assumptions))
# Weeks from the first one until each milestone is due, where nothing was planned yet.
USUAL = {
    MilestoneKind.GUIDELINE_READY: 0,
    MilestoneKind.CALIBRATION_PASSED: 1,
    MilestoneKind.PILOT_ACCEPTED: 2,
    MilestoneKind.RAMP: 3,
    MilestoneKind.FULL_SPEED: 4,
    MilestoneKind.FINAL_DELIVERY: 8,
}


@dataclass(frozen=True, slots=True)
class AskedAssumption:
    name: str
    label: str
    hint: str
    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AskedMilestone:
    nth: int
    key: str
    name: str
    due_on: str
    owner: str


@dataclass(frozen=True, slots=True)
class AskedMarket:
    """One line of the grid: (name of the field, what stands in it) per week."""

    market: str
    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AskedPeople:
    """One line of people: (name of the field, what was set by hand, what is reckoned) per week, and why."""

    market: str
    label: str
    cells: tuple[tuple[str, str, str], ...]
    reason_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything the form says."""

    volumes: tuple[Volume, ...]
    milestones: tuple[Milestone, ...]
    assumptions: Assumptions
    budget: Budget | None
    first_on: date
    n_weeks: int
    reason: str


def usual(project: Project, stage: Stage, now_on: date, measured: Mapping[Metric, float]) -> Asked:
    """What a first plan begins with: shares of the stage and the review plan, and the measured handling time."""
    given = Assumptions(overlap=float(stage.overlap), gold_share=stage.gold_share)
    if seconds := measured.get(Metric.HANDLING_TIME):
        given = replace(given, handling_seconds=round(seconds, 1), review_seconds=round(seconds, 1))
    if (share := review_share_of(project)) is not None:
        given = replace(given, review_share=round(share, 3))
    first_on = monday_of(now_on)
    milestones = tuple(
        Milestone(
            kind.value, kind.value, _(words.MILESTONES[kind]), _friday(first_on, weeks), project.owner_id
        )
        for kind, weeks in USUAL.items()
    )
    return Asked((), milestones, given, None, first_on, N_WEEKS, "")


def stored(version: PlanVersion) -> Asked:
    """The plan in force, to be changed."""
    volumes = tuple(volumes_of(version))
    weeks = sorted({volume.week_on for volume in volumes}) or [monday_of(version.published_at.date())]
    milestones = tuple(
        Milestone(each.key, each.kind, each.name, each.due_on, each.owner_id)
        for each in milestones_of(version)
    )
    budget = None
    if version.budget_micros is not None:
        budget = Budget(version.budget_micros, version.currency)
    n_weeks = (weeks[-1] - weeks[0]).days // 7 + 1
    return Asked(volumes, milestones, assumptions_of(version), budget, weeks[0], n_weeks, "")


def typed(posted: QueryDict, markets: Sequence[str], people: Sequence[User]) -> Asked:
    """What was typed; what is no number becomes one that the rules refuse."""
    first_on = _first_on(posted.get("first_on", ""))
    n_weeks = min(max(_whole(posted.get("n_weeks", "")) or 1, 1), MOST_WEEKS)
    amount, currency = _text(posted, "budget"), _text(posted, "currency").upper()
    return Asked(
        volumes=tuple(_volumes(posted, markets, first_on, n_weeks)),
        milestones=tuple(_milestones(posted, {str(each.uid): each.pk for each in people})),
        assumptions=Assumptions(**{name: _assumption(name, posted.get(name, "")) for name in NAMES}),
        budget=Budget(micro_of(amount) or 0, currency) if amount or currency else None,
        first_on=first_on,
        n_weeks=n_weeks,
        reason=_text(posted, "reason"),
    )


def asked_assumptions(asked: Asked, problems: Mapping[str, str]) -> list[AskedAssumption]:
    return [
        AskedAssumption(
            name,
            _(label),
            _(hint) if hint else "",
            f"{getattr(asked.assumptions, name) * (100 if name in words.PERCENT else 1):g}",
            problems.get(name, ""),
        )
        for name, (label, hint) in words.ASSUMPTIONS.items()
    ]


def asked_milestones(asked: Asked, people: Sequence[User]) -> list[AskedMilestone]:
    """Those there are, and a few empty lines for more."""
    uids = {person.pk: str(person.uid) for person in people}
    rows = [
        AskedMilestone(nth, each.key, each.name, each.due_on.isoformat(), uids.get(each.owner_id or 0, ""))
        for nth, each in enumerate(asked.milestones)
    ]
    begin = len(rows)
    return [*rows, *(AskedMilestone(begin + nth, "", "", "", "") for nth in range(N_OWN))]


def grid(asked: Asked, markets: Sequence[str]) -> list[AskedMarket]:
    planned = {(volume.market, volume.week_on): volume.n_tasks for volume in asked.volumes}
    return [
        AskedMarket(
            market,
            market or _("Tasks"),
            tuple(
                (f"n_{market}_{nth}", str(planned.get((market, week_on), "")))
                for nth, week_on in enumerate(weeks_of(asked))
            ),
        )
        for market in markets or [""]
    ]


def people_grid(asked: Asked, markets: Sequence[str], needs: Sequence[Need]) -> list[AskedPeople]:
    """People set by hand, with what is reckoned where that is known."""
    by_hand = {(each.market, each.week_on): each for each in asked.volumes if each.n_people is not None}
    reckoned = {(need.market, need.week_on): need.n_reckoned for need in needs}
    return [
        AskedPeople(
            market,
            market or _("People"),
            tuple(
                (
                    f"p_{market}_{nth}",
                    str(each.n_people) if (each := by_hand.get((market, week_on))) else "",
                    str(reckoned.get((market, week_on), "")),
                )
                for nth, week_on in enumerate(weeks_of(asked))
            ),
            f"why_{market}",
            next((each.people_reason for (of, _on), each in by_hand.items() if of == market), ""),
        )
        for market in markets or [""]
    ]


def weeks_of(asked: Asked) -> list[date]:
    return [asked.first_on + timedelta(weeks=nth) for nth in range(asked.n_weeks)]


def measured_now(project: Project, now: datetime) -> Mapping[Metric, float]:
    return {metric: each.value for metric, each in values_of(project, now=now).items()}


def _volumes(posted: QueryDict, markets: Sequence[str], first_on: date, n_weeks: int) -> Iterator[Volume]:
    for market in markets or [""]:
        for nth in range(n_weeks):
            text = _digits(posted.get(f"n_{market}_{nth}", ""))
            people = _digits(posted.get(f"p_{market}_{nth}", ""))
            if text or people:
                yield Volume(
                    first_on + timedelta(weeks=nth),
                    market,
                    _whole(text) if text else 0,
                    _whole(people) if people else None,
                    posted.get(f"why_{market}", "").strip().replace("\0", "")[:500] if people else "",
                )


def _milestones(posted: QueryDict, owners: Mapping[str, int]) -> Iterator[Milestone]:
    """A line without a name and a date is none; a new one gets a key from its place."""
    taken = {posted.get(name, "") for name in posted if name.startswith("key_")}
    kinds = set(MilestoneKind.values)
    for nth in range(min(_whole(posted.get("n_milestones", "")), MOST_MILESTONES)):
        name, due = _text(posted, f"name_{nth}"), _text(posted, f"due_{nth}")
        if not name and not due:
            continue
        key = _text(posted, f"key_{nth}")[:40] or _free_key(nth, taken)
        kind = key if key in kinds else MilestoneKind.OWN.value
        yield Milestone(
            key, kind, name if due else "", day_of(due), owners.get(posted.get(f"owner_{nth}", ""))
        )


def _first_on(text: str) -> date:
    """A day from which weeks can be counted; the rules refuse the others."""
    found = day_of(text)
    return found if is_of_our_time(found) else date.min


def _text(posted: QueryDict, name: str) -> str:
    return posted.get(name, "").strip().replace("\0", "")


def _free_key(nth: int, taken: set[str]) -> str:
    while f"own-{nth}" in taken:
        nth += 1
    taken.add(f"own-{nth}")
    return f"own-{nth}"


def _assumption(name: str, text: str) -> float:
    found = _number(text)
    return round(found / 100, 9) if name in words.PERCENT else found


def _number(text: str) -> float:
    """What is none is below every limit."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return -1.0
    return found if abs(found) < 1e12 else -1.0  # What is not a number is not below it, either.


def _digits(text: str) -> str:
    return text.strip().replace(",", "").replace(" ", "")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


def _friday(first_on: date, weeks: int) -> date:
    return first_on + timedelta(weeks=weeks, days=4)
