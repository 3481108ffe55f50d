"""Pages of calibration and of proposals: who finds what, the whole way of a session, and what nobody sees too early."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from assay.kit.clock import now
from assay.people.models import User
from assay.quality.actions.calibrating import remark
from assay.quality.actions.proposing import propose
from assay.quality.enums import ProposalState
from assay.quality.models import CalibrationSession, GuidelineProposal, RetrainingNeed
from tests.quality.calibrated import Room, answered, closed, make_room, opened, prepared
from tests.web.quality_cast import address, n_queries, signed_in, text
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room()


def as_(user: User | None) -> Client:
    return signed_in(user)


def codes(room: Room, where: str) -> dict[str, int]:
    people = {
        "nobody": None, "ben": room.ben, "lea": room.world.owner, "ravi": room.ravi, "ana": room.people[0],
        "zoe": room.zoe,
    }  # fmt: skip
    return {name: as_(user).get(where).status_code for name, user in people.items()}


def test_the_list_is_for_who_sees_answers_or_leads_people(room: Room) -> None:
    opened(room)

    found = codes(room, address("calibration", room.world.project.uid))

    assert found == {"nobody": 302, "ben": 200, "lea": 200, "ravi": 200, "ana": 404, "zoe": 404}
    new = codes(room, address("calibration-new", room.world.project.uid))
    assert new == {"nobody": 302, "ben": 200, "lea": 200, "ravi": 403, "ana": 404, "zoe": 404}


def test_a_session_is_found_by_who_is_part_of_it(room: Room) -> None:
    session = opened(room)

    page = codes(room, address("calibration-session", session.uid))
    answers = codes(room, address("calibration-answer", session.uid))
    item = codes(room, address("calibration-item", room.items()[0].uid))

    # Lea is a member of neither; who only answers is led to the own answers.
    assert page == {"nobody": 302, "ben": 200, "lea": 200, "ravi": 200, "ana": 302, "zoe": 404}
    assert answers == {"nobody": 302, "ben": 404, "lea": 404, "ravi": 404, "ana": 200, "zoe": 404}
    assert item == {"nobody": 302, "ben": 200, "lea": 200, "ravi": 404, "ana": 404, "zoe": 404}


def test_a_session_is_prepared_on_pages(room: Room) -> None:
    ben = as_(room.ben)
    form = {"title": "Week 9", "due_at": "2126-03-04T18:00", "weight-match": "2", "note": "Read section 1."}

    made = ben.post(address("calibration-new", room.world.project.uid), form)
    session = CalibrationSession.objects.get()
    ben.post(address("calibration-items", session.uid), {"external_ids": "t0\nt2\n"})
    people = [str(each.uid) for each in room.people]
    ben.post(address("calibration-people", session.uid), {"person": people})
    shown = text(ben, address("calibration-session", session.uid))
    ben.post(address("calibration-move", session.uid), {"to": "open"})

    session.refresh_from_db()
    assert (made.status_code, session.weights, session.state) == (302, {"match": 2.0}, "open")
    assert [each.task.external_id for each in session.items.order_by("position")] == ["t0", "t2"]
    assert session.participants.count() == 4
    assert "t2" in shown


def test_a_bad_form_is_refused_with_what_was_typed(room: Room) -> None:
    form = {"title": "", "due_at": "soon", "note": "Read section 1."}

    answer = as_(room.ben).post(address("calibration-new", room.world.project.uid), form)

    assert answer.status_code == 422
    assert "Read section 1." in answer.content.decode()


def in_time(session: CalibrationSession) -> CalibrationSession:
    """Pages know no other time than now."""
    CalibrationSession.objects.filter(pk=session.pk).update(due_at=now() + timedelta(days=1))
    return session


def test_people_answer_item_by_item_and_may_change_their_mind(room: Room) -> None:
    session = in_time(opened(room))
    ana, where = as_(room.people[0]), address("calibration-answer", session.uid)
    first, second = room.items()

    for item, said in ((first, "yes"), (second, "no"), (first, "no")):
        given = {"item": str(item.uid), "answers": json.dumps({"match": said})}
        assert ana.post(where, given).status_code == 302
    shown = text(ana, where)

    part = session.participants.get(user=room.people[0])
    assert [each.answers["match"] for each in part.answers.order_by("item__position")] == ["no", "no"]
    assert "You have answered everything." in shown


@pytest.mark.parametrize("given", ["", "[]", "{", '{"match": "maybe"}'])
def test_answers_that_do_not_fit_are_refused(room: Room, given: str) -> None:
    session = in_time(opened(room))

    answer = as_(room.people[0]).post(address("calibration-answer", session.uid), {"answers": given})

    assert answer.status_code == 422


def test_names_beside_answers_are_for_who_sees_everybody(room: Room) -> None:
    session = answered(room)
    where = address("calibration-item", room.items()[0].uid)

    ben, ana, ravi = (text(as_(user), where) for user in (room.ben, room.people[0], room.ravi))

    assert "p0, p2" in ben
    assert not re.search(r"\bp2\b", ana)
    # Two of the own site answered, one each way; the two others do not show.
    assert "n = 2" in ravi
    assert "n = 4" in ana
    assert session.state == "ruling"


def test_words_in_the_discussion_have_no_name_for_who_does_not_see_their_author(room: Room) -> None:
    session, item = answered(room), room.items()[0]
    for who, said in ((room.people[2], "Of Porto."), (room.people[0], "Of Lisbon."), (room.ben, "Leading.")):
        remark(who, session=session, item=item, text=said, now=NOW)

    where = address("calibration-item", item.uid)
    ben, ana, ravi = (text(as_(user), where) for user in (room.ben, room.people[0], room.ravi))

    assert all("Of Porto." in page and "Leading." in page for page in (ben, ana, ravi))
    assert ("Somebody else" in ben, "p2" in ben) == (False, True)
    assert [("Somebody else" in page, ">p2<" in page, ">Ben<" in page) for page in (ana, ravi)] == [
        (True, False, True)
    ] * 2
    assert (">p0<" in ana, ">p0<" in ravi) == (True, True)


def test_a_ruling_leads_to_the_next_item_and_at_last_to_the_session(room: Room) -> None:
    session = answered(room)
    first, second = room.items()
    ben = as_(room.ben)
    given = {"answers": '{"match": "yes"}', "ruling": "The brand counts."}

    one = ben.post(address("calibration-item", first.uid), given)
    other = ben.post(address("calibration-item", second.uid), given)
    ben.post(address("calibration-move", session.uid), {"to": "closed"})
    shown = text(ben, address("calibration-session", session.uid))

    assert one.headers["Location"] == address("calibration-item", second.uid)
    assert other.headers["Location"] == address("calibration-session", session.uid)
    assert "Lisbon" in shown
    assert "n = 8" in shown


def test_afterwards_everybody_sees_what_was_right_of_their_own(room: Room) -> None:
    session = closed(room)

    shown = text(as_(room.people[0]), address("calibration-answer", session.uid))

    assert "The brand counts." in shown
    assert "50.0 %" in shown
    # A whole word: the token of a form may contain it.
    assert not re.search(r"\bp1\b", shown)


def test_a_site_leads_pages_hold_nobody_else(room: Room) -> None:
    session = closed(room)

    ravi = as_(room.ravi)
    shown = text(ravi, address("calibration-session", session.uid))
    listed = text(ravi, address("calibration", room.world.project.uid))

    assert "Lisbon" in shown
    for other in ("Porto", "p2", "p3", "Without a site"):
        assert other not in shown
        assert other not in listed


def test_what_follows_is_pressed_on_pages(room: Room) -> None:
    session = closed(room)
    ben, item = as_(room.ben), room.items()[0]

    ben.post(address("calibration-item-gold", item.uid))
    ben.post(
        address("calibration-item-propose", item.uid), {"section": "brands", "text": "Sub-brands count."}
    )
    person = session.participants.order_by("pk").first()
    assert person is not None
    ben.post(
        address("calibration-retraining", session.uid), {"person": [str(person.uid)], "question": "match"}
    )
    listed = text(ben, address("calibration", room.world.project.uid))
    need = RetrainingNeed.objects.get()
    listed = text(ben, address("calibration", room.world.project.uid))
    assert '<span dir="auto">Match?</span>' in listed
    ben.post(address("retraining-done", need.uid))

    item.refresh_from_db()
    need.refresh_from_db()
    assert item.gold is not None
    assert "To learn again" in listed
    assert need.done_by == room.ben
    proposal = GuidelineProposal.objects.get()
    assert codes(room, address("proposal", proposal.uid)) == {
        "nobody": 302, "ben": 200, "lea": 200, "ravi": 403, "ana": 404, "zoe": 404,
    }  # fmt: skip
    form = {"title": "Brands", "markdown": "The brand counts. Sub-brands count."}
    assert ben.post(address("proposal", proposal.uid), form).status_code == 403
    assert as_(room.world.owner).post(address("proposal", proposal.uid), form).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ADOPTED


def test_proposals_are_listed_with_equally_many_queries(room: Room) -> None:
    ben, where = as_(room.ben), address("proposals", room.world.project.uid)
    numbers = []
    for n in (1, 2):
        for _ in range(n):
            propose(room.ben, project=room.world.project, section="brands", text="T", now=NOW)
        numbers.append(n_queries(ben, where))

    assert numbers[0] == numbers[1]


def test_sessions_are_listed_with_equally_many_queries(room: Room) -> None:
    ben, where = as_(room.ben), address("calibration", room.world.project.uid)
    numbers = []
    for _ in range(3):
        closed(room)
        numbers.append(n_queries(ben, where))

    assert numbers[0] == numbers[1] == numbers[2]


def test_items_and_people_are_taken_out_again(room: Room) -> None:
    session = prepared(room)
    ben = as_(room.ben)
    person = session.participants.order_by("pk").first()
    assert person is not None

    ben.post(address("calibration-item-remove", room.items()[0].uid))
    ben.post(address("calibration-uninvite", person.uid))

    assert [each.task.external_id for each in room.items()] == ["t1"]
    assert session.participants.count() == 3
