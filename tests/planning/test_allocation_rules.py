"""A week's allocation in words of people and projects, reckoned by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assay.planning.rules.allocation import (
    Cell,
    Given,
    Help,
    Idle,
    Met,
    Terms,
    Worker,
    against,
    own_hours,
    reckon,
    refuse_terms,
    weight_of,
)
from assay.work.rules.eligibility import ContributorFacts, QueueFacts, SkillHeld

NOW = datetime(2026, 3, 2, tzinfo=UTC)
MONDAY = date(2026, 3, 9)
FRENCH = ContributorFacts(languages={"fr": 7}, markets=frozenset({1}))
SHOP = Cell(
    project=1,
    uid="shop",
    name="Shop",
    market="FR-fr",
    hours=12.0,
    source="plan",
    priority=3,
    deadline_on=None,
    is_hard=False,
    category="",
    asks=QueueFacts(market=1, language="fr", language_level=4),
)
CLINIC = replace(
    SHOP, project=2, uid="clinic", name="Clinic", priority=5, asks=replace(SHOP.asks, skills={9: 80})
)


def worker(key: int, **more: object) -> Worker:
    plain = Worker(
        key=key,
        hours=10.0,
        source="worked",
        site="Lingua · Lisbon",
        languages="fr",
        hard_hours=25.0,
        facts=FRENCH,
        pools=frozenset({1, 2}),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # Fields by name.


def met(found: Met) -> tuple[float, float, str, tuple[str, ...]]:
    return found.served, found.short, found.limit, found.rivals


def test_the_missing_skill_is_what_would_help() -> None:
    """Two speak French, nobody is a medic: the clinic's 12 hours are short, and 8 idle hours lack only the skill."""
    found = reckon([worker(1), worker(2)], [SHOP, CLINIC], Terms(), week_on=MONDAY, now=NOW)

    assert [met(each) for each in found.met] == [(12.0, 0.0, "", ()), (0.0, 12.0, "nobody", ())]
    assert found.met[1].helps == (Help("work.skill", 2, 8.0),)
    assert found.given == (
        Given(1, 1, "FR-fr", 24, is_pinned=False),
        Given(2, 1, "FR-fr", 24, is_pinned=False),
    )
    assert found.idle == (Idle("Lingua · Lisbon", "fr", 2, 8.0, 0),)
    assert (found.capacity, found.n_people, found.n_groups) == (20.0, 2, 1)


def test_the_more_urgent_project_takes_the_people_and_is_named() -> None:
    medic = replace(FRENCH, skills={9: SkillHeld(90)})

    found = reckon([worker(1, facts=medic)], [SHOP, CLINIC], Terms(), week_on=MONDAY, now=NOW)

    assert [met(each) for each in found.met] == [
        (0.0, 12.0, "shared", ("Clinic FR-fr",)),
        (10.0, 2.0, "hours", ()),
    ]
    assert found.met[0].able_hours == 10.0


def test_a_pin_comes_first_even_beyond_what_is_needed() -> None:
    found = reckon(
        [worker(1, pins={1: 80}), worker(2, hours=0.0, pins={2: 4})], [SHOP], Terms(), week_on=MONDAY, now=NOW
    )

    assert found.given == (Given(1, 1, "FR-fr", 80, is_pinned=True), Given(2, 2, "", 4, is_pinned=True))
    assert met(found.met[0]) == (20.0, 0.0, "", ())
    assert found.idle == ()


def test_the_limit_of_hard_content_binds_though_people_have_time() -> None:
    hard = replace(SHOP, is_hard=True)

    found = reckon([worker(1, hard_hours=3.0)], [hard], Terms(), week_on=MONDAY, now=NOW)

    assert met(found.met[0]) == (3.0, 9.0, "hard", ())


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, ()),
        ({"pools": frozenset()}, ("work.pool",)),
        ({"scored": {1: (20, 15)}}, ("allocation.quality",)),
        ({"scored": {1: (20, 16)}}, ()),
        ({"scored": {1: (19, 0)}}, ()),
        ({"opted_out": frozenset({"violence"})}, ("private",)),
        ({"facts": replace(FRENCH, languages={"fr": 3})}, ("work.language",)),
    ],
)
def test_what_keeps_a_person_from_a_demand(change: dict[str, object], codes: tuple[str, ...]) -> None:
    cell = replace(SHOP, category="violence")

    assert against(worker(1, **change), cell, Terms(accuracy_floor=0.8), NOW) == codes


def test_what_somebody_opted_out_of_is_never_said() -> None:
    cell = replace(SHOP, category="violence")
    found = reckon([worker(1, opted_out=frozenset({"violence"}))], [cell], Terms(), week_on=MONDAY, now=NOW)

    assert (found.met[0].limit, found.met[0].helps) == ("nobody", ())


@pytest.mark.parametrize(
    ("deadline", "weight"),
    [
        (None, 3),
        (date(2026, 3, 1), 12),
        (date(2026, 3, 15), 12),
        (date(2026, 3, 16), 6),
        (date(2026, 3, 22), 6),
        (date(2026, 3, 23), 3),
    ],
)
def test_a_near_deadline_weighs_more(deadline: date | None, weight: int) -> None:
    assert weight_of(3, deadline, MONDAY) == weight


def test_terms_outside_of_their_ranges_are_refused() -> None:
    found = refuse_terms(Terms(0.95, 0.0, 61.0, 1.1))

    assert [each.field for each in found] == ["shrinkage", "occupancy", "least_hours", "accuracy_floor"]
    assert refuse_terms(Terms()) == []


NOTHING: list[float | None] = [None] * 7
HERE = [1.0] * 7
OFFER: list[float | None] = [5.0, 5.0, 0.0, 5.0, 5.0, 0.0, 0.0]
SHIFT: list[float | None] = [8.0, 8.0, 8.0, None, None, None, None]
USUAL = [2.0] * 5 + [0.0] * 2
PAID = Terms(shrinkage=0.25, occupancy=0.8)


@pytest.mark.parametrize(
    ("shifts", "offers", "usual", "left", "hours", "source"),
    [
        (NOTHING, None, USUAL, HERE, USUAL, "worked"),
        (NOTHING, None, USUAL, [0.0, 0.5, *[1.0] * 5], [0, 1, 2, 2, 2, 0, 0], "worked"),
        (NOTHING, None, None, HERE, [0.0] * 7, "pinned"),
        (NOTHING, OFFER, USUAL, HERE, [4, 4, 0, 4, 4, 0, 0], "offered"),
        (NOTHING, OFFER, None, [0.0, 0.5, *[1.0] * 5], [0, 2, 0, 4, 4, 0, 0], "offered"),
        (NOTHING, [None, 0.0, *[None] * 5], USUAL, HERE, [2, 0, 2, 2, 2, 0, 0], "worked"),
        (SHIFT, None, USUAL, HERE, [4.8, 4.8, 4.8, 0, 0, 0, 0], "shifts"),
        (SHIFT, OFFER, USUAL, HERE, [4, 4, 0, 0, 0, 0, 0], "shifts"),
    ],
)
def test_hours_are_those_of_shifts_else_what_is_offered_else_what_was_worked(
    shifts: list[float | None],
    offers: list[float | None] | None,
    usual: list[float] | None,
    left: list[float],
    hours: list[float],
    source: str,
) -> None:
    """A quarter of a shift is time away, and a fifth of the time at work no handling. Away is away, shift or not."""
    found, said = own_hours(shifts, offers, usual, PAID, left=left)

    assert list(found) == pytest.approx(hours)
    assert said == source


FORTY = [40.0] * 7


@pytest.mark.parametrize(
    ("shifts", "planned", "offers", "contracted", "left", "hours", "source"),
    [
        (NOTHING, NOTHING, None, FORTY, HERE, [4.8] * 5 + [0, 0], "contracted"),
        (SHIFT, SHIFT, None, FORTY, HERE, [8, 8, 8, 0, 0, 0, 0], "contracted"),
        (NOTHING, SHIFT, None, FORTY, [0, 0.5, *[1.0] * 5], [0, 4, 8, 0, 0, 0, 0], "contracted"),
        (NOTHING, NOTHING, OFFER, FORTY, HERE, [4, 4, 0, 4, 4, 0, 0], "contracted"),
        (NOTHING, NOTHING, [None, 0.0, *[None] * 5], FORTY, HERE, [4.8, 0, *[4.8] * 3, 0, 0], "contracted"),
        (SHIFT, SHIFT, None, [0.0] * 2 + [40.0] * 5, HERE, [4.8, 4.8, 8, 0, 0, 0, 0], "contracted"),
        (SHIFT, SHIFT, None, [0.0] * 7, HERE, [4.8, 4.8, 4.8, 0, 0, 0, 0], "shifts"),
    ],
)
def test_contracted_hours_hold_before_shifts_on_the_days_that_have_some(
    shifts: list[float | None],
    planned: list[float | None],
    offers: list[float | None] | None,
    contracted: list[float],
    left: list[float],
    hours: list[float],
    source: str,
) -> None:
    """Forty paid hours are twenty-four of handling; where nothing is in force, shifts count."""
    found, said = own_hours(shifts, offers, USUAL, PAID, left=left, contracted=contracted, planned=planned)

    assert list(found) == pytest.approx(hours)
    assert said == source
