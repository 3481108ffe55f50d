"""Load per market as its table shows it: bars of one scale."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assay.planning.queries.portfolio_load import Load, MarketLoad
from assay.web.templatetags.figures import percent


@dataclass(frozen=True, slots=True)
class ShownMarket:
    """`most` is the longest bar of the table, so that markets can be compared."""

    name: str
    hours: tuple[float, ...]
    peak: float
    worked: float | None
    n_worked: int
    n_needed: int
    n_people: int
    n_projects: int
    load: str
    state: str
    tone: str
    most: float


@dataclass(frozen=True, slots=True)
class ShownLoad:
    weeks: tuple[date, ...]
    rows: tuple[ShownMarket, ...]


def shown_load(load: Load) -> ShownLoad:
    most = max((max(each.peak_hours, each.hours_worked or 0) for each in load.markets), default=0) or 1
    return ShownLoad(load.weeks, tuple(_market(each, most) for each in load.markets))


def _market(market: MarketLoad, most: float) -> ShownMarket:
    state, tone = _state(market)
    return ShownMarket(
        name=market.market or _("without a market"),
        hours=market.hours_needed,
        peak=market.peak_hours,
        worked=market.hours_worked,
        n_worked=market.worked.n_people if market.worked else 0,
        n_needed=max(market.people_needed),
        n_people=market.n_people,
        n_projects=market.n_projects,
        load=percent(market.load, 0) if market.load else "–",
        state=state,
        tone=tone,
        most=most,
    )


def _state(market: MarketLoad) -> tuple[str, str]:
    """More people than there are is worse than more hours than were worked: those can be worked by people who wait."""
    if not market.peak_hours:
        return _("Nothing planned"), ""
    if max(market.people_needed) > market.n_people:
        return _("People missing"), "bad"
    if market.load is None:
        return _("Not measured"), ""
    return (_("More than now"), "warn") if market.load > 1 else (_("Covered"), "good")
