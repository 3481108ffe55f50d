"""Idle people and waiting work, from hours by day: worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from assay.planning.enums import FindingKind
from assay.planning.rules.bottlenecks import Finding, Free, Waiting, findings_of, free_by_day

MONDAY = date(2026, 3, 9)
# Eight hours on each weekday.
DAYS = (8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0)
LYON = Free("Lingua · Lyon", "fr", DAYS, 24.0)
SHOP = Waiting("pt-BR", "Shop", 100.0, 40.0, 9)
NONE: list[Free] = []


@pytest.mark.parametrize(
    ("given", "free"),
    [
        (0.0, list(DAYS)),
        (20.0, [0, 0, 4, 8, 8, 0, 0]),
        (40.0, [0] * 7),
        (50.0, [0] * 7),
    ],
)
def test_given_work_is_done_as_early_as_it_can_be(given: float, free: list[float]) -> None:
    assert free_by_day(DAYS, given) == free


def test_twelve_french_agents_idle_from_thursday_and_a_portuguese_backlog_of_three_days() -> None:
    """Three of five days are given out; Shop's 40 hours are 8 a day, and 24 more wait than that."""
    people = [LYON] * 12
    needs = [replace(SHOP, hours=64.0), Waiting("fr", "Maps", 288.0, 288.0, 12)]
    n_days = [replace(each, hours=each.hours) for each in needs]

    found = findings_of(people, n_days, MONDAY)

    # 288 hours of French and 40 of Portuguese are served on five days: the Portuguese pace is 8 hours a day.
    assert found == [
        Finding(FindingKind.IDLE, "Lingua · Lyon", "fr", 12, 192.0, day_on=date(2026, 3, 12)),
        Finding(FindingKind.BACKLOG, "", "pt-BR", 9, 24.0, days=3.0, projects=("Shop",)),
    ]


def test_the_day_is_the_one_from_which_the_most_hours_are_free() -> None:
    """One has nothing at all, two are free from Friday: 40 hours from Monday beat 24 of three from Friday."""
    people = [replace(LYON, given=0.0), *[replace(LYON, given=32.0)] * 2]

    [found] = findings_of(people, [], MONDAY)

    assert (found.n_people, found.hours, found.day_on) == (1, 40.0, MONDAY)


def test_the_rest_of_a_day_is_not_idle_where_whole_days_follow() -> None:
    [found] = findings_of([replace(LYON, given=21.0)], [], MONDAY)

    assert (found.hours, found.day_on) == (16.0, date(2026, 3, 12))


@pytest.mark.parametrize(("given", "n"), [(36.0, 1), (36.5, 0), (40.0, 0)])
def test_less_than_four_hours_are_not_worth_a_word(given: float, n: int) -> None:
    assert len(findings_of([replace(LYON, given=given)], [], MONDAY)) == n


def test_places_and_languages_are_told_apart_and_most_hours_come_first() -> None:
    people = [
        LYON,
        replace(LYON, languages="en, fr", given=32.0),
        replace(LYON, place="", given=0.0),
    ]

    found = findings_of(people, [], MONDAY)

    assert [(each.place, each.languages, each.hours) for each in found] == [
        ("", "fr", 40.0),
        ("Lingua · Lyon", "fr", 16.0),
        ("Lingua · Lyon", "en, fr", 8.0),
    ]


@pytest.mark.parametrize(
    ("hours", "served", "found"),
    [
        (40.0, 40.0, []),
        (43.0, 40.0, []),
        (44.0, 40.0, [(4.0, 0.5)]),
        (50.0, 0.0, [(50.0, None)]),
        (3.9, 0.0, []),
    ],
)
def test_half_a_day_of_work_and_work_that_nobody_does(
    hours: float, served: float, found: list[tuple[float, float | None]]
) -> None:
    busy = replace(LYON, given=40.0)

    said = findings_of([busy], [replace(SHOP, hours=hours, served=served)], MONDAY)

    assert [(each.hours, each.days) for each in said] == found


def test_projects_of_a_language_are_one_backlog_and_only_what_waits_is_named() -> None:
    needs = [SHOP, Waiting("pt-BR", "Maps", 10.0, 10.0, 3), Waiting("de", "Done", 5.0, 5.0, 1)]

    [found] = findings_of([replace(LYON, given=40.0)], needs, MONDAY)

    assert (found.languages, found.hours, found.days, found.projects) == ("pt-BR", 60.0, 6.0, ("Shop",))


def test_nobody_and_nothing() -> None:
    assert findings_of(NONE, [], MONDAY) == []
    assert [each.days for each in findings_of(NONE, [SHOP], MONDAY)] == [None]
