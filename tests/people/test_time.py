"""Shifts, statements and approved days: who may, what is refused, and what stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.people.actions.shifts import Planned, cancel_shift, plan_shifts
from assay.people.actions.time import approve_days, say_time, withdraw_sheet
from assay.people.enums import ActivityStage, TimeKind
from assay.people.models import ActivitySpan, Contributor, Shift, TimeEntry, TimeSheet, User
from assay.people.queries.time import week_of
from tests.people.cast import Cast, make_cast

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def at(hour: float, day: int = 0) -> datetime:
    """Lisbon's winter time is UTC."""
    return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=day, hours=hour)


def planned(cast: Cast, start: float = 9, end: float = 17, day: int = 0) -> Shift:
    return plan_shifts(cast.ravi, shifts=[Planned(cast.ana, at(start, day), at(end, day))], now=at(0))[0]


def work(who: Contributor, start: float, end: float, stage: ActivityStage = ActivityStage.LABEL) -> None:
    ActivitySpan.objects.create(contributor=who, stage=stage, started_at=at(start), ended_at=at(end))


def said(cast: Cast, kind: TimeKind, start: float, end: float, by: User | None = None) -> TimeEntry:
    return say_time(
        by or cast.ravi,
        contributor=cast.ana,
        kind=kind,
        started_at=at(start),
        ended_at=at(end),
        reason="She told me.",
        now=EVENING,
    )


def approved(cast: Cast) -> list[TimeSheet]:
    return approve_days(cast.ravi, people=[cast.ana], first=MONDAY, n_days=1, now=EVENING)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_a_day_is_what_was_traced_and_said_in_the_shift(cast: Cast) -> None:
    planned(cast)
    work(cast.ana, 9, 12)
    work(cast.ana, 13, 17, ActivityStage.REVIEW)
    said(cast, TimeKind.BREAK, 12, 12.5)

    day = week_of([cast.ana], "Europe/Lisbon", MONDAY)[0].days[0]

    assert [(each.kind, each.seconds / 3600) for each in day.sheet] == [
        (TimeKind.WORK, 3),
        (TimeKind.BREAK, 0.5),
        (TimeKind.IDLE, 0.5),
        (TimeKind.REVIEW, 4),
    ]
    assert day.tally.adherence == 1


@pytest.mark.parametrize("who", ["ben", "rita", "zoe"])
def test_only_who_keeps_the_sites_time_plans_says_and_approves(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    for forbidden in (
        lambda: plan_shifts(person, shifts=[Planned(cast.ana, at(9), at(17))], now=at(0)),
        lambda: said(cast, TimeKind.TRAINING, 9, 10, by=person),
        lambda: approve_days(person, people=[cast.ana], first=MONDAY, n_days=1, now=EVENING),
    ):
        with pytest.raises(Refused) as refused:
            forbidden()
        assert code(refused) == "people.not_allowed"


def test_a_site_lead_does_nothing_for_people_of_another_vendor(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        plan_shifts(cast.ravi, shifts=[Planned(cast.ade, at(9), at(17))], now=at(0))

    assert code(refused) == "people.not_allowed"
    assert not Shift.objects.exists()


def test_shifts_of_one_person_never_overlap_and_a_refused_one_stops_all(cast: Cast) -> None:
    planned(cast)

    with pytest.raises(Refused) as refused:
        plan_shifts(
            cast.ravi,
            shifts=[Planned(cast.ana, at(9, 1), at(17, 1)), Planned(cast.ana, at(16), at(20))],
            now=at(0),
        )

    assert (code(refused), refused.value.reasons[0].field) == ("people.shift_overlaps", "shifts.1")
    assert Shift.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(9, 9, "shift_length"), (0, 17, "shift_length"), (-800, -792, "shift_long_ago")],
)
def test_what_no_shift_can_be(cast: Cast, start: float, end: float, expected: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(cast, start, end)

    assert code(refused) == f"people.{expected}"


def test_a_cancelled_shift_leaves_room_and_cannot_be_cancelled_again(cast: Cast) -> None:
    shift = planned(cast)
    cancel_shift(cast.ravi, shift=shift, why="A holiday.", now=at(1))

    planned(cast, 8, 12)
    with pytest.raises(Refused) as refused:
        cancel_shift(cast.ravi, shift=shift, why="A holiday.", now=at(1))

    assert code(refused) == "people.shift_cancelled"


@pytest.mark.parametrize("kind", [TimeKind.BREAK, TimeKind.WELLBEING, TimeKind.UNPAID])
def test_people_say_their_own_breaks(cast: Cast, kind: TimeKind) -> None:
    assert said(cast, kind, 12, 13, by=cast.ana.user).said_by == cast.ana.user


@pytest.mark.parametrize("kind", [TimeKind.WORK, TimeKind.LEAVE, TimeKind.RECORDED, TimeKind.SICK])
def test_nobody_says_own_work_or_leave(cast: Cast, kind: TimeKind) -> None:
    with pytest.raises(Refused) as refused:
        said(cast, kind, 12, 13, by=cast.ana.user)

    assert code(refused) == "people.time_not_yours"


def test_an_approved_day_stays_whatever_comes_later_until_it_is_withdrawn(cast: Cast) -> None:
    planned(cast)
    work(cast.ana, 9, 17)
    (sheet,) = approved(cast)
    work(cast.ana, 18, 20)

    assert (sheet.paid_seconds, sheet.kinds, sheet.seconds) == (8 * 3600, ["work"], [8 * 3600])
    assert week_of([cast.ana], "Europe/Lisbon", MONDAY)[0].days[0].tally.paid == 8 * 3600
    assert approved(cast) == []
    with pytest.raises(Refused) as refused:
        said(cast, TimeKind.BREAK, 12, 13)
    assert code(refused) == "people.time_approved"

    withdraw_sheet(cast.ravi, sheet=sheet, why="An hour too long.", now=EVENING)
    said(cast, TimeKind.UNPAID, 12, 13)
    (again,) = approved(cast)

    assert again.paid_seconds == 9 * 3600
    assert TimeSheet.objects.count() == 2


def test_the_database_refuses_to_change_what_was_approved_or_said(cast: Cast) -> None:
    work(cast.ana, 9, 17)
    statement, (sheet,) = said(cast, TimeKind.BREAK, 12, 13), approved(cast)

    for change in (
        lambda: TimeSheet.objects.filter(pk=sheet.pk).update(paid_seconds=1),
        lambda: TimeSheet.objects.filter(pk=sheet.pk).delete(),
        lambda: TimeEntry.objects.filter(pk=statement.pk).update(kind=TimeKind.WORK),
        lambda: TimeEntry.objects.filter(pk=statement.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_day_that_is_not_over_is_not_approved(cast: Cast) -> None:
    work(cast.ana, 9, 12)

    assert approve_days(cast.ravi, people=[cast.ana], first=MONDAY, n_days=1, now=at(13)) == []


def test_nobody_approves_their_own_time(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        approve_days(cast.ana.user, people=[cast.ana], first=MONDAY, n_days=1, now=EVENING)

    assert code(refused) == "people.own_time"


def test_nothing_is_said_of_time_that_has_not_been_but_leave(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        said(cast, TimeKind.WORK, 40, 41)
    assert code(refused) == "people.time_ahead"

    said(cast, TimeKind.LEAVE, 40, 48)


def test_nothing_in_the_past_of_over_a_month_and_nothing_upside_down(cast: Cast) -> None:
    for start, end, expected in (
        (-800, -799, "shift_long_ago"),
        (12, 12, "time_length"),
        (12, 37, "time_length"),
    ):
        with pytest.raises(Refused) as refused:
            said(cast, TimeKind.TRAINING, start, end)
        assert code(refused) == f"people.{expected}"
