"""Scorecards of two vendors with a site each: counted by hand, and nobody sees or infers the other one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.scorecards import publish_terms, reckon_week
from assay.partners.enums import ScoreMeasure as M
from assay.partners.models import Scorecard, ScorecardRun, ScorecardTerms
from assay.partners.queries.scorecards import (
    N_WEEKS,
    end_of,
    scorecard,
    scorecards,
    scorecards_by_market,
    week_due,
)
from assay.partners.rules.scorecard import SHIPPED, Term
from assay.people.actions.contributors import change_standing
from assay.people.enums import Role, Standing
from assay.people.models import Contributor, Market, Site, TimeSheet
from assay.quality.models import Review
from tests.people.cast import contributor
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db
AT = now()
MONDAY = AT.date() - timedelta(days=AT.weekday())
House = tuple[World, Site, Site]


@pytest.fixture
def house() -> House:
    world, lisbon, cairo, _lot = two_sites()
    return world, lisbon, cairo


def card(site: Site) -> Scorecard:
    return Scorecard.objects.filter(site=site, market=None).latest("run__week_on")


def figure(site: Site, measure: M) -> tuple[float | None, int]:
    found = card(site).figures[measure.value]
    return found["value"], found["n"]


def test_reviews_are_counted_where_the_work_was_done(house: House) -> None:
    _world, lisbon, cairo = house
    reckon_week(MONDAY, now=now())

    reviews = Review.objects.filter(tier="client")
    for site in (lisbon, cairo):
        here = reviews.filter(item__site=site)
        n_good = here.exclude(errors__severity__in=["critical", "major"]).count()
        assert figure(site, M.QUALITY) == (n_good / here.count(), here.count())
        assert figure(site, M.CRITICAL)[1] == here.count()
    vendors = Scorecard.objects.filter(site=None)
    assert {each.vendor.name: each.figures["quality"]["n"] for each in vendors} == {
        each.vendor.name: reviews.filter(item__site=each).count() for each in (lisbon, cairo)
    }


def test_who_left_and_which_hours_were_kept(house: House) -> None:
    world, lisbon, cairo = house
    old = now() - timedelta(days=40)
    Contributor.objects.all().update(created_at=old)
    team = lisbon.teams.get()
    gone, _new = contributor("Gone", now=old, team=team), contributor("New", now=now(), team=team)
    change_standing(None, contributor=gone, standing=Standing.OFF_BOARDED, reason="Moved.", now=now())
    day = (now() - timedelta(days=3)).date()
    for nth, kept in enumerate((8 * 3600, 4 * 3600)):
        TimeSheet.objects.create(
            contributor=world.people[0], site=lisbon, day_on=day - timedelta(days=nth), kinds=["work"],
            seconds=[kept], paid_seconds=kept, shift_seconds=8 * 3600, kept_seconds=kept,
            approved_at=now(), approved_by=world.owner,
        )  # fmt: skip

    reckon_week(MONDAY, now=now())

    assert figure(lisbon, M.RETENTION) == (0.5, 2)
    assert figure(cairo, M.RETENTION) == (1.0, 1)
    assert figure(lisbon, M.HOURS) == (0.75, 2)
    assert figure(cairo, M.HOURS) == (None, 0)


def test_a_site_and_a_vendor_see_their_own_without_rank_and_nothing_of_others(house: House) -> None:
    _world, lisbon, cairo = house
    reckon_week(MONDAY, now=now())
    ravi, vera = lead("Ravi", site=lisbon, vendor=lisbon.vendor), lead("Vera", vendor=lisbon.vendor)
    tess = lead("Tess", team=lisbon.teams.get(), site=lisbon, vendor=lisbon.vendor)

    def seen(person: object) -> list[tuple[str, int | None]]:
        return [(str(each.card.site or each.card.vendor), each.rank) for each in scorecards(person)]  # type: ignore[arg-type]  # Users.

    assert seen(ravi) == [("Lisbon", None)]
    assert sorted(seen(vera)) == [("Lingua", None), ("Lisbon", None)]
    assert seen(tess) == []
    for person in (ravi, vera, tess):
        with pytest.raises(NotFound):
            scorecard(person, site=cairo.uid)
        with pytest.raises(NotFound):
            scorecard(person, vendor=cairo.vendor.uid)
    with pytest.raises(NotFound):
        scorecard(ravi, vendor=lisbon.vendor.uid)
    with pytest.raises(NotFound):
        scorecards(somebody("Zoe", NOW))


def test_who_sees_all_sees_ranks_among_sites_and_among_vendors(house: House) -> None:
    reckon_week(MONDAY, now=now())
    Scorecard.objects.filter(site=house[1]).update(score=70.0)
    Scorecard.objects.filter(site=house[2]).update(score=80.0)

    found = scorecards(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))

    assert {each.card.site.name: each.rank for each in found if each.card.site} == {"Lisbon": 2, "Cairo": 1}


def test_weeks_are_reckoned_oldest_first_and_again_when_they_are_over() -> None:
    weeks = []
    while (due := week_due(AT)) is not None:
        weeks.append(due)
        reckon_week(due, now=AT)

    assert weeks == [MONDAY - nth * timedelta(weeks=1) for nth in range(N_WEEKS - 1, -1, -1)]
    assert week_due(AT + timedelta(hours=23)) in {None, MONDAY + timedelta(weeks=1)}
    next_week = end_of(MONDAY) + timedelta(hours=1)
    assert week_due(next_week) == MONDAY
    reckon_week(MONDAY, now=next_week)
    assert week_due(next_week) == MONDAY + timedelta(weeks=1)
    assert ScorecardRun.objects.get(week_on=MONDAY).until == end_of(MONDAY)


def test_terms_hold_from_then_on_and_stay_as_they_were(house: House) -> None:
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)
    reckon_week(MONDAY - timedelta(weeks=1), now=now())
    terms = {**SHIPPED, M.QUALITY: Term(0.35, 0.9)}

    publish_terms(omar, measures=terms, reason="A softer start.", now=now())
    reckon_week(MONDAY, now=now())

    assert list(ScorecardRun.objects.order_by("week_on").values_list("terms_number", flat=True)) == [0, 1]
    assert card(house[1]).figures["quality"]["target"] == 0.9
    with pytest.raises(DatabaseError), transaction.atomic():
        ScorecardTerms.objects.update(reason="Nothing.")
    with pytest.raises(Refused):
        publish_terms(lead("Ravi", site=house[1]), measures=terms, reason="Mine.", now=now())


def test_counting_asks_the_same_however_many_sites(house: House) -> None:
    counts = []
    reckon_week(MONDAY, now=now())
    for nth, site in enumerate(house[1:]):
        contributor(f"q{nth}", now=NOW, team=site.teams.get())
        with CaptureQueriesContext(connection) as asked:
            reckon_week(MONDAY, now=now())
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 25


def test_a_site_ranks_in_each_of_its_markets_with_eight_weeks_behind_it(house: House) -> None:
    _world, lisbon, cairo = house
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)
    before = MONDAY - timedelta(weeks=1)
    for monday in (before, MONDAY):
        reckon_week(monday, now=now())
    brazil = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt-BR")
    for site, week_on, score in ((lisbon, before, 60.0), (lisbon, MONDAY, 70.0), (cairo, MONDAY, 80.0)):
        whole = Scorecard.objects.get(site=site, market=None, run__week_on=week_on)
        whole.pk, whole.market, whole.score = None, brazil, score
        whole.save()

    row, (market,) = scorecard(omar, site=lisbon.uid)
    _own, (of_lead,) = scorecard(lead("Ravi", site=lisbon, vendor=lisbon.vendor), site=lisbon.uid)

    assert (row.rank, market.rank, of_lead.rank) == (None, 2, None)
    assert list(market.trend) == list(of_lead.trend) == [(before, 60.0), (MONDAY, 70.0)]

    all_sites = scorecards_by_market(omar)["BR-pt"]
    assert [(str(each.card.site), each.rank) for each in all_sites] == [("Cairo", 1), ("Lisbon", 2)]
    assert list(all_sites[1].trend) == list(market.trend)
    of_ravi = scorecards_by_market(lead("Rui", site=lisbon, vendor=lisbon.vendor))
    assert {code: [(str(each.card.site), each.rank) for each in rows] for code, rows in of_ravi.items()} == {
        "BR-pt": [("Lisbon", None)]
    }
    with pytest.raises(NotFound):
        scorecards_by_market(somebody("Zoe", NOW))
