"""The clocks: in the working time of the person's site, standing still while the person is waited for."""

from datetime import UTC, datetime, timedelta

import pytest

from assay.people.models import InboxMessage
from assay.support.actions.clocks import take_late_up
from assay.support.actions.steering import file_under
from assay.support.actions.tickets import answer, settle, write
from assay.support.models import Ticket, TicketClock
from tests.support.help_world import ask, help_world

pytestmark = pytest.mark.django_db
# A Friday in winter: Lisbon's clocks show UTC, Cairo's two hours more.
FRIDAY = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def dues(ticket: Ticket) -> list[datetime | None]:
    return [each.due_at for each in ticket.clocks.order_by("kind")]


def test_hours_are_those_of_the_site() -> None:
    """Eight and twenty-four working hours from nine to six: half an hour is left of Friday in Lisbon, none in Cairo."""
    here = help_world()
    type(here.lisbon).objects.exclude(pk=here.lisbon.pk).update(time_zone="Africa/Cairo")

    lisbon, cairo = ask(here.ana, now=FRIDAY), ask(here.ade, now=FRIDAY)

    assert dues(lisbon) == [at(9, 16, 30), at(11, 14, 30)]
    assert dues(cairo) == [at(9, 15), at(11, 13)]


def test_what_cannot_wait_counts_around_the_clock() -> None:
    here = help_world()

    ticket = ask(here.ana, "wellbeing", now=FRIDAY)

    assert dues(ticket) == [FRIDAY + timedelta(hours=12), FRIDAY + timedelta(hours=72)]


def test_the_clock_of_the_solution_stands_still_while_the_person_is_waited_for() -> None:
    """Two of 24 hours are over when Ravi asks back on Monday; Ana answers on Wednesday at nine."""
    here = help_world()
    ticket = ask(here.ana, now=at(9, 9))
    answer(here.ravi, ticket=ticket, text="Which one?", now=at(9, 11))
    paused = dues(ticket)
    write(here.ana, ticket=ticket, text="All.", now=at(11, 9))
    running = dues(ticket)
    settle(here.ana, ticket=ticket, now=at(11, 10))
    write(here.ana, ticket=ticket, text="No, again.", now=at(16, 9))

    assert (paused, running) == ([None, None], [None, at(13, 13)])
    # Three hours have counted; twenty-one are left, nine of them on each day.
    assert dues(ticket) == [None, at(18, 12)]


def test_another_category_asks_for_other_hours_from_the_start() -> None:
    here = help_world()
    ticket = ask(here.ana, now=at(9, 9))

    file_under(here.mia, ticket=ticket, category="wellbeing", now=at(9, 12))

    assert dues(ticket) == [at(9, 21), at(12, 9)]


def test_what_waits_too_long_goes_up_once_for_each_clock() -> None:
    here = help_world()
    ticket = ask(here.ana, now=at(9, 9))
    early = take_late_up(now=at(9, 16, 59))

    late, again = take_late_up(now=at(9, 17)), take_late_up(now=at(9, 17, 1))

    ticket.refresh_from_db()
    assert (early, late, again, ticket.level) == (0, 1, 0, "crowd_manager")
    assert TicketClock.objects.get(kind="answer").breached_at == at(9, 17)
    kinds = (
        InboxMessage.objects.filter(kind="support.late").order_by("user").values_list("user__name", flat=True)
    )
    assert list(kinds) == ["Mia"]
    answer(here.mia, ticket=ticket, text="We look.", then="open", now=at(9, 18))
    assert take_late_up(now=at(12, 9)) == 1
    ticket.refresh_from_db()
    assert ticket.level == "operations_lead"
