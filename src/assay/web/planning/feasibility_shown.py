"""Feasibility as its pages show it: the verdict, markets, gaps in words, what each run before said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.kit.money import MICRO
from assay.people.models import Market
from assay.planning.enums import Channel
from assay.planning.models import FeasibilityRun
from assay.planning.queries.feasibility import Feasibility, read
from assay.planning.rules.feasibility import Amount, Estimate, MarketEstimate
from assay.planning.rules.standards import Measured
from assay.planning.rules.suitability import ORDER, SENTENCES
from assay.stats.sampling import Share, wilson
from assay.web.planning.feasibility_words import CHANNELS, SIMILARITIES, TIMINGS
from assay.web.templatetags.figures import count, rounded


@dataclass(frozen=True, slots=True)
class ShownMarket:
    place: str
    n_items: int
    n_people: int
    people: str
    needed: str
    n_missing: int
    pace: str
    pace_of: str
    accuracy: Share
    hours_per_week: str
    hours: str
    p80: str
    others: str
    cost: str
    sites: str


@dataclass(frozen=True, slots=True)
class ShownReason:
    """`effect` is +2, −1, or that the channel is ruled out."""

    channel: str
    effect: str
    sentence: str
    is_against: bool


@dataclass(frozen=True, slots=True)
class ShownRun:
    number: int
    uid: UUID
    made_at: datetime
    by: str
    verdict: str
    timing: str
    tone: str
    p80: str
    slip: str
    n_missing: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One run. `points` are (channel, points or None where it is ruled out, is the verdict)."""

    found: Feasibility
    verdict: str
    is_overruled: bool
    timing: str
    tone: str
    p80: str
    others: str
    deadline: str
    n_missing: int
    gaps: list[str]
    cost: str
    cost_detail: str
    markets: list[ShownMarket]
    points: list[tuple[str, str, bool]]
    reasons: list[ShownReason]


def shown(found: Feasibility) -> Shown:
    estimate = found.estimate
    timing, tone = TIMINGS[estimate.timing]
    names = dict(
        Market.objects.filter(code__in=[each.market for each in estimate.markets]).values_list("code", "name")
    )
    return Shown(
        found=found,
        verdict=verdict_of(found.channel),
        is_overruled=found.overruling is not None,
        timing=_(timing),
        tone=tone,
        p80=day_text(estimate.dates.p80),
        others=_others(estimate.dates.p50, estimate.dates.p95),
        deadline=date_format(estimate.deadline_on, "SHORT_DATE_FORMAT") if estimate.deadline_on else "",
        n_missing=sum(each.n_missing for each in estimate.markets),
        gaps=list(gaps_of(estimate, names)),
        cost=cost_text(estimate.cost, estimate.currency) or _("no rate given"),
        cost_detail=_cost_detail(estimate),
        markets=[_market(each, names.get(each.market, ""), estimate.currency) for each in estimate.markets],
        points=_points(found),
        reasons=[
            ShownReason(
                _(CHANNELS[each.channel]),
                _("ruled out") if each.points is None else _signed(each.points),
                _(SENTENCES[each.rule]).format_map(each.about),
                each.points is None or each.points < 0,
            )
            for each in found.suitability.because
        ],
    )


def runs_shown(runs: Sequence[FeasibilityRun]) -> list[ShownRun]:
    """Newest first, each against the one before it."""
    found = [read(run) for run in runs]
    befores = [*found[1:], None][: len(found)]
    return [_run(each, before) for each, before in zip(found, befores, strict=True)]


def verdict_of(channel: Channel | None) -> str:
    return _(CHANNELS[channel]) if channel else _("None suits")


def day_text(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def gaps_of(estimate: Estimate, names: dict[str, str]) -> Iterator[str]:
    """What is missing, market by market, in words with numbers."""
    for each in estimate.markets:
        place = f"{each.market} · {names.get(each.market, '')}"
        if each.n_missing:
            yield _("%(place)s: %(n)s of %(all)s people needed") % {
                "place": place,
                "n": count(each.n_people),
                "all": count(each.n_needed),
            }
        elif not each.n_people:
            yield _("%(place)s: nobody could do it yet") % {"place": place}
        elif each.n_needed is None:
            yield _("%(place)s: too little was measured to say how many are needed") % {"place": place}


def cost_text(cost: Amount | None, currency: str) -> str:
    """From the fast to the slow end; empty without a rate."""
    if cost is None:
        return ""
    low, high = (rounded(each / MICRO, 0) for each in (cost.low, cost.high))
    return f"{low} {currency}" if low == high else f"{low}–{high} {currency}"


def _cost_detail(estimate: Estimate) -> str:
    n = estimate.n_without_rate
    if estimate.cost is None:
        return _("give what an hour costs per market")
    if n:
        said = ngettext("%(n)s market has no rate", "%(n)s markets have no rate", n)
        return said % {"n": count(n)}
    return _("expected: %(cost)s") % {"cost": rounded(estimate.cost.value / MICRO, 0)}


def _market(each: MarketEstimate, name: str, currency: str) -> ShownMarket:
    people = _("%(busy)s busy, %(idle)s idle, %(vendors)s of vendors") % {
        "busy": count(each.n_busy),
        "idle": count(each.n_idle),
        "vendors": count(each.n_of_vendors),
    }
    of_others = _("measured on other people") if each.is_fallback else ""
    pace_of = [_(SIMILARITIES[each.similarity])]
    if each.seconds:
        pace_of += [_interval(each.per_hour, each.seconds), of_others]
    k = round(each.accuracy.value * each.accuracy.n) if each.accuracy else 0
    weekly = each.hours_per_week
    return ShownMarket(
        place=f"{each.market} · {name}",
        n_items=each.n_items,
        n_people=each.n_people,
        people=people,
        needed="–" if each.n_needed is None else count(each.n_needed),
        n_missing=each.n_missing,
        pace="–" if each.per_hour is None else rounded(each.per_hour, 0),
        pace_of=" · ".join(part for part in pace_of if part),
        accuracy=wilson(k, each.accuracy.n if each.accuracy else 0),
        hours_per_week="–" if weekly is None else rounded(weekly.value, 1),
        hours="–" if each.hours is None else rounded(each.hours + each.review_hours, 0),
        p80=day_text(each.dates.p80),
        others=_others(each.dates.p50, each.dates.p95),
        cost=cost_text(each.cost, currency) or _("no rate given"),
        sites=", ".join(f"{site.name} {count(site.n_people)}" for site in each.sites),
    )


def _interval(per_hour: float | None, seconds: Measured) -> str:
    """Of judgments per hour: slow is few, so the ends change places."""
    if per_hour is None or seconds.low is None or seconds.high is None:
        return _("n = %(n)s") % {"n": count(seconds.n)}
    low, high = rounded(3600 / seconds.high, 0), rounded(3600 / seconds.low, 0) if seconds.low else "∞"
    return _("n = %(n)s · 95 %%: %(low)s–%(high)s") % {"n": count(seconds.n), "low": low, "high": high}


def _others(p50: date | None, p95: date | None) -> str:
    return _("50 %%: %(half)s · 95 %%: %(most)s") % {"half": day_text(p50), "most": day_text(p95)}


def _points(found: Feasibility) -> list[tuple[str, str, bool]]:
    points = found.suitability.points
    return [
        (
            _(CHANNELS[each]),
            _signed(points[each]) if each in points else _("ruled out"),
            each == found.channel,
        )
        for each in ORDER
    ]


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−") if points else "0"


def _run(found: Feasibility, before: Feasibility | None) -> ShownRun:
    timing, tone = TIMINGS[found.estimate.timing]
    run, p80 = found.run, found.estimate.dates.p80
    return ShownRun(
        number=run.number,
        uid=run.uid,
        made_at=run.made_at,
        by=run.made_by.name if run.made_by else "Assay",
        verdict=verdict_of(found.channel),
        timing=_(timing),
        tone=tone,
        p80=day_text(p80),
        slip=_slip(p80, before.estimate.dates.p80 if before else None),
        n_missing=sum(each.n_missing for each in found.estimate.markets),
    )


def _slip(now_on: date | None, before_on: date | None) -> str:
    """How much later than the run before said; empty where one of them said nothing."""
    if now_on is None or before_on is None:
        return ""
    n = (now_on - before_on).days
    if n == 0:
        return _("as before")
    said = (
        ngettext("%(n)s day later", "%(n)s days later", n)
        if n > 0
        else ngettext("%(n)s day earlier", "%(n)s days earlier", -n)
    )
    return said % {"n": count(abs(n))}
