"""The API of calibration: the whole way of a session, and what nobody may know before its time."""

from uuid import UUID

import msgspec
import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.people.models import Contributor, User
from assay.work.actions.asking import ask_question
from assay.work.actions.claiming import claim
from tests.api.calling import Api, token_of
from tests.quality.calibrated import Room, answered, closed, make_room, opened
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room()


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_a_session_from_its_making_to_its_alignment(room: Room) -> None:
    ben, ana = as_(room.ben), as_(room.people[0])
    asked = {"title": "Week 12", "due_at": "2126-12-01T18:00:00Z"}
    made = ben.post(f"/projects/{room.world.project.uid}/calibration-sessions", asked).json()
    address = f"/calibration-sessions/{made['uid']}"
    people = [str(each.uid) for each in Contributor.objects.order_by("pk")[:2]]

    assert ben.post(f"{address}/items", {"external_ids": ["t0"]}).status_code == 200
    assert ben.post(f"{address}/people", {"people": people}).status_code == 200
    assert ben.post(f"{address}/move/open", {}).json()["state"] == "open"
    item = ana.get(f"{address}/next").json()
    assert (
        ana.post(f"/calibration-items/{item['uid']}/answer", {"answers": {"match": "no"}}).status_code == 200
    )
    assert ana.get(f"{address}/next").status_code == 404
    assert ana.get(f"{address}/items").json()["items"][0]["benchmark"] is None
    assert ben.post(f"{address}/move/ruling", {}).json()["state"] == "ruling"
    ruling = {"benchmark": {"match": "yes"}, "ruling": "The brand counts."}
    assert ben.post(f"/calibration-items/{item['uid']}/ruling", ruling).json()["benchmark"] == {
        "match": "yes"
    }
    assert ben.get(f"{address}/alignment").status_code == 404
    assert ben.post(f"{address}/move/closed", {}).json()["state"] == "closed"

    found = ben.get(f"{address}/alignment").json()
    assert found["overall"] == {
        "share": 0.0,
        "low": 0.0,
        "high": pytest.approx(0.7935, abs=1e-4),
        "n": 1,
        "n_items": 1,
    }
    assert [(each["name"], each["share"]) for each in found["people"]] == [("p0", 0.0)]
    assert ana.get(f"{address}/items").json()["items"][0]["ruling"] == "The brand counts."


def test_nobody_who_was_not_invited_finds_a_session(room: Room) -> None:
    session = opened(room)
    room.world.people[3].memberships.update(retired_at=NOW)
    zoe = as_(room.zoe)

    for what in ("", "/items", "/next", "/alignment", "/remarks"):
        assert zoe.get(f"/calibration-sessions/{session.uid}{what}").status_code == 404
    for what in ("answer", "ruling", "gold"):
        item = room.items()[0].uid
        body = (
            {"answers": {}}
            if what == "answer"
            else {"benchmark": {}, "ruling": "x"}
            if what == "ruling"
            else None
        )
        assert zoe.post(f"/calibration-items/{item}/{what}", body).status_code == 404
    assert zoe.get(f"/projects/{room.world.project.uid}/calibration-sessions").status_code == 404


def test_a_site_lead_reads_the_own_site_and_moves_nothing(room: Room) -> None:
    session = closed(room)
    ravi = as_(room.ravi)

    found = ravi.get(f"/calibration-sessions/{session.uid}/alignment").json()

    assert [each["name"] for each in found["sites"]] == ["Lisbon"]
    assert {each["name"] for each in found["people"]} == {"p0", "p1"}
    points = ravi.get(f"/projects/{room.world.project.uid}/calibration-series").json()["sessions"]
    assert [[site["name"] for site in point["sites"]] for point in points] == [["Lisbon"]]
    assert (
        ravi.post(f"/calibration-sessions/{session.uid}/move/cancelled", {"reason": "x"}).status_code == 403
    )


def test_what_is_right_is_told_once_the_session_is_closed(room: Room) -> None:
    session = answered(room)
    ana = as_(room.people[0])

    assert {
        each["ruling"] for each in ana.get(f"/calibration-sessions/{session.uid}/items").json()["items"]
    } == {""}
    said = ana.post(f"/calibration-sessions/{session.uid}/remarks", {"text": "I took it for another brand."})
    assert said.status_code == 201
    assert [
        each["text"] for each in ana.get(f"/calibration-sessions/{session.uid}/remarks").json()["items"]
    ] == ["I took it for another brand."]


def test_gold_and_retraining_follow_from_a_closed_session(room: Room) -> None:
    session = closed(room)
    ben = as_(room.ben)
    people = ben.get(f"/calibration-sessions/{session.uid}/alignment").json()["people"]

    gold = ben.post(f"/calibration-items/{room.items()[0].uid}/gold")
    asked = {"participants": [people[0]["participant"]], "question": "match"}
    again = ben.post(f"/calibration-sessions/{session.uid}/retraining", asked)

    assert (gold.status_code, gold.json()["answers"]) == (201, {"match": ["yes"]})
    assert again.status_code == 200


def test_proposals_are_made_adopted_and_declined(room: Room) -> None:
    ben, lea = as_(room.ben), as_(room.world.owner)
    address = f"/projects/{room.world.project.uid}/guideline-proposals"

    one, other = (ben.post(address, {"text": text, "section": "brands"}).json() for text in ("Yes.", "No."))
    adopt = {"title": "Brands", "markdown": "Yes."}

    assert ben.post(f"/guideline-proposals/{one['uid']}/adopt", adopt).status_code == 403
    assert lea.post(f"/guideline-proposals/{one['uid']}/adopt", adopt).json()["state"] == "adopted"
    assert (
        lea.post(f"/guideline-proposals/{other['uid']}/decline", {"note": "Twice."}).json()["note"]
        == "Twice."
    )
    assert [each["state"] for each in ben.get(address).json()["items"]] == ["declined", "adopted"]
    assert as_(room.zoe).get(address).status_code == 404
    assert as_(room.ravi).get(address).status_code == 403


def test_a_question_is_answered_for_everybody(room: Room) -> None:
    worker = room.world.worker(0)
    [task, *_] = msgspec.json.decode(claim(worker, n=1, now=NOW).tasks)
    question = ask_question(worker, claim=UUID(task["claim"]), text="Sub-brands?", now=NOW)
    ben, ana = as_(room.ben), as_(room.people[1])
    address = f"/projects/{room.world.project.uid}/clarifications"

    held = ben.post(f"/questions/{question.uid}/hold", {"phrase": "Task"})
    job = run_now(Job.objects.get(uid=held.json()["uid"]), at=NOW)
    owner = ben.post(f"/questions/{question.uid}/owner", {"user": str(room.ben.uid)}).json()
    asked = {
        "question": "Sub-brands?",
        "answer": "They match.",
        "questions": [str(question.uid)],
        "is_provisional": True,
    }
    made = ben.post(address, asked).json()
    settled = ben.post(f"/clarifications/{made['uid']}/settle", {"answer": "They match."}).json()

    assert (held.status_code, job.result["n_held"]) == (202, 2)
    assert owner["owner"] == str(room.ben.uid)
    assert (made["is_provisional"], settled["is_provisional"]) == (True, False)
    assert [each["answer"] for each in ana.get(f"{address}?text=match").json()["items"]] == ["They match."]
    assert ben.post(f"/questions/{question.uid}/release").json() == {"n_held": 0}
    assert ana.post(address, asked).status_code == 404
    assert as_(room.ravi).post(address, asked).status_code == 403
    assert as_(room.zoe).get(address).status_code == 404
    assert ben.post(f"/clarifications/{made['uid']}/retire", {"reason": "Said elsewhere."}).json()[
        "retired_at"
    ]
    assert ana.get(address).json()["items"] == []
