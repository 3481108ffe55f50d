"""The pages of help: asking on one side, answering on the other."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import Settings

from assay.people.models import Site, User
from assay.support.actions.tickets import Brought, answer, note
from assay.support.models import SiteHours, Ticket, TicketFile
from tests.support.help_world import HelpWorld, ask, help_world
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
POSTED = {"category": "task", "subject": "The picture stays blank", "text": "In every third task."}


def statuses(here: HelpWorld, where: str) -> list[int]:
    """Of nobody, Zoe, Ana, Ade, Ravi, Mia."""
    zoe = somebody("Zoe", NOW)
    people = (None, zoe, here.ana, here.ade, here.ravi, here.mia)
    found = [signed_in(each).get(where).status_code for each in people]
    zoe.delete()
    return found


def test_who_finds_what() -> None:
    here = help_world()
    ticket, private = ask(here.ana), ask(here.ana, "treatment")

    assert statuses(here, "/help/") == [302, 200, 200, 200, 200, 200]
    assert statuses(here, f"/help/{ticket.uid}/") == [302, 404, 200, 404, 404, 404]
    assert statuses(here, "/support/") == [302, 404, 404, 404, 200, 200]
    assert statuses(here, f"/support/{ticket.uid}/") == [302, 404, 404, 404, 200, 200]
    assert statuses(here, f"/support/{private.uid}/") == [302, 404, 404, 404, 404, 200]


def test_asking_takes_along_where_one_was_unless_one_says_no(settings: Settings, tmp_path: object) -> None:
    settings.ASSAY_FILES = tmp_path
    here = help_world()
    ana, page = signed_in(here.ana), f"/work/{here.world.project.uid}/"
    form = text(ana, f"/help/new/?page={page}")
    file = SimpleUploadedFile("screen.png", b"png")

    taken = ana.post("/help/new/", {**POSTED, "page": page, "take": "on", "file": file})
    without = ana.post("/help/new/", {**POSTED, "page": page})

    first, second = Ticket.objects.order_by("pk")
    assert (taken["Location"], without["Location"]) == (f"/help/{first.uid}/", f"/help/{second.uid}/")
    assert ("Send along where I was" in form, here.world.project.name in form) == (True, True)
    assert (first.project, first.page, second.project, second.page) == (here.world.project, page, None, "")
    assert TicketFile.objects.get().file.name == "screen.png"


def test_what_was_typed_is_there_again_when_it_is_refused() -> None:
    ana = signed_in(help_world().ana)

    refused = ana.post("/help/new/", {**POSTED, "category": ""})

    assert refused.status_code == 422
    assert "Choose what you need help with." in refused.content.decode()
    assert "In every third task." in refused.content.decode()


def test_who_asked_sees_first_names_and_no_notes() -> None:
    here = help_world()
    ticket = ask(here.ana)
    type(here.ravi).objects.filter(pk=here.ravi.pk).update(name="Ravi Menezes")
    note(here.mia, ticket=ticket, text="She asked before.", now=NOW)
    here.ravi.refresh_from_db()
    answer(here.ravi, ticket=ticket, text="Which browser?", now=NOW)

    own, theirs = (
        text(signed_in(here.ana), f"/help/{ticket.uid}/"),
        text(signed_in(here.mia), f"/support/{ticket.uid}/"),
    )

    assert ("Which browser?" in own, "BPO site lead" in own, "Menezes" in own) == (True, True, False)
    assert ("She asked before." in own, "Mia" in own) == (False, False)
    assert ("She asked before." in theirs, "Ravi Menezes" in theirs, "Ana Souza" in theirs) == (
        True,
        True,
        False,
    )


def test_a_ticket_is_written_on_solved_and_rated() -> None:
    here = help_world()
    ticket = ask(here.ana)
    ana = signed_in(here.ana)
    where = f"/help/{ticket.uid}/"

    ana.post(f"{where}write/", {"text": "Since Monday."})
    ana.post(f"{where}solved/")
    ana.post(f"{where}rate/", {"score": "4", "words": "Thanks"})
    nonsense = ana.post(f"{where}rate/", {"score": "²"}, follow=True)
    others = signed_in(here.ade).post(f"{where}write/", {"text": "Me too."})

    ticket.refresh_from_db()
    assert (ticket.state, ticket.score, ticket.messages.count()) == ("solved", 4, 2)
    assert "Give one to five." in nonsense.content.decode()
    assert others.status_code == 404


def test_staff_answer_steer_and_lose_sight_of_what_is_not_theirs() -> None:
    here = help_world()
    ticket, other = ask(here.ana), ask(here.ana)
    ravi, where = signed_in(here.ravi), f"/support/{ticket.uid}/"

    ravi.post(f"{where}assign/", {"to": "me"})
    ravi.post(f"{where}answer/", {"text": "Which browser?", "then": "waiting"})
    ravi.post(f"{where}answer/", {"text": "For us.", "then": "note"})
    ravi.post(f"{where}escalate/", {"reason": "Not ours."})
    merged = ravi.post(f"/support/{other.uid}/merge/", {"into": str(ticket.uid)})
    gone = ravi.post(f"{where}category/", {"category": "wellbeing"})
    late = ravi.post(f"{where}answer/", {"text": "x", "then": "open"})

    ticket.refresh_from_db()
    assert (merged["Location"], gone["Location"], late.status_code) == (where, reverse("support"), 404)
    assert (ticket.level, ticket.category, ticket.assignee) == ("crowd_manager", "wellbeing", None)
    assert ticket.messages.filter(is_internal=True).count() == 1


def test_many_at_once_and_nothing_out_of_reach() -> None:
    here = help_world()
    mine, others = ask(here.ana), ask(here.ade)
    ravi = signed_in(here.ravi)

    taken = ravi.post(
        "/support/chosen/", {"ticket": str(mine.uid), "do": "take", "next": "/support/?late=on"}
    )
    elsewhere = ravi.post(
        "/support/chosen/", {"ticket": str(mine.uid), "do": "solve", "next": "https://example.org/"}
    )
    refused = ravi.post("/support/chosen/", {"ticket": [str(mine.uid), str(others.uid)], "do": "solve"})

    mine.refresh_from_db()
    assert (taken["Location"], elsewhere["Location"], refused.status_code) == (
        "/support/?late=on",
        "/support/",
        404,
    )
    assert (mine.assignee, mine.state) == (here.ravi, "solved")


def test_the_queue_is_searched_and_asks_as_often_for_three_as_for_one() -> None:
    here = help_world()
    ask(here.ana, subject="Nothing loads")
    mia = signed_in(here.mia)
    alone = n_queries(mia, "/support/")
    for subject in ("My pay", "My shift"):
        ask(here.ade, subject=subject, text="Since Monday.")

    assert n_queries(mia, "/support/") == alone
    found = text(mia, "/support/?q=monday&state=open")
    assert ("My pay" in found, "My shift" in found, "Nothing loads" in found) == (True, True, False)
    assert "No ticket fits" in text(mia, "/support/?q=loads&late=on&mine=on&category=nonsense&q=x%00")


def test_own_tickets_ask_as_often_for_three_as_for_one() -> None:
    here = help_world()
    ask(here.ana)
    ana = signed_in(here.ana)
    alone = n_queries(ana, "/help/")
    for _ in range(2):
        ask(here.ana)

    assert n_queries(ana, "/help/") == alone


def test_the_clocks_are_set_by_who_runs_support_and_every_site_is_its_leads_alone() -> None:
    here = help_world()
    mia, ravi = signed_in(here.mia), signed_in(here.ravi)
    page, read = text(mia, "/support/clocks/"), text(ravi, "/support/clocks/")
    hours = f"/support/clocks/{here.lisbon.uid}/"
    usual = {"day": ["0", "5"], "begins": "08:00", "ends": "12:00"}

    wrong = mia.post("/support/clocks/", {"task-answer_hours": "9", "task-solution_hours": "x"})
    bad_day = mia.post(hours, {**usual, "holidays": "Christmas"})
    good = mia.post(hours, {**usual, "holidays": "2026-12-25\r\n"})
    not_ravis = ravi.post(hours, usual)
    Site.objects.exclude(pk=here.lisbon.pk).update(name="Kairo")
    others = ravi.post(f"/support/clocks/{Site.objects.exclude(pk=here.lisbon.pk).get().uid}/", usual)

    assert ("Cairo" in page, "Lisbon" in read, "Cairo" in read) == (True, True, False)
    assert ('name="pay-answer_hours"' in page, 'name="pay-answer_hours"' in read) == (True, False)
    assert (wrong.status_code, "Whole hours from 1 to 1,000." in wrong.content.decode()) == (422, True)
    assert (bad_day.status_code, ">Christmas</textarea>" in bad_day.content.decode()) == (422, True)
    assert "“Christmas” is no day: write it as 2026-12-25." in bad_day.content.decode()
    assert (good["Location"], SiteHours.objects.get().days) == ("/support/clocks/", [0, 5])
    assert (not_ravis.status_code, others.status_code) == (422, 404)
    assert [signed_in(each).get("/support/clocks/").status_code for each in (here.ana, here.world.owner)] == [
        404
    ] * 2


def test_a_file_is_taken_away_on_either_side(settings: Settings, tmp_path: object) -> None:
    settings.ASSAY_FILES = tmp_path
    here = help_world()
    ticket = ask(here.ana, files=[Brought("me.png", [b"me"]), Brought("you.png", [b"you"])])
    ana, ravi = signed_in(here.ana), signed_in(here.ravi)
    mine, other = TicketFile.objects.order_by("pk")
    where = f"/help/files/{mine.uid}/remove/"

    stranger = signed_in(here.ade).post(where)
    gone = ana.post(where)
    why = ravi.post(f"/help/files/{other.uid}/remove/", {"reason": "Shows a colleague."})

    assert (stranger.status_code, gone["Location"], why["Location"]) == (
        404,
        f"/help/{ticket.uid}/",
        f"/support/{ticket.uid}/",
    )
    assert [ana.get(f"/help/files/{each.uid}/").status_code for each in (mine, other)] == [404, 404]
    assert "Shows a colleague." in text(ravi, f"/support/{ticket.uid}/")
    assert text(ana, f"/help/{ticket.uid}/").count("Removed.") == 2


def test_who_is_waited_for_reads_when_the_ticket_is_closed() -> None:
    here = help_world()
    ticket = ask(here.ana)
    said = "it counts as solved. Writing later opens it again."
    before = text(signed_in(here.ana), f"/help/{ticket.uid}/")
    answer(here.ravi, ticket=ticket, text="Which browser?", now=NOW)

    after = text(signed_in(here.ana), f"/help/{ticket.uid}/")

    assert (said in before, said in after) == (False, True)
    assert "Closed by itself" in text(signed_in(here.ravi), f"/support/{ticket.uid}/")


def test_nothing_of_a_ticket_names_another_contributor() -> None:
    """Ade asks in the same project, and about Ana: no page or answer of hers shows him, his words or his tickets."""
    here = help_world()
    ticket = ask(here.ana)
    User.objects.filter(pk=here.ade.pk).update(name="Ade Okafor")
    other = ask(here.ade, "treatment", subject="About Kiebitz", text="Kiebitz laughs at Ana.")
    here.world.people[1].pseudonym = "Kiebitz"
    here.world.people[1].save(update_fields=["pseudonym"])
    note(here.mia, ticket=ticket, text="Kiebitz wrote, too.", now=NOW)
    answer(here.mia, ticket=other, text="Thank you.", now=NOW)
    ana = signed_in(here.ana)

    places = ("", f"{ticket.uid}/", "new/", "answers/", "suggested/?q=Kiebitz")
    pages = [text(ana, f"/help/{where}") for where in places] + [text(ana, "/inbox/")]

    shown = [word for page in pages for word in ("Kiebitz", "Okafor", str(other.uid)) if word in page]
    assert (shown, "The picture stays blank" in pages[0]) == ([], True)
