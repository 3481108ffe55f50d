"""Clocks that somebody set, tickets that nobody writes in, files that are taken away."""

from datetime import timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from assay.kit.files import path_of
from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.models import InboxMessage
from assay.support.actions.closing import close_silent
from assay.support.actions.files import remove_file
from assay.support.actions.terms import TermsDraft, set_category_terms, set_site_hours
from assay.support.actions.tickets import Brought, answer, note, write
from assay.support.models import TicketFile, TicketStep
from assay.support.queries.scope import file_for
from assay.support.queries.silence import closes_at
from assay.support.rules import reasons
from assay.support.rules.clocks import Typed
from tests.support.help_world import ask, help_world
from tests.support.test_ticket_clocks import at, dues
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


def test_clocks_follow_what_was_set_for_the_category_and_the_site() -> None:
    """Monday to Saturday from 8 to 12, but not on the tenth, a Tuesday; from then on, and only there."""
    here = help_world()
    before = ask(here.ana, now=at(9, 9))
    for by in (here.ravi, here.ana):
        with pytest.raises(Refused):
            set_category_terms(by, category="task", draft=TermsDraft(2, 6, 5), now=NOW)
        with pytest.raises(Refused):
            set_site_hours(by, site=here.lisbon, typed=Typed(["0"], "08:00", "12:00"), now=NOW)

    set_category_terms(here.mia, category="task", draft=TermsDraft(2, 6, 5), now=NOW)
    typed = Typed(list("012345"), "08:00", "12:00", ["2026-03-10"])
    set_site_hours(here.omar, site=here.lisbon, typed=typed, now=NOW)
    lisbon, cairo = ask(here.ana, now=at(9, 9)), ask(here.ade, now=at(9, 9))

    assert dues(before) == [at(9, 17), at(11, 15)]
    assert dues(lisbon) == [at(9, 11), at(11, 11)]
    assert dues(cairo) == [at(9, 11), at(9, 15)]
    audited = AuditEvent.objects.filter(table_name__in=["support_categoryterms", "support_sitehours"])
    assert audited.count() == 2


def test_who_does_not_answer_is_reminded_and_then_the_ticket_is_closed() -> None:
    """Asked back on the ninth; a note among staff is nothing to answer. Writing opens it again."""
    here = help_world()
    ticket, private = ask(here.ana, now=at(9, 9)), ask(here.ade, "wellbeing", now=at(9, 9))
    answer(here.ravi, ticket=ticket, text="Which browser?", now=at(9, 10))
    answer(here.mia, ticket=private, text="How are you today?", now=at(9, 10))
    note(here.ravi, ticket=ticket, text="Third this week.", now=at(12, 10))
    found = [close_silent(now=when) for when in (at(14, 9), at(14, 10), at(14, 11), at(16, 9))]
    for each in (ticket, private):
        each.refresh_from_db()

    assert (found, closes_at(ticket), closes_at(private)) == ([0, 1, 0, 0], at(16, 10), None)
    assert [close_silent(now=at(16, 10)), close_silent(now=at(17, 10))] == [1, 0]
    ticket.refresh_from_db()
    assert (ticket.state, ticket.solved_at, closes_at(ticket)) == ("solved", at(16, 10), None)
    assert list(
        InboxMessage.objects.filter(user=here.ana).order_by("pk").values_list("title", flat=True)
    ) == [
        "Your ticket was answered",
        "Your ticket is closed on 2026-03-16 unless you write",
        "Your ticket was closed because you wrote nothing; write, and it is open again",
    ]
    steps = ticket.steps.filter(by=None).order_by("pk").values_list("kind", flat=True)
    assert list(steps) == ["reminded", "solved"]
    write(here.ana, ticket=ticket, text="Firefox.", now=at(20, 10))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.solved_at) == ("open", None)
    assert close_silent(now=at(31, 10)) == 0


def test_a_reminder_counts_for_its_own_silence_only() -> None:
    here = help_world()
    ticket = ask(here.ana, now=at(2, 9))
    answer(here.ravi, ticket=ticket, text="Which browser?", now=at(2, 10))
    close_silent(now=at(8, 10))
    write(here.ana, ticket=ticket, text="Firefox.", now=at(9, 8))
    answer(here.ravi, ticket=ticket, text="And which version?", now=at(9, 10))

    assert [close_silent(now=at(15, 10)), close_silent(now=at(15, 11))] == [1, 0]
    assert [close_silent(now=at(17, 9)), close_silent(now=at(17, 10))] == [0, 1]


def test_a_file_is_taken_away_by_who_brought_it_or_for_a_reason(settings: Settings, tmp_path: object) -> None:
    settings.ASSAY_FILES = tmp_path
    here = help_world()
    brought = [Brought("me.png", [b"me"]), Brought("you.png", [b"you"])]
    ask(here.ana, files=brought)
    mine, second = TicketFile.objects.order_by("pk")
    for stranger in (here.ade, here.world.owner):
        with pytest.raises(NotFound):
            remove_file(stranger, file=mine, reason="Mine.", now=NOW)
    with pytest.raises(Refused) as why:
        remove_file(here.ravi, file=second, reason=" \0", now=NOW)

    remove_file(here.ana, file=mine, now=NOW + timedelta(hours=1))
    remove_file(here.ravi, file=second, reason="Shows a colleague.", now=NOW + timedelta(hours=1))

    assert why.value.reasons[0].code == reasons.NEEDS_REASON.code
    for each in (mine, second):
        with pytest.raises(NotFound):
            file_for(here.ana, each.uid)
    steps = TicketStep.objects.filter(kind="removed").order_by("pk").values_list("note", "by__name")
    assert list(steps) == [("me.png", "Ana Souza"), ("you.png: Shows a colleague.", "Ravi")]
    assert TicketFile.objects.count() == 2


def test_what_was_in_a_removed_file_is_gone(
    settings: Settings, tmp_path: object, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.ASSAY_FILES = tmp_path
    here = help_world()
    ask(here.ana, files=[Brought("me.png", [b"me"])])
    mine = TicketFile.objects.select_related("file", "message").get()
    was_there = path_of(mine.file).exists()

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(here.ana, file=mine, now=NOW)

    assert (was_there, path_of(mine.file).exists()) == (True, False)
