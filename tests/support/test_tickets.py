"""Asking for help: who is told and sees it, what the clocks do, how it ends."""

import pytest
from django.db import DatabaseError, transaction
from pytest_django.fixtures import Settings

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, InboxMessage, User
from assay.support.actions.steering import assign, escalate, file_under, merge, rate_help, solve_many
from assay.support.actions.tickets import Brought, answer, note, settle, write
from assay.support.models import Ticket, TicketMessage, TicketStep
from assay.support.queries.conversation import messages_of
from assay.support.queries.finding import Satisfaction, satisfaction
from assay.support.queries.scope import file_for, own_ticket, ticket_to_answer, tickets_to_answer
from assay.support.rules import reasons
from assay.work.actions.claiming import Dice, claim
from tests.support.help_world import HelpWorld, ask, help_world
from tests.web.quality_cast import somebody
from tests.web.site_world import lead
from tests.work.world import NOW, later

pytestmark = pytest.mark.django_db


def told(user: User) -> list[tuple[str, str]]:
    return list(InboxMessage.objects.filter(user=user).order_by("pk").values_list("kind", "title"))


def seen_by(here: HelpWorld, ticket: Ticket) -> list[str]:
    people = (here.ravi, here.mia, here.omar, here.ana, here.ade, here.world.owner)
    return [each.name for each in people if tickets_to_answer(each).filter(pk=ticket.pk).exists()]


def test_a_question_goes_to_who_leads_the_site_and_says_nothing_of_itself() -> None:
    here = help_world()

    ticket = ask(here.ana)

    assert (ticket.level, ticket.state, ticket.contributor) == ("site_lead", "open", here.world.people[0])
    assert seen_by(here, ticket) == ["Ravi", "Mia", "Omar"]
    assert told(here.ravi) == [("support.asked", "Somebody asks for help: A task or a guideline")]
    assert (told(here.mia), told(here.ana)) == ([], [])


@pytest.mark.parametrize("category", ["treatment", "wellbeing"])
def test_what_is_private_never_meets_a_site_lead(category: str) -> None:
    here = help_world()
    team = lead("Tom", vendor=here.lisbon.vendor, site=here.lisbon, team=here.world.people[0].team)

    ticket = ask(here.ana, category)

    assert (ticket.level, seen_by(here, ticket)) == ("crowd_manager", ["Mia", "Omar"])
    assert (told(here.ravi), told(team), len(told(here.mia))) == ([], [], 1)
    for each in (here.ravi, team):
        with pytest.raises(NotFound):
            ticket_to_answer(each, ticket.uid)
        with pytest.raises(NotFound):
            answer(each, ticket=ticket, text="Tell me.", now=NOW)


def test_who_leads_another_site_finds_nothing() -> None:
    here = help_world()
    ticket = ask(here.ade)

    assert (ticket.level, seen_by(here, ticket)) == ("crowd_manager", ["Mia", "Omar"])
    for read in (ticket_to_answer, own_ticket):
        with pytest.raises(NotFound):
            read(here.ravi, ticket.uid)
        with pytest.raises(NotFound):
            read(here.ana, ticket.uid)
    for act in (
        lambda: answer(here.ravi, ticket=ticket, text="Hello.", now=NOW),
        lambda: note(here.ravi, ticket=ticket, text="Hello.", now=NOW),
        lambda: escalate(here.ravi, ticket=ticket, reason="Mine.", now=NOW),
        lambda: assign(here.ravi, ticket=ticket, to=here.ravi, now=NOW),
        lambda: write(here.ana, ticket=ticket, text="Hello.", now=NOW),
        lambda: settle(here.ana, ticket=ticket, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()


def test_nobody_answers_their_own_ticket() -> None:
    here = help_world()

    ticket = ask(here.mia, "pay")

    assert (ticket.level, ticket.contributor, seen_by(here, ticket)) == ("operations_lead", None, ["Omar"])


def test_a_conversation_waits_now_for_one_now_for_the_other() -> None:
    here = help_world()
    ticket = ask(here.ana)
    answer(here.ravi, ticket=ticket, text="Which browser?", now=later(hours=1))
    waiting = Ticket.objects.get()
    note(here.mia, ticket=ticket, text="Third this week.", now=later(hours=2))
    write(here.ana, ticket=ticket, text="Firefox.", now=later(hours=3))
    reopened = Ticket.objects.get()
    answer(here.ravi, ticket=ticket, text="Mended.", then="solved", now=later(hours=4))

    ticket.refresh_from_db()
    assert (waiting.state, reopened.state, ticket.state) == ("waiting", "open", "solved")
    assert (ticket.answered_at, ticket.solved_at) == (later(hours=1), later(hours=4))
    heard = [(each.role, each.text) for each in messages_of(ticket, with_notes=False)]
    assert heard == [
        ("", "In every third task."),
        ("site_lead", "Which browser?"),
        ("", "Firefox."),
        ("site_lead", "Mended."),
    ]
    assert [each.text for each in messages_of(ticket, with_notes=True) if each.is_internal] == [
        "Third this week."
    ]
    assert told(here.ana) == [
        ("support.ticket", "Your ticket was answered"),
        ("support.ticket", "Your ticket was answered and is solved"),
    ]
    kinds = TicketStep.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["opened", "asked_back", "taken_up", "solved"]


def test_it_goes_up_by_hand_and_nobody_has_taken_it_there() -> None:
    here = help_world()
    ticket = ask(here.ana)
    assign(here.ravi, ticket=ticket, to=here.ravi, now=NOW)
    with pytest.raises(Refused) as zoe:
        assign(here.ravi, ticket=ticket, to=here.ade, now=NOW)

    escalate(here.ravi, ticket=ticket, reason="Not ours to mend.", now=NOW)
    escalate(here.mia, ticket=ticket, reason="Nor mine.", now=NOW)
    with pytest.raises(Refused) as top:
        escalate(here.omar, ticket=ticket, reason="Higher.", now=NOW)

    ticket.refresh_from_db()
    assert (ticket.level, ticket.assignee) == ("operations_lead", None)
    assert zoe.value.reasons[0].code == reasons.NOT_STAFF.code
    assert top.value.reasons[0].code == reasons.TOP_LEVEL.code
    assert told(here.omar) == [("support.asked", "A ticket was escalated to you: A task or a guideline")]


def test_what_turns_out_to_be_private_leaves_the_sight_of_the_lead() -> None:
    here = help_world()
    ticket = ask(here.ana, "other")
    assign(here.ravi, ticket=ticket, to=here.ravi, now=NOW)

    file_under(here.mia, ticket=ticket, category="treatment", now=NOW)

    ticket.refresh_from_db()
    assert (ticket.level, ticket.assignee, seen_by(here, ticket)) == ("crowd_manager", None, ["Mia", "Omar"])


def test_two_tickets_of_one_person_become_one() -> None:
    here = help_world()
    first, second, others = ask(here.ana), ask(here.ana, text="Again."), ask(here.ade)
    with pytest.raises(Refused) as of_two:
        merge(here.mia, ticket=second, into=others, now=NOW)

    merge(here.mia, ticket=second, into=first, now=later(minutes=1))

    second.refresh_from_db()
    assert of_two.value.reasons[0].code == reasons.OTHER_PERSON.code
    assert (second.state, second.merged_into) == ("merged", first)
    assert [each.text for each in messages_of(first, with_notes=False)] == ["In every third task.", "Again."]
    with pytest.raises(Refused) as gone:
        write(here.ana, ticket=second, text="Hello?", now=NOW)
    assert gone.value.reasons[0].code == reasons.IS_MERGED.code


def test_many_are_closed_at_once_but_only_those_in_reach() -> None:
    here = help_world()
    tickets = [ask(here.ana), ask(here.ana)]

    assert solve_many(here.ravi, tickets=tickets, now=NOW) == 2
    assert solve_many(here.ravi, tickets=tickets, now=NOW) == 0
    with pytest.raises(NotFound):
        solve_many(here.ravi, tickets=[ask(here.ade)], now=NOW)
    assert list(Ticket.objects.order_by("pk").values_list("state", flat=True)) == ["solved", "solved", "open"]


def test_help_is_rated_once_it_is_over() -> None:
    here = help_world()
    tickets = [ask(here.ana) for _ in range(3)]
    with pytest.raises(Refused):
        rate_help(here.ana, ticket=tickets[0], score=5, now=NOW)
    solve_many(here.ravi, tickets=tickets, now=NOW)
    for each, score in zip(tickets, (5, 4, 1), strict=True):
        rate_help(here.ana, ticket=each, score=score, now=NOW)
    with pytest.raises(Refused):
        rate_help(here.ana, ticket=tickets[0], score=6, now=NOW)
    with pytest.raises(NotFound):
        rate_help(here.ravi, ticket=tickets[0], score=5, now=NOW)

    assert satisfaction(here.ravi) == Satisfaction(3, 2, 10 / 3)
    assert satisfaction(here.ade) == Satisfaction(0, 0, None)


def test_a_file_is_read_by_who_sees_the_message(settings: Settings, tmp_path: object) -> None:
    settings.ASSAY_FILES = tmp_path
    here = help_world()
    ticket = ask(here.ana, files=[Brought("screen.png", [b"png"])])
    note(here.ravi, ticket=ticket, text="For us.", files=[Brought("log.txt", [b"log"])], now=NOW)
    sent, internal = (each.files.get() for each in TicketMessage.objects.order_by("pk"))

    assert [file_for(each, sent.uid).file.name for each in (here.ana, here.ravi)] == ["screen.png"] * 2
    assert file_for(here.mia, internal.uid).file.name == "log.txt"
    for who, file in (
        (here.ade, sent),
        (here.ana, internal),
        (lead("Eve", vendor=here.lisbon.vendor, site=here.world.people[1].site), sent),
    ):
        with pytest.raises(NotFound):
            file_for(who, file.uid)
    for bad in ([Brought("empty", [b""])], [Brought("x", [b"x"])] * 6, [Brought("big", [b"x" * 2**20] * 11)]):
        with pytest.raises(Refused):
            write(here.ana, ticket=ticket, text="More.", files=bad, now=NOW)
    assert TicketMessage.objects.count() == 2


def test_only_what_the_person_sees_is_taken_along() -> None:
    here = help_world()
    Contributor.objects.filter(pk=here.world.people[0].pk).update(standing="active")
    claim(here.world.worker(0), n=1, now=NOW, dice=Dice(1.0, 0.5))
    project = here.world.project

    working = ask(here.ana, page="/work/", browser="Firefox\0 140")
    of_project = ask(here.ana, page=f"/projects/{project.uid}/?x=1")
    elsewhere = ask(here.ana, page="https://example.org/", browser="Firefox")
    stranger = ask(somebody("Zoe", NOW), page=f"/work/{project.uid}/")

    assert (working.project, working.task and working.task.external_id) == (project, "t0")
    assert working.browser == "Firefox 140"
    assert (of_project.project, of_project.task) == (project, None)
    assert (elsewhere.page, elsewhere.browser) == ("", "")
    assert (stranger.project, stranger.task) == (None, None)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"category": "gossip"}, ["support.no_category"]),
        ({"subject": " \0", "text": ""}, ["support.no_text", "support.no_text"]),
        ({"subject": "x" * 161}, ["support.too_long"]),
        ({"text": "x" * 10_001}, ["support.too_long"]),
    ],
)
def test_what_cannot_be_asked(given: dict[str, str], codes: list[str]) -> None:
    zoe = somebody("Zoe", NOW)

    with pytest.raises(Refused) as refused:
        ask(zoe, given.pop("category", "pay"), **given)  # type: ignore[arg-type]  # By name.

    assert [each.code for each in refused.value.reasons] == codes


def test_nobody_opens_more_tickets_than_can_be_read() -> None:
    zoe = somebody("Zoe", NOW)
    for _ in range(20):
        ask(zoe)

    with pytest.raises(Refused) as refused:
        ask(zoe)

    assert refused.value.reasons[0].code == reasons.OPEN_TOO_MANY.code


def test_what_was_said_stays_and_the_trail_does_not_repeat_it() -> None:
    here = help_world()
    before = AuditEvent.objects.count()

    ask(here.ana, "treatment", subject="The lead shouts", text="Every morning.")

    events = AuditEvent.objects.order_by("recorded_at")[before:]
    assert {each.table_name for each in events} >= {"support_ticket", "support_ticketmessage"}
    assert not [each for each in events if "shouts" in str(each.changes) or "morning" in str(each.changes)]
    for table in (TicketMessage, TicketStep):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.update(by=here.mia)
    with pytest.raises(DatabaseError), transaction.atomic():
        TicketMessage.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Ticket.objects.all().delete()


def test_a_crowd_manager_of_one_vendor_answers_its_people_only() -> None:
    here = help_world()
    ticket, other = ask(here.ana, "treatment"), ask(here.ade, "treatment")
    nia = somebody("Nia", NOW, role=Role.CROWD_MANAGER, vendor=here.lisbon.vendor)

    assert [each.pk for each in tickets_to_answer(nia)] == [ticket.pk]
    assert other.pk not in tickets_to_answer(nia).values_list("pk", flat=True)
