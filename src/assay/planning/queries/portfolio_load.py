"""Load per market against capacity: hours that plans in force need, hours that are worked, people there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from django.db.models import Count, F, Q

from assay.kit.clock import working_day
from assay.people.enums import Standing
from assay.planning.enums import Phase
from assay.planning.queries.plans import WEEK, assumptions_of
from assay.planning.queries.portfolio import Entry
from assay.planning.queries.progress import monday_of
from assay.planning.rules.staffing import Need, need_of
from assay.projects.queries.staffing import memberships_in_force
from assay.work.queries.market_hours import MarketHours, market_hours

N_WEEKS = 4
RUNNING = frozenset({Phase.SET_UP, Phase.AT_WORK, Phase.PAUSED})


@dataclass(frozen=True, slots=True)
class MarketLoad:
    """`hours_needed` and `people_needed` by week from this one on.

    `worked` is of the last whole weeks, None if nobody worked. Projects that serve no market are one without a code.
    """

    market: str
    hours_needed: tuple[float, ...]
    people_needed: tuple[int, ...]
    worked: MarketHours | None
    n_people: int
    n_projects: int

    @property
    def hours_worked(self) -> float | None:
        """A week, as a mean."""
        return self.worked.hours / N_WEEKS if self.worked else None

    @property
    def peak_hours(self) -> float:
        return max(self.hours_needed)

    @property
    def load(self) -> float | None:
        """The fullest week over what was worked a week; None where nothing was."""
        return self.peak_hours / self.hours_worked if self.hours_worked else None


@dataclass(frozen=True, slots=True)
class Load:
    weeks: tuple[date, ...]
    markets: tuple[MarketLoad, ...]


def load_of(entries: Sequence[Entry], now: datetime) -> Load:
    """Of the projects that are not over; every market that is planned or worked in."""
    running = [each for each in entries if each.project is not None and each.phase in RUNNING]
    monday = monday_of(working_day(now, "UTC"))
    weeks = tuple(monday + nth * WEEK for nth in range(N_WEEKS))
    pks = [each.project.pk for each in running if each.project is not None]
    worked = market_hours(pks, monday - N_WEEKS * WEEK, monday)
    people = _people(pks)
    needs, n_projects = _needs(running, weeks)
    return Load(
        weeks,
        tuple(
            MarketLoad(
                market,
                tuple(sum(need.hours for need in needs[market, week]) for week in weeks),
                tuple(ceil(sum(need.people for need in needs[market, week]) - 1e-9) for week in weeks),
                worked.get(market),
                people.get(market, 0),
                n_projects.get(market, 0),
            )
            for market in sorted({*n_projects, *worked})
        ),
    )


def _needs(
    running: Sequence[Entry], weeks: Sequence[date]
) -> tuple[Mapping[tuple[str, date], list[Need]], Mapping[str, int]]:
    """By market and week; and how many projects plan with the market in these weeks."""
    found: dict[tuple[str, date], list[Need]] = defaultdict(list)
    planning: dict[str, set[int]] = defaultdict(set)
    for entry in running:
        if entry.schedule is None:
            continue
        given = assumptions_of(entry.schedule.version)
        for volume in entry.schedule.volumes:
            if volume.week_on in weeks and volume.n_tasks:
                found[volume.market, volume.week_on].append(need_of(volume, given))
                planning[volume.market].add(entry.schedule.version.project_id)
    return found, {market: len(projects) for market, projects in planning.items()}


def _people(project_ids: Sequence[int]) -> dict[str, int]:
    """Members who may work, by market they serve together with the project; '' of projects that serve none."""
    may_work = Q(contributor__standing__in=(Standing.ACTIVE, Standing.PROBATION))
    members = memberships_in_force(project_ids).filter(may_work)
    nowhere = members.filter(project__markets=None).aggregate(n=Count("contributor", distinct=True))["n"]
    serving = members.filter(project__markets__market=F("contributor__markets__market"))
    counted = serving.values_list("project__markets__market__code").annotate(
        n=Count("contributor", distinct=True)
    )
    return {"": nowhere, **dict(counted.order_by())}
