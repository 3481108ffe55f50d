"""What the talent pool will give against what open projects need, by market; and how many to recruit where."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from assay.people.models import User
from assay.planning.queries.allocating import cells_of
from assay.planning.rules.recruits import Ask, Coming, Lack, Outlook, asks, known
from assay.recruiting.models import Campaign
from assay.recruiting.queries.campaigns import markets_in_sight, visible_campaigns
from assay.recruiting.queries.funnel import funnel_of, ways_by_market
from assay.recruiting.queries.leaving import EVERYWHERE, leaving
from assay.recruiting.queries.pool_hours import pool_hours
from assay.recruiting.rules.funnel import TIME_DAYS, Funnel, FunnelStep, Way
from assay.recruiting.rules.pipeline import OnTheWay, on_the_way
from assay.stats.sampling import Share, wilson

# So far the need is looked at, and so long an applicant has had time to become productive.
N_WEEKS = TIME_DAYS // 7


@dataclass(frozen=True, slots=True)
class Forecast:
    """`is_own`: the conversions are those of the market itself, else those of all markets in sight."""

    lack: Lack
    asks: tuple[Ask, ...]
    is_own: bool


def forecasts(user: User, *, now: datetime) -> list[Forecast]:
    """Of markets in the sight of who sees recruiting, the shortest of hours first."""
    campaigns, reach = visible_campaigns(user), markets_in_sight(user)
    hours, everywhere, outlooks = pool_hours(), _conversions(campaigns, now), _Outlooks(campaigns, reach, now)
    found = []
    for market, need in needs(now).items():
        if reach is not None and market not in reach:
            continue
        pool = hours.get(market)
        lack = Lack(
            market,
            need,
            pool.hours if pool else 0.0,
            pool.n_at_work if pool else 0,
            pool.hours_each if pool else None,
            outlooks.of(market),
        )
        found.append(_forecast(lack, campaigns.filter(market__code=market), everywhere, now))
    return sorted(found, key=lambda each: (each.lack.later.value - each.lack.need, each.lack.market))


def needs(now: datetime) -> dict[str, float]:
    """Hours a week that open projects need, by market: the mean of the coming four weeks."""
    monday = _next_monday(now.date())
    found: dict[str, float] = {}
    for nth in range(N_WEEKS):
        for cell in cells_of(monday + nth * timedelta(days=7), now):
            if cell.market:
                found[cell.market] = found.get(cell.market, 0.0) + cell.hours / N_WEEKS
    return found


class _Outlooks:
    """Who leaves and who is on the way: each read once, for all markets in sight."""

    def __init__(self, campaigns: QuerySet[Campaign], reach: frozenset[str] | None, now: datetime) -> None:
        self._leaving = leaving(reach, today=now.date())
        self._ways: dict[str, list[Way]] = {}
        for way in ways_by_market(campaigns, now=now):
            self._ways.setdefault(way.group, []).append(way)
        every = on_the_way(way for ways in self._ways.values() for way in ways)
        self._everywhere = {each.step: each.became for each in every}

    def of(self, market: str) -> Outlook:
        left, is_own = known(self._leaving.get(market), self._leaving.get(EVERYWHERE))
        steps = on_the_way(self._ways.get(market, ()))
        return Outlook(N_WEEKS, left, is_own, tuple(self._coming(each) for each in steps if each.n))

    def _coming(self, each: OnTheWay) -> Coming:
        return Coming(each.step, each.n, *known(each.became, self._everywhere.get(each.step)))


def _forecast(
    lack: Lack, own: QuerySet[Campaign], everywhere: dict[str, tuple[bool, Share]], now: datetime
) -> Forecast:
    if not lack.n_people:
        return Forecast(lack, (), is_own=True)
    if found := asks(lack.n_people, _conversions(own, now)):
        return Forecast(lack, tuple(found), is_own=True)
    return Forecast(lack, tuple(asks(lack.n_people, everywhere)), is_own=False)


def _conversions(campaigns: QuerySet[Campaign], now: datetime) -> dict[str, tuple[bool, Share]]:
    """How many become productive, by channel: of the invited where that is known, else of who applied."""
    return {each.group: _productive(each) for each in funnel_of(campaigns, by="channel", now=now)}


def _productive(found: Funnel) -> tuple[bool, Share]:
    n, n_invited = found.n_of(FunnelStep.PRODUCTIVE), found.n_of(FunnelStep.INVITED)
    is_known = any(each.step == FunnelStep.APPLIED and each.of_before for each in found.steps)
    if is_known and found.n_of(FunnelStep.APPLIED) <= n_invited:
        return True, wilson(n, n_invited)
    return False, wilson(n, found.n_of(FunnelStep.APPLIED))


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())
