"""What a volume needs, worked out by hand and against the published figures of workforce planning."""

from datetime import date

import pytest

from assay.planning.rules.staffing import (
    Assumptions,
    MarketNeed,
    Volume,
    market_need,
    market_needs,
    need_of,
    refuse_assumptions,
)

WEEK, NEXT = date(2026, 3, 2), date(2026, 3, 9)
PLAIN = Assumptions(
    overlap=1,
    handling_seconds=90,
    hours_per_person=40,
    shrinkage=0.3,
    occupancy=0.9,
    gold_share=0,
    review_share=0,
)


def test_the_published_example() -> None:
    """12,000 units of 90 s are 300 h; 40 paid hours, 30 % shrinkage and 90 % occupancy leave 25.2: 11.905 people."""
    need = need_of(Volume(WEEK, "de-DE", 12_000), PLAIN)

    assert (need.n_judgments, need.n_gold_judgments, need.hours) == (12_000, 0, 300.0)
    assert need.people == pytest.approx(11.905, abs=0.001)
    assert (need.n_people, need.n_reviewers) == (12, 0)


def test_overlap_gold_and_reviews_by_hand() -> None:
    """1,000 tasks three times are 3,000 judgments; a fifth of gold is 750 beside them. 3,750 of 36 s are 37.5 h; of 20
    paid hours at 25 % shrinkage and 80 % occupancy 12 are left: 3.125 people. A tenth is reviewed: 300 of 60 s are 5 h,
    0.4167 of a reviewer."""
    given = Assumptions(
        overlap=3,
        handling_seconds=36,
        hours_per_person=20,
        shrinkage=0.25,
        occupancy=0.8,
        gold_share=0.2,
        gold_exposures=100,
        review_share=0.1,
        review_seconds=60,
    )

    need = need_of(Volume(WEEK, "pt-BR", 1_000), given)

    assert (need.n_judgments, need.n_gold_judgments) == (3_000, 750)
    assert (need.hours, need.review_hours) == (37.5, 5.0)
    assert [need.people, need.reviewers] == pytest.approx([3.125, 5 / 12])
    assert (need.n_people, need.n_reviewers) == (4, 1)


def test_gold_is_enough_for_the_busiest_person_and_for_wear() -> None:
    """Two weeks of 750 gold judgments, four people: each meets 375; at 100 exposures each 15 tasks would do."""
    given = Assumptions(
        overlap=3, handling_seconds=36, hours_per_person=20, shrinkage=0.25, occupancy=0.8, gold_share=0.2
    )
    needs = [need_of(Volume(week, "pt-BR", 1_000), given) for week in (WEEK, NEXT)]

    assert market_need(needs, given).n_gold == 375
    worn = Assumptions(
        overlap=3,
        handling_seconds=36,
        hours_per_person=20,
        shrinkage=0.25,
        occupancy=0.8,
        gold_share=0.2,
        gold_exposures=2,
    )
    assert market_need(needs, worn).n_gold == 750


def test_a_market_is_staffed_for_its_busiest_week() -> None:
    needs = [
        need_of(Volume(WEEK, "de-DE", 12_000), PLAIN),
        need_of(Volume(NEXT, "de-DE", 6_000), PLAIN),
        need_of(Volume(WEEK, "ar-EG", 0), PLAIN),
    ]

    assert market_needs(needs, PLAIN) == [
        MarketNeed("ar-EG", 0, 0, 0, 0, 0.0),
        MarketNeed("de-DE", 18_000, 12, 0, 0, 450.0),
    ]


def test_a_share_of_a_tenth_is_ten_of_ninety() -> None:
    given = Assumptions(overlap=1, gold_share=0.1)

    assert need_of(Volume(WEEK, "", 90), given).n_gold_judgments == 10


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"overlap": 0.5}, ["overlap"]),
        ({"shrinkage": 0.95, "occupancy": 0}, ["shrinkage", "occupancy"]),
        ({"gold_share": 0.6}, ["gold_share"]),
        ({"handling_seconds": float("nan")}, ["handling_seconds"]),
        ({"hours_per_person": -1, "review_share": 1.1}, ["hours_per_person", "review_share"]),
    ],
)
def test_what_can_be_reckoned_with(change: dict[str, float], fields: list[str]) -> None:
    assert [each.field for each in refuse_assumptions(Assumptions(**change))] == fields


def test_people_set_by_hand_stand_beside_what_is_reckoned() -> None:
    need = need_of(Volume(WEEK, "de-DE", 12_000, 15, "Three are new."), PLAIN)

    assert (need.n_people, need.n_reckoned, need.reason) == (15, 12, "Three are new.")
    assert market_need([need], PLAIN).n_people == 15
    assert need_of(Volume(WEEK, "de-DE", 0, 2, "Training."), PLAIN).n_reckoned == 0
