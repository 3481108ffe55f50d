"""Scorecards as somebody may see them: all with their ranks, or the own sites without a word of any other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.partners.enums import ScoreMeasure
from assay.partners.models import Scorecard, ScorecardRun, ScorecardTerms
from assay.partners.rules.scorecard import SHIPPED, Term, ranks
from assay.people.models import User, Vendor
from assay.people.queries.scope import scope_of
from assay.people.queries.site_parts import site_parts, whole_vendors
from assay.people.rules.roles import Permission

N_WEEKS = 8
WEEK = timedelta(weeks=1)
# A card is reckoned anew once a day while its week goes on, and once more when it is over.
A_DAY = timedelta(days=1)
# A vendor, perhaps a site of it, perhaps a market at the site.
Place = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Terms:
    """`number` 0 is what Assay ships. A version from before a measure came to be has none of it."""

    number: int
    measures: Mapping[ScoreMeasure, Term]
    version: ScorecardTerms | None


@dataclass(frozen=True, slots=True)
class Row:
    """A card of the newest week with the scores of the weeks before, the oldest first; `rank` for who sees all."""

    card: Scorecard
    trend: Sequence[tuple[date, float | None]]
    rank: int | None


def terms_in_force() -> Terms:
    newest = ScorecardTerms.objects.select_related("published_by").order_by("-number").first()
    if newest is None:
        return Terms(0, SHIPPED, None)
    measures = {
        measure: Term(**newest.measures[measure.value])
        for measure in ScoreMeasure
        if measure.value in newest.measures
    }
    return Terms(newest.number, measures, newest)


def earlier_terms() -> QuerySet[ScorecardTerms]:
    return ScorecardTerms.objects.select_related("published_by").order_by("-number")


def sees_all(user: User) -> bool:
    return scope_of(user, Permission.VIEW_PEOPLE).is_everywhere


def scorecards(user: User) -> list[Row]:
    """Vendors and sites of the newest week that are in sight; four queries however many."""
    newest = ScorecardRun.objects.order_by("-week_on").first()
    if newest is None:
        _require(user)
        return []
    seen = _in_sight(user).filter(run__week_on__gt=newest.week_on - N_WEEKS * WEEK, market=None)
    cards = list(
        seen.select_related("vendor", "site", "market", "run").order_by(
            "vendor__name", "site__name", "run__week_on"
        )
    )
    now = [each for each in cards if each.run_id == newest.pk]
    ranked = _ranks(now) if sees_all(user) else {}
    weeks = _weeks(cards)
    return [Row(each, weeks[_place(each)], ranked.get(each.pk)) for each in now]


def scorecard(user: User, *, vendor: UUID | None = None, site: UUID | None = None) -> tuple[Row, list[Row]]:
    """One vendor's or site's row, and for a site those of its markets; these rank among the sites of the market."""
    newest = ScorecardRun.objects.order_by("-week_on").first()
    place = Q(site__uid=site) if site else Q(vendor__uid=vendor, site=None)
    since = newest.week_on - N_WEEKS * WEEK if newest else None
    cards = list(
        _in_sight(user)
        .filter(place, run__week_on__gt=since)
        .select_related("vendor", "site", "market", "run")
        .order_by("run__week_on", "market__code")
        if newest
        else ()
    )
    now = [each for each in cards if newest and each.run_id == newest.pk]
    whole = next((each for each in now if each.market_id is None), None)
    if whole is None:
        raise NotFound
    markets = [each for each in now if each.market_id]
    ranked = _ranks_in_markets(markets) if markets and sees_all(user) else {}
    weeks = _weeks(cards)
    rows = [Row(each, weeks[_place(each)], ranked.get(each.pk)) for each in markets]
    return Row(whole, weeks[_place(whole)], None), rows


def scorecards_by_market(user: User) -> dict[str, list[Row]]:
    """Per market the sites that work for it, the best first; three queries however many there are."""
    _require(user)
    newest = ScorecardRun.objects.order_by("-week_on").first()
    if newest is None:
        return {}
    since = newest.week_on - N_WEEKS * WEEK
    cards = list(
        _in_sight(user)
        .filter(run__week_on__gt=since, market__isnull=False)
        .select_related("vendor", "site", "market", "run")
        .order_by("market__code", "run__week_on")
    )
    now = [each for each in cards if each.run_id == newest.pk]
    ranked = _ranks_in_markets(now) if now and sees_all(user) else {}
    weeks = _weeks(cards)
    found: dict[str, list[Row]] = {}
    for card in sorted(now, key=lambda each: (each.score is None, -(each.score or 0), str(each.site))):
        row = Row(card, weeks[_place(card)], ranked.get(card.pk))
        found.setdefault(card.market.code if card.market else "", []).append(row)
    return dict(sorted(found.items()))


def cards_of_week(user: User, vendors: Sequence[Vendor], week_on: date) -> list[Scorecard]:
    """Of vendors and their sites, as far as they are in sight: each vendor's own first."""
    found = _in_sight(user).filter(run__week_on=week_on, vendor__in=vendors, market=None)
    return list(
        found.select_related("vendor", "site", "run").order_by(
            "vendor__name", F("site__name").asc(nulls_first=True), "pk"
        )
    )


def week_due(now: datetime) -> date | None:
    """The Monday of the oldest of the last weeks that has no cards yet, or only such as are out of date."""
    this = now.date() - timedelta(days=now.weekday())
    mondays = [this - nth * WEEK for nth in range(N_WEEKS - 1, -1, -1)]
    done = dict(ScorecardRun.objects.filter(week_on__in=mondays).values_list("week_on", "computed_at"))
    for monday in mondays:
        computed_at = done.get(monday)
        is_over = monday < this
        if computed_at is None or (is_over and computed_at < end_of(monday)):
            return monday
        if not is_over and computed_at < now - A_DAY:
            return monday
    return None


def end_of(monday: date) -> datetime:
    """Of a week, in UTC: sites of all time zones are counted over the same stretch."""
    return datetime.fromisoformat(f"{monday + WEEK}T00:00:00+00:00")


def _require(user: User) -> None:
    if scope_of(user, Permission.VIEW_PEOPLE).is_empty:
        raise NotFound


def _in_sight(user: User) -> QuerySet[Scorecard]:
    """A vendor's card is for who sees all of the vendor; a lead of one team sees that of no site."""
    _require(user)
    if sees_all(user):
        return Scorecard.objects.all()
    sites = [each.site.pk for each in site_parts(user) if each.team is None]
    return Scorecard.objects.filter(Q(site__in=sites) | Q(site=None, vendor__in=whole_vendors(user)))


def _place(of: Scorecard) -> Place:
    return of.vendor_id, of.site_id, of.market_id


def _weeks(cards: Iterable[Scorecard]) -> Mapping[Place, Sequence[tuple[date, float | None]]]:
    """What each vendor, site and market scored, in the order of the cards."""
    found: dict[Place, list[tuple[date, float | None]]] = {}
    for each in cards:
        found.setdefault(_place(each), []).append((each.run.week_on, each.score))
    return found


def _ranks_in_markets(cards: Sequence[Scorecard]) -> dict[int, int | None]:
    """Of one run's cards of a site: where each stands among all sites that work for its market; one query."""
    found: dict[int, int | None] = {}
    among = Scorecard.objects.filter(
        run=cards[0].run_id, market__in=[each.market_id for each in cards], site__isnull=False
    )
    scores: dict[int | None, list[tuple[int, float | None]]] = {}
    for market, card, score in among.values_list("market", "pk", "score"):
        scores.setdefault(market, []).append((card, score))
    for group in scores.values():
        placed = ranks([score for _card, score in group])
        found |= {card: rank for (card, _score), rank in zip(group, placed, strict=True)}
    return found


def _ranks(cards: Sequence[Scorecard]) -> dict[int, int | None]:
    """Sites among sites, vendors among vendors."""
    found: dict[int, int | None] = {}
    for group in (
        [each for each in cards if each.site_id is None],
        [each for each in cards if each.site_id is not None],
    ):
        found |= dict(zip((each.pk for each in group), ranks([each.score for each in group]), strict=True))
    return found
