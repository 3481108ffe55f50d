"""The clock of each state: the oracles of a service level, through the product's own actions."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.intake.actions.clocks import note_breaches, set_service_level
from assay.intake.actions.stepping import take_step, undertake
from assay.intake.enums import RequestState as S
from assay.intake.models import Request, RequestClock
from assay.intake.queries.clocks import calendar_of, clock_now, counting, levels
from assay.kit.models import BusinessCalendar
from assay.kit.reasons import Refused
from assay.people.models import InboxMessage
from tests.intake.world import Intake, drafted, make_intake, office, submitted
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
# Mon-Fri 09-17: opened on a Friday at 16:30.
FRIDAY = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 10, 0, tzinfo=UTC)


def monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 9, hour, minute, tzinfo=UTC)


@pytest.fixture
def world() -> Intake:
    return make_intake()


def filed(world: Intake, at: datetime, hours: int, calendar: BusinessCalendar | None = None) -> Request:
    """Submitted at that moment, with so many hours of office time to judge it."""
    set_service_level(None, state=S.SUBMITTED, hours=hours, now=at)
    request = drafted(world, at)
    Request.objects.filter(pk=request.pk).update(calendar=calendar or office())
    return take_step(world.rita, request=request, wanted=S.SUBMITTED, now=at)


def due(request: Request) -> datetime | None:
    clock = clock_now(Request.objects.get(pk=request.pk))
    assert clock is not None
    return clock.due_at


def test_four_hours_from_friday_evening_are_over_on_monday(world: Intake) -> None:
    assert due(filed(world, FRIDAY, 4)) == monday(12, 30)


def test_while_the_requester_is_asked_the_clock_stands_still(world: Intake) -> None:
    request = filed(world, FRIDAY, 4)

    world.step(request, S.CLARIFYING, "lea", "Which weeks?", at=monday(9))
    paused = due(request)
    world.step(request, S.SUBMITTED, "rita", "All of March.", at=monday(10))

    assert paused is None
    assert due(request) == monday(13, 30)
    clock = RequestClock.objects.get(request=request)
    [pause] = clock.pauses.all()
    assert (pause.reason, pause.begins_at, pause.ends_at) == ("Which weeks?", monday(9), monday(10))
    assert counting(clock, calendar_of(request)).elapsed(monday(11)) == 1.5 * 3600


def test_what_comes_in_on_a_saturday_is_due_from_monday_on(world: Intake) -> None:
    assert due(filed(world, SATURDAY, 1)) == monday(10)


def test_without_a_calendar_it_counts_around_the_clock(world: Intake) -> None:
    request = submitted(world, FRIDAY)

    assert due(request) == FRIDAY + timedelta(hours=16)


def test_another_calendar_counts_again_from_the_start(world: Intake) -> None:
    set_service_level(None, state=S.SUBMITTED, hours=4, now=FRIDAY)
    request = submitted(world, FRIDAY)
    calendar = office()

    undertake(world.lea, request=request, owner=world.lea, calendar=calendar, now=monday(9))

    assert due(request) == monday(12, 30)


def test_a_running_clock_keeps_the_time_it_was_started_with(world: Intake) -> None:
    request = filed(world, FRIDAY, 4)

    set_service_level(world.omar, state=S.SUBMITTED, hours=1, now=FRIDAY)

    assert due(request) == monday(12, 30)
    assert [each.hours for each in levels()] == [1, 24, 16, 40]


def test_a_state_without_hours_has_no_clock(world: Intake) -> None:
    set_service_level(world.omar, state=S.SUBMITTED, hours=None, now=NOW)

    assert clock_now(submitted(world)) is None


def test_each_state_has_its_own_clock_and_takes_it_up_where_it_was_paused(world: Intake) -> None:
    request = filed(world, monday(9), 8)
    world.step(request, S.FEASIBLE, "lea", at=monday(10))
    world.step(request, S.CLARIFYING, "omar", "Who pays?", at=monday(12))
    world.step(request, S.SUBMITTED, "rita", "We do.", at=monday(13))
    world.step(request, S.FEASIBLE, "lea", at=monday(14))

    clocks = RequestClock.objects.filter(request=request).order_by("pk")
    assert [(each.state, each.started_at, each.stopped_at) for each in clocks] == [
        (S.SUBMITTED, monday(9), monday(10)),
        (S.FEASIBLE, monday(10), None),
        (S.SUBMITTED, monday(13), monday(14)),
    ]
    # 24 hours of office time, of which two passed before the pause of two hours.
    assert due(request) == datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def test_whoever_is_waited_for_is_told_once_when_the_time_is_over(world: Intake) -> None:
    request = filed(world, FRIDAY, 4)
    InboxMessage.objects.all().delete()

    told = [note_breaches(now=at) for at in (monday(12), monday(12, 30), monday(15))]

    assert told == [0, 1, 0]
    clock = RequestClock.objects.get(request=request)
    assert (clock.breached_at, clock.told_at) == (monday(12, 30), monday(12, 30))
    titles = InboxMessage.objects.values_list("user__name", "title")
    assert list(titles) == [("Lea", "The request “Grades for image search” is overdue")]


def test_what_was_late_stays_late_after_it_was_done(world: Intake) -> None:
    request = filed(world, FRIDAY, 4)

    world.step(request, S.FEASIBLE, "lea", at=monday(16))

    clock = RequestClock.objects.get(request=request, state=S.SUBMITTED)
    assert (clock.breached_at, clock.stopped_at) == (monday(12, 30), monday(16))


def test_all_clocks_stop_when_the_request_is_withdrawn(world: Intake) -> None:
    request = filed(world, FRIDAY, 4)
    world.step(request, S.CLARIFYING, "lea", "Which weeks?", at=monday(9))

    world.step(request, S.WITHDRAWN, "rita", "Not needed.", at=monday(10))

    clock = RequestClock.objects.get(request=request)
    assert (clock.stopped_at, clock.is_paused, clock.pauses.get().ends_at) == (monday(10), False, monday(10))


@pytest.mark.parametrize("name", ["rita", "lea", "zoe"])
def test_service_levels_are_set_by_operations_leads(world: Intake, name: str) -> None:
    with pytest.raises(Refused) as refused:
        set_service_level(getattr(world, name), state=S.SUBMITTED, hours=1, now=NOW)

    assert refused.value.reasons[0].code == "people.not_allowed"
