"""Tickets over the API, from both sides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from assay.people.models import User
from assay.support.actions.tickets import Brought
from assay.support.models import TicketFile
from tests.api.calling import ROOT, Api, token_of
from tests.support.help_world import ask, help_world
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
ASKED = {"category": "task", "subject": "The picture stays blank", "text": "In every third task."}


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_a_ticket_is_asked_answered_solved_and_rated() -> None:
    here = help_world()
    ana, ravi = as_(here.ana), as_(here.ravi)

    made = ana.post("/tickets", ASKED).json()
    where = f"/tickets/{made['uid']}"
    ravi.post(f"{where}/steps", {"take": True})
    ravi.post(f"{where}/messages", {"text": "Third this week.", "is_note": True})
    ravi.post(f"{where}/messages", {"text": "Mended.", "then": "solved"})
    ana.put(f"{where}/rating", {"score": 4, "words": "Quick."})

    own, theirs = ana.get(where).json(), ravi.get(where).json()
    assert [(each["who"], each["role"], each["text"]) for each in own["messages"]] == [
        ("", "", "In every third task."),
        ("Ravi", "site_lead", "Mended."),
    ]
    assert [each["is_note"] for each in theirs["messages"]] == [False, True, False]
    assert (own["state"], own["score"], own["person"], theirs["person"]) == ("solved", 4, "", "p0")
    assert (own["assignee"], own["due_at"]) == ("Ravi", None)
    assert [each["uid"] for each in ana.get("/me/tickets").json()["items"]] == [made["uid"]]


def test_others_find_neither_ticket_nor_queue() -> None:
    here = help_world()
    ticket = ask(here.ade)
    ana, ravi, mia = as_(here.ana), as_(here.ravi), as_(here.mia)
    where = f"/tickets/{ticket.uid}"

    assert [each.get(where).status_code for each in (ana, ravi, mia)] == [404, 404, 200]
    assert [each.post(f"{where}/messages", {"text": "x"}).status_code for each in (ana, ravi)] == [404, 404]
    assert [each.post(f"{where}/steps", {"take": True}).status_code for each in (ana, ravi)] == [404, 404]
    assert [each.put(f"{where}/rating", {"score": 1}).status_code for each in (ana, mia)] == [404, 404]
    assert ana.get("/tickets").status_code == 404
    assert [
        len(
            each.get(
                "/tickets",
            ).json()["items"]
        )
        for each in (ravi, mia)
    ] == [0, 1]
    assert [len(each.get("/tickets?q=blank").json()["items"]) for each in (ravi, mia)] == [0, 1]
    assert mia.get("/tickets?q=every+third").json()["items"][0]["person"] == "p1"
    assert mia.get("/tickets?q=nothing").json()["items"] == []


def test_who_asked_writes_no_notes_and_merging_is_of_one_person() -> None:
    here = help_world()
    first, second, others = ask(here.ana), ask(here.ana), ask(here.ade)
    mia = as_(here.mia)

    note = as_(here.ana).post(f"/tickets/{first.uid}/messages", {"text": "x", "is_note": True})
    mixed = mia.post(f"/tickets/{first.uid}/merge", {"into": str(others.uid)})
    merged = mia.post(f"/tickets/{first.uid}/merge", {"into": str(second.uid)})

    assert (note.status_code, note.json()["code"]) == (403, "support.notes_are_staffs")
    assert (mixed.status_code, mixed.json()["code"]) == (422, "support.other_person")
    assert (merged.status_code, merged.json()["uid"]) == (200, str(second.uid))


def test_a_file_comes_with_a_message_and_goes_to_who_sees_it(settings: Settings, tmp_path: object) -> None:
    settings.ASSAY_FILES = tmp_path
    here = help_world()
    ticket, token = ask(here.ana), token_of(here.ana)

    made = Client().post(
        f"{ROOT}/tickets/{ticket.uid}/files",
        {"file": SimpleUploadedFile("screen.png", b"png"), "text": "This."},
        headers={"Authorization": f"Bearer {token}"},
    )

    [file] = made.json()["files"]
    where = f"/ticket-files/{file['uid']}"
    assert (made.status_code, file["name"], file["n_bytes"]) == (201, "screen.png", 3)
    assert [as_(each).get(where).status_code for each in (here.ana, here.ravi, here.ade)] == [200, 200, 404]


def test_what_cannot_be_is_refused() -> None:
    here = help_world()
    ticket = ask(here.ana, now=NOW)
    ana, mia = as_(here.ana), as_(here.mia)

    assert ana.post("/tickets", {**ASKED, "category": "gossip"}).status_code == 422
    assert ana.post("/tickets", {**ASKED, "subject": " "}).json()["code"] == "support.no_text"
    assert mia.post(f"/tickets/{ticket.uid}/messages", {"text": "x", "then": "merged"}).status_code == 422
    assert mia.get("/tickets?category=nonsense").json()["items"] == []
    assert ana.put(f"/tickets/{ticket.uid}/rating", {"score": 5}).json()["code"] == "support.not_solved"


def test_clocks_are_read_by_who_answers_and_set_by_who_runs_support() -> None:
    here = help_world()
    ana, ravi, mia = as_(here.ana), as_(here.ravi), as_(here.mia)
    terms = {"answer_hours": 4, "solution_hours": 12, "closes_after_days": None}
    hours = {"days": [0, 1], "begins": "08:00", "ends": "12:00", "holidays": ["2026-12-25"]}
    where = f"/sites/{here.lisbon.uid}/support-hours"

    assert [each.put("/ticket-clocks/task", terms).status_code for each in (ana, ravi, mia)] == [
        404,
        403,
        200,
    ]
    assert [each.put(where, hours).status_code for each in (ana, ravi, mia)] == [404, 403, 200]
    assert mia.put(where, {**hours, "days": [9]}).status_code == 422

    assert ana.get("/ticket-clocks").status_code == 404
    found = ravi.get("/ticket-clocks").json()
    task = found["categories"][0]
    assert [task[name] for name in ("category", *terms)] == ["task", 4, 12, None]
    assert [(each["name"], each["days"], each["ends"]) for each in found["sites"]] == [
        ("Lisbon", [0, 1], "12:00")
    ]


def test_a_file_is_taken_away(settings: Settings, tmp_path: object) -> None:
    settings.ASSAY_FILES = tmp_path
    here = help_world()
    ana, ravi, ade = as_(here.ana), as_(here.ravi), as_(here.ade)
    ticket = ask(here.ana, files=[Brought("screen.png", [b"png"])])
    where, remove = f"/tickets/{ticket.uid}", f"/ticket-files/{TicketFile.objects.get().uid}/remove"

    refused = [ade.post(remove, {}), ravi.post(remove, {})]
    answers = [*refused, ravi.post(remove, {"reason": "A face."}), ana.post(remove, {})]

    assert [each.status_code for each in answers] == [404, 422, 204, 404]
    assert ana.get(where).json()["messages"][0]["files"][0]["removed_at"] is not None
