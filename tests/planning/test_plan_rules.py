"""What a version of a plan must have, where a milestone stands, and who may be named for what."""

from dataclasses import replace
from datetime import date

import pytest

from assay.planning.rules.plans import (
    ACTIVITIES,
    Budget,
    Milestone,
    milestone_state,
    refuse_milestones,
    refuse_plan,
    refuse_raci,
    refuse_volumes,
    slip_days,
)
from assay.planning.rules.staffing import Assumptions, Volume

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
ONE = Volume(MONDAY, "de-DE", 100)
READY = Milestone("guideline_ready", "guideline_ready", "Guideline ready", date(2026, 3, 6))


@pytest.mark.parametrize(
    ("done_on", "today", "state"),
    [
        (None, date(2026, 3, 6), "ahead"),
        (None, date(2026, 3, 7), "overdue"),
        (date(2026, 3, 6), date(2026, 4, 1), "done"),
        (date(2026, 3, 7), date(2026, 3, 7), "done_late"),
    ],
)
def test_where_a_milestone_stands(done_on: date | None, today: date, state: str) -> None:
    assert milestone_state(date(2026, 3, 6), done_on, today) == state


def test_a_milestone_slips_against_the_baseline() -> None:
    assert slip_days(date(2026, 3, 9), date(2026, 3, 6)) == 3
    assert slip_days(date(2026, 3, 4), date(2026, 3, 6)) == -2
    assert slip_days(date(2026, 3, 4), None) is None


@pytest.mark.parametrize(
    ("volumes", "markets", "codes"),
    [
        ([ONE], ["de-DE"], []),
        ([replace(ONE, market="")], [], []),
        ([], ["de-DE"], ["plans.needs_volume"]),
        ([replace(ONE, n_tasks=0)], ["de-DE"], ["plans.needs_volume"]),
        ([replace(ONE, week_on=TUESDAY)], ["de-DE"], ["plans.not_a_monday"]),
        ([replace(ONE, week_on=date(1, 1, 1))], ["de-DE"], ["plans.not_a_monday"]),
        ([ONE], ["pt-BR"], ["plans.unknown_market"]),
        ([replace(ONE, market="")], ["de-DE"], ["plans.unknown_market"]),
        ([replace(ONE, n_tasks=-1)], ["de-DE"], ["plans.bad_volume"]),
        ([replace(ONE, n_people=3, people_reason="Two are new.")], ["de-DE"], []),
        ([replace(ONE, n_people=3, people_reason=" ")], ["de-DE"], ["plans.people_need_reason"]),
        ([replace(ONE, n_people=-1, people_reason="x")], ["de-DE"], ["plans.bad_people"]),
        ([ONE, ONE], ["de-DE"], ["plans.volume_twice"]),
        ([ONE, replace(ONE, week_on=date(2028, 2, 21))], ["de-DE"], []),
        ([ONE, replace(ONE, week_on=date(2028, 2, 28))], ["de-DE"], ["plans.too_long"]),
    ],
)
def test_what_may_be_wanted(volumes: list[Volume], markets: list[str], codes: list[str]) -> None:
    assert [each.code for each in refuse_volumes(volumes, markets)] == codes


@pytest.mark.parametrize(
    ("milestones", "codes"),
    [
        ([READY], []),
        ([READY, READY], ["plans.milestone_twice"]),
        ([replace(READY, name=" ")], ["plans.milestone_needs"]),
        ([replace(READY, due_on=date(1, 1, 1))], ["plans.milestone_needs"]),
    ],
)
def test_what_a_milestone_has(milestones: list[Milestone], codes: list[str]) -> None:
    assert [each.code for each in refuse_milestones(milestones)] == codes


@pytest.mark.parametrize(
    ("is_first", "reason", "budget", "codes"),
    [
        (True, "", None, []),
        (False, "The policy changed.", Budget(1, "EUR"), []),
        (False, " ", None, ["plans.needs_reason"]),
        (True, "", Budget(0, "EUR"), ["plans.bad_budget"]),
        (True, "", Budget(5, "euro"), ["plans.bad_budget"]),
        (True, "", Budget(5, ""), ["plans.bad_budget"]),
        (True, "", Budget(10**30, "EUR"), ["plans.bad_budget"]),
    ],
)
def test_what_a_version_has(is_first: bool, reason: str, budget: Budget | None, codes: list[str]) -> None:
    problems = refuse_plan(
        [ONE],
        [READY],
        Assumptions(),
        markets=["de-DE"],
        budget=budget,
        is_first=is_first,
        reason=reason,
    )

    assert [each.code for each in problems] == codes


@pytest.mark.parametrize(
    ("letters", "codes"),
    [
        ({"lea": "A", "ben": "R"}, []),
        ({"lea": "A", "ben": "R", "mia": "R", "rita": "I"}, []),
        ({"ben": "R"}, ["raci.one_accountable"]),
        ({"lea": "A", "ben": "A", "mia": "R"}, ["raci.one_accountable"]),
        ({"lea": "A", "rita": "C"}, ["raci.nobody_responsible"]),
        ({}, ["raci.one_accountable", "raci.nobody_responsible"]),
        ({"lea": "A", "zoe": "R"}, ["raci.unknown_person"]),
    ],
)
def test_exactly_one_person_is_accountable(letters: dict[str, str], codes: list[str]) -> None:
    found = refuse_raci([("Daily production", letters)], ["lea", "ben", "mia", "rita"])

    assert [each.code for each in found] == codes


def test_activities_have_names_of_their_own() -> None:
    whole = {"lea": "A", "ben": "R"}

    found = refuse_raci([("Budget", whole), ("Budget ", whole), (" ", whole)], ["lea", "ben"])

    assert [each.code for each in found] == ["raci.activity_twice", "raci.activity_needs_name"]
    assert len(set(ACTIVITIES)) == len(ACTIVITIES)
