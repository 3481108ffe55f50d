"""Live sessions by their rules: what may be planned, when attendance is taken, what the figures say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assay.stats.sampling import wilson
from assay.training.enums import LiveChange, LiveState
from assay.training.rules.live import LiveTerms, effect_of, refuse_marking, refuse_terms, state_of
from tests.work.world import NOW

TERMS = LiveTerms("Tickets", NOW + timedelta(hours=2), 45, "Europe/Lisbon", "Room 2", error_keys=("price",))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"title": " "}, ["live.no_title"]),
        ({"title": "a\0b"}, ["live.no_title"]),
        ({"place": ""}, ["live.no_place"]),
        ({"note": "x" * 4001}, ["live.too_long"]),
        ({"minutes": 4}, ["live.bad_length"]),
        ({"minutes": 481}, ["live.bad_length"]),
        ({"starts_at": NOW - timedelta(days=7)}, []),
        ({"starts_at": NOW - timedelta(days=7, minutes=1)}, ["live.bad_time"]),
        ({"starts_at": NOW + timedelta(days=367)}, ["live.bad_time"]),
        ({"time_zone": "Mars/Olympus"}, ["live.no_zone"]),
        ({"time_zone": "../etc/passwd"}, ["live.no_zone"]),
        ({"time_zone": ""}, ["live.no_zone"]),
        ({"language": "no language"}, ["people.language_invalid"]),
        ({"error_keys": ("price", "spelling")}, ["live.no_error_type"]),
        ({"title": "", "minutes": 0}, ["live.no_title", "live.bad_length"]),
    ],
)
def test_every_problem_of_a_session_is_said_at_once(change: dict[str, object], codes: list[str]) -> None:
    terms = replace(TERMS, **change)  # type: ignore[arg-type]  # Of each row its own field.

    found = refuse_terms(terms, known_errors=frozenset({"price"}), now=NOW)

    assert [each.code for each in found] == codes


def test_a_session_is_planned_runs_and_is_held_unless_it_was_cancelled() -> None:
    def state(ago: timedelta, *, is_cancelled: bool = False) -> LiveState:
        starts_at = NOW - ago
        return state_of(
            starts_at=starts_at, ends_at=starts_at + 45 * MINUTE, is_cancelled=is_cancelled, now=NOW
        )

    assert [state(ago * MINUTE) for ago in (-1, 0, 44, 45)] == [
        LiveState.PLANNED,
        LiveState.RUNNING,
        LiveState.RUNNING,
        LiveState.HELD,
    ]
    assert state(MINUTE, is_cancelled=True) == LiveState.CANCELLED


@pytest.mark.parametrize(
    ("ahead", "is_cancelled", "code"),
    [(31, False, "live.not_yet"), (30, False, None), (-900, False, None), (0, True, "live.cancelled")],
)
def test_attendance_is_taken_from_half_an_hour_before(
    ahead: int,
    is_cancelled: bool,
    code: str | None,  # A row of the table.
) -> None:
    refused = refuse_marking(starts_at=NOW + ahead * MINUTE, is_cancelled=is_cancelled, now=NOW)

    assert (refused.code if refused else None) == code


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((5, 9), (9, 9), LiveChange.NOT_ENOUGH),
        ((9, 9), (20, 40), LiveChange.NOT_ENOUGH),
        ((20, 40), (36, 40), LiveChange.BETTER),
        ((36, 40), (20, 40), LiveChange.WORSE),
        ((30, 40), (33, 40), LiveChange.UNCLEAR),
        ((0, 0), (33, 40), LiveChange.NOT_ENOUGH),
    ],
)
def test_better_or_worse_is_said_where_the_interval_leaves_out_zero(
    before: tuple[int, int], after: tuple[int, int], said: LiveChange
) -> None:
    assert effect_of(wilson(*before), wilson(*after)).said == said
