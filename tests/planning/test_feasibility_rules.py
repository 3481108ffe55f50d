"""Feasibility reckoned by hand: people needed, hours, cost, dates, and the table of channels."""

from dataclasses import replace
from datetime import date

import pytest

from assay.planning.enums import Channel, Similarity, Timing
from assay.planning.rules.feasibility import (
    Asked,
    Dates,
    Given,
    Person,
    Rates,
    Site,
    estimate,
    is_worse,
    refuse_given,
    refuse_rates,
    timing_of,
)
from assay.planning.rules.standards import Measured
from assay.planning.rules.suitability import Facts, suitability

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 13)
# Two hours a day from Monday to Friday: ten a week.
EVEN = ((2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 0.0),)
PLAIN = Given(overlap=2, gold_share=0.2, review_share=0.1, review_seconds=60, busy_share=1.0, idle_chance=0.5)
# A hundred judgments of 36 seconds each.
DONE = (100, 3600.0)


def busy(**more: object) -> Person:
    return replace(Person(weeks=EVEN, is_busy=True, similar=DONE), **more)  # type: ignore[arg-type]  # Its fields.


def asked(n_items: int, *people: Person, market: str = "pt-BR") -> Asked:
    return Asked(market, "pt", n_items, people, Similarity.QUESTIONS)


def test_hours_people_and_dates_by_hand() -> None:
    """800 items twice are 1,600 judgments, with a fifth of gold 2,000; of 36 s 20 hours. Two people do 4 hours a day:
    five days, so Friday. Until the deadline lie 12 days, 12/7 weeks of 10 hours: 1.167, so 2 people are needed.
    Reviews: 160 of 60 s are 2.67 hours, a fraction of one person."""
    found = estimate([asked(800, busy(), busy())], PLAIN, rates=Rates(), starts_on=MONDAY, deadline_on=FRIDAY)

    (market,) = found.markets
    assert (market.n_judgments, market.hours, round(market.review_hours, 2)) == (2000, 20.0, 2.67)
    assert (market.n_people, market.n_needed, market.n_missing, market.n_reviewers) == (2, 2, 0, 1)
    assert market.hours_per_week == Measured(10.0, 10.0, 10.0, 2)
    assert market.seconds == Measured(36.0, 36.0, 36.0, 200)
    assert market.per_hour == 100.0
    assert found.dates == Dates(date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 6))
    assert (found.timing, found.cost, found.n_without_rate) == (Timing.SAFE, None, 1)


def test_a_gap_says_how_many_of_how_many() -> None:
    """8,000 items are 200 hours; at half of ten hours a week over 12/7 weeks 8.571 hours a person: 24 people, 2 are
    there. The date of two people who give half: 2 hours a day, a hundred working days, twenty weeks."""
    given = replace(PLAIN, busy_share=0.5)

    found = estimate(
        [asked(8000, busy(), busy())], given, rates=Rates(), starts_on=MONDAY, deadline_on=FRIDAY
    )

    (gap,) = found.gaps
    assert (gap.n_people, gap.n_needed, gap.n_missing) == (2, 24, 22)
    assert found.dates.p50 == date(2026, 7, 17)
    assert found.timing == Timing.LATE


def test_nobody_there_is_a_gap_without_a_number_where_nothing_is_measured() -> None:
    """People's hours per week are not known of nobody; the handling time is that of others who did similar work."""
    alone = Asked("ar-EG", "ar", 100, (), Similarity.SEGMENT, fallback=(DONE,))

    found = estimate([alone], PLAIN, rates=Rates(), starts_on=MONDAY, deadline_on=FRIDAY)

    (market,) = found.markets
    assert (market.n_people, market.n_needed, market.is_fallback, market.hours) == (0, None, True, 2.5)
    assert found.dates == Dates(None, None, None)
    assert found.timing == Timing.UNKNOWN


def test_nothing_measured_at_all_invents_nothing() -> None:
    found = estimate(
        [Asked("pt-BR", "pt", 100, (Person((), is_busy=False),), Similarity.ALL)],
        PLAIN,
        rates=Rates({"pt-BR": 9_000_000}, "EUR"),
        starts_on=MONDAY,
        deadline_on=None,
    )

    (market,) = found.markets
    assert (market.similarity, market.seconds, market.hours, market.cost) == (
        Similarity.NONE,
        None,
        None,
        None,
    )
    assert (found.hours, found.cost, found.currency) == (None, None, "")


def test_cost_is_hours_at_the_rate_and_only_where_there_is_one() -> None:
    """20 hours of judgments and 2.667 of reviews at 9 EUR are 204 EUR; Germany has no rate. Two people of 30 and 42
    seconds: 36 on average, with Student's t of one degree the interval is wide, and never below nothing."""
    mixed = asked(800, busy(similar=(100, 3000.0)), busy(similar=(100, 4200.0)))
    german = asked(800, busy(), market="de-DE")

    found = estimate(
        [mixed, german], PLAIN, rates=Rates({"pt-BR": 9_000_000}, "EUR"), starts_on=MONDAY, deadline_on=FRIDAY
    )

    cost, seconds = found.markets[0].cost, found.markets[0].seconds
    assert cost is not None
    assert seconds is not None
    assert (seconds.value, seconds.low, seconds.n) == (36.0, 0.0, 200)
    assert seconds.high == pytest.approx(112.236, abs=1e-3)
    assert (cost.value, cost.low) == (204_000_000, 24_000_000)
    assert cost.high == pytest.approx(585_180_000, abs=10_000)
    assert (found.markets[1].cost, found.cost, found.n_without_rate) == (None, found.markets[0].cost, 1)


def test_sites_and_accuracy_of_crowd_and_vendors() -> None:
    people = (
        busy(site="Lisbon", is_of_vendor=True, n_scored=50, n_right=40),
        busy(site="Lisbon", is_of_vendor=True),
        busy(n_scored=100, n_right=99),
        Person((), is_busy=False),
    )

    (market,) = estimate(
        [asked(10, *people)], PLAIN, rates=Rates(), starts_on=MONDAY, deadline_on=FRIDAY
    ).markets

    assert (market.n_busy, market.n_idle, market.n_of_vendors) == (3, 1, 2)
    assert market.sites == (Site("Lisbon", 2),)
    assert market.accuracy_vendors is not None
    assert market.accuracy_crowd is not None
    assert (market.accuracy_vendors.value, market.accuracy_vendors.n) == (0.8, 50)
    assert (market.accuracy_crowd.value, market.accuracy_crowd.n) == (0.99, 100)


def test_who_serves_two_markets_is_there_for_each_by_half() -> None:
    """One person of 2 hours a day in two markets: 1 hour a day in each, so 5 hours take 5 days instead of 3."""
    people = [busy(n_markets=2)]

    found = estimate(
        [asked(200, *people), asked(200, *people, market="pt-PT")],
        PLAIN,
        rates=Rates(),
        starts_on=MONDAY,
        deadline_on=FRIDAY,
    )

    assert [each.hours for each in found.markets] == [5.0, 5.0]
    assert found.dates.p80 == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("dates", "timing"),
    [
        (Dates(MONDAY, MONDAY, FRIDAY), Timing.SAFE),
        (Dates(MONDAY, FRIDAY, None), Timing.LIKELY),
        (Dates(FRIDAY, date(2026, 3, 14), None), Timing.UNCERTAIN),
        (Dates(date(2026, 3, 14), None, None), Timing.LATE),
        (Dates(None, None, None), Timing.UNKNOWN),
    ],
)
def test_timing_against_a_deadline(dates: Dates, timing: Timing) -> None:
    assert timing_of(dates, FRIDAY) == timing
    assert timing_of(Dates(None, None, None), FRIDAY, is_known=True) == Timing.LATE


def test_worse_is_a_lower_timing_or_a_later_date() -> None:
    on = estimate([asked(800, busy(), busy())], PLAIN, rates=Rates(), starts_on=MONDAY, deadline_on=FRIDAY)
    later = replace(on, dates=Dates(MONDAY, date(2026, 3, 9), FRIDAY))
    lower = replace(on, timing=Timing.LATE)
    gone = replace(on, dates=Dates(MONDAY, None, None))

    assert [is_worse(on, each) for each in (on, later, lower, gone)] == [False, True, True, True]
    assert not is_worse(later, on)


def test_what_is_given_is_refused_outside_of_its_range() -> None:
    found = refuse_given(Given(overlap=0.5, busy_share=1.2))

    assert [(each.code, each.field) for each in found] == [
        ("feasibility.out_of_range", "overlap"),
        ("feasibility.out_of_range", "busy_share"),
    ]


@pytest.mark.parametrize(
    ("rates", "codes"),
    [
        (Rates(), []),
        (Rates({"pt-BR": 1}, "EUR"), []),
        (Rates({"xx": 1}, "EUR"), ["feasibility.bad_rate"]),
        (Rates({"pt-BR": 0}, "EUR"), ["feasibility.bad_rate"]),
        (Rates({"pt-BR": 1}, "euro"), ["feasibility.needs_currency"]),
    ],
)
def test_rates_are_refused(rates: Rates, codes: list[str]) -> None:
    assert [each.code for each in refuse_rates(rates, ["pt-BR"])] == codes


CROWD, VENDOR = busy(n_scored=400, n_right=392), busy(is_of_vendor=True, n_scored=400, n_right=300)


@pytest.mark.parametrize(
    ("people", "more", "channel", "points"),
    [
        # Both cover the market (2 each); the crowd is accurate (1), the vendor is not (-1); 12.7 hours in-house (1).
        ((CROWD, CROWD, VENDOR, VENDOR), {}, Channel.CROWD, {"crowd": 3, "bpo": 1, "in_house": 1}),
        # Nobody at home sees what disturbs; sites get 2 for it.
        (
            (CROWD, CROWD, VENDOR, VENDOR),
            {"sensitivity": "disturbing"},
            Channel.BPO,
            {"bpo": 3, "in_house": 1},
        ),
        # Personal content and no template: in-house 2 + 2 + 1, against 1 of the vendors.
        (
            (CROWD, CROWD, VENDOR, VENDOR),
            {"sensitivity": "personal", "has_template": False},
            Channel.IN_HOUSE,
            {"bpo": 1, "in_house": 5},
        ),
        # No vendor has people: ruled out; public content is one more for the crowd.
        ((CROWD, CROWD), {"sensitivity": "public"}, Channel.CROWD, {"crowd": 4, "in_house": 1}),
        # Machines that are surely good enough win.
        (
            (CROWD, CROWD),
            {"machine": Measured(0.98, 0.97, 0.99, 900)},
            Channel.MACHINE,
            {"crowd": 3, "in_house": 1, "machine": 4},
        ),
        (
            (CROWD, CROWD),
            {"machine": Measured(0.96, 0.9, 0.99, 90)},
            Channel.CROWD,
            {"crowd": 3, "in_house": 1},
        ),
    ],
)
def test_the_table_of_channels(
    people: tuple[Person, ...], more: dict[str, object], channel: Channel, points: dict[str, int]
) -> None:
    reckoned = estimate([asked(480, *people)], PLAIN, rates=Rates(), starts_on=MONDAY, deadline_on=FRIDAY)
    facts = Facts(sensitivity="internal", has_template=True, accuracy_target=0.95, estimate=reckoned)

    found = suitability(replace(facts, **more))  # type: ignore[arg-type]  # Its fields.

    assert (found.channel, found.points) == (channel, points)


def test_every_reason_is_a_sentence_with_its_numbers() -> None:
    reckoned = estimate(
        [asked(480, CROWD, CROWD, VENDOR, VENDOR)], PLAIN, rates=Rates(), starts_on=MONDAY, deadline_on=FRIDAY
    )
    found = suitability(Facts("internal", True, 0.95, reckoned))  # A table of facts.

    assert [each.sentence for each in found.because] == [
        "It is 14 hours of work in all, fewer than 40: training people elsewhere would cost more.",
        "The crowd covers 1 of 1 markets with the people needed.",
        "People of vendors cover 1 of 1 markets with the people needed.",
        "The crowd gets 98.0% of similar gold right (96.8%-98.8%, n = 800): 95.0% is asked.",
        "Vendors get only 75.0% of similar gold right (71.9%-77.9%, n = 800): 95.0% is asked.",
        "No machine has answered similar tasks, so nothing shows what one could do.",
    ]
