"""Coaching on the pages and by program: for the two who talked, for who leads them, and for nobody else."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.partners.models import CoachingGoal, CoachingRemark, CoachingSession
from assay.people.enums import Role
from assay.people.models import Contributor, Site, User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import signed_in, somebody, text
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db
House = tuple[World, Site, User, Contributor]


@pytest.fixture
def house() -> House:
    world, lisbon, _cairo, _lot = two_sites()
    return world, lisbon, lead("Ravi", site=lisbon, vendor=lisbon.vendor), world.people[0]


def form(house: House, **changes: str) -> dict[str, str]:
    today = now().date()
    return {
        "who": f"agent-{house[3].uid}",
        "topic": "Negation",
        "notes": "Look twice.",
        "day": (today - timedelta(days=1)).isoformat(),
        "at": "09:00",
        "metric": "accuracy",
        "project": str(house[0].project.uid),
        "target": "95",
        "by": (today + timedelta(days=14)).isoformat(),
        **changes,
    }


def test_ravi_writes_a_session_down_and_the_coached_person_answers(house: House) -> None:
    _world, lisbon, ravi, ana = house
    where = f"/people/coaching/{lisbon.uid}/"
    leading, working = signed_in(ravi), signed_in(ana.user)

    assert ana.pseudonym in text(leading, f"{where}new/")
    assert "What is to move" in text(leading, f"{where}new/?who=agent-{ana.uid}")
    leading.post(f"{where}new/", form(house))
    made = CoachingSession.objects.get()
    assert (made.coached, made.goals.get().target) == (ana.user, 0.95)

    page = text(working, f"/coaching/{made.uid}/")
    assert all(words in page for words in ("Look twice.", "Not yet enough to say", "it takes 10 of each"))
    assert "Negation" in text(working, "/coaching/")
    working.post(f"/coaching/{made.uid}/write/", {"text": "I will."})
    assert "I will." in text(leading, f"/coaching/{made.uid}/")
    assert "1 of 1 agents" in text(leading, where)


@pytest.mark.parametrize(
    "changes",
    [
        {"day": "9999-12-31"},
        {"day": "soon"},
        {"at": "noon"},
        {"topic": " "},
        {"target": "much"},
        {"by": "0001-01-01"},
        {"follow_up": "2001-01-01"},
        {"notes": "a\0b"},
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(house: House, changes: dict[str, str]) -> None:
    answer = signed_in(house[2]).post(f"/people/coaching/{house[1].uid}/new/", form(house, **changes))

    assert answer.status_code == 200
    assert list(answer.context["messages"])
    assert "Negation" in answer.content.decode() or "topic" in changes
    assert not CoachingSession.objects.exists()


def test_nobody_else_finds_it(house: House) -> None:
    world, lisbon, ravi, _ana = house
    signed_in(ravi).post(f"/people/coaching/{lisbon.uid}/new/", form(house))
    uid = CoachingSession.objects.get().uid

    for person in (world.people[1].user, somebody("Zoe", NOW), somebody("Rita", NOW, role=Role.REQUESTER)):
        client = signed_in(person)
        for where in (
            f"/coaching/{uid}/",
            f"/people/coaching/{lisbon.uid}/",
            f"/people/coaching/{lisbon.uid}/new/",
        ):
            assert client.get(where).status_code == 404
        assert client.post(f"/coaching/{uid}/write/", {"text": "Hello."}).status_code == 404
        assert "Negation" not in text(client, "/coaching/")
    other = signed_in(ravi).post(
        f"/people/coaching/{lisbon.uid}/new/", form(house, who=f"agent-{world.people[1].uid}")
    )
    assert other.status_code == 404
    assert not CoachingRemark.objects.exists()


def test_the_same_by_program(house: House) -> None:
    world, lisbon, ravi, ana = house
    leading, working, stranger = (Api(token_of(each)) for each in (ravi, ana.user, world.people[1].user))
    held = now() - timedelta(days=1)
    goal = {
        "metric": "gold",
        "project": str(world.project.uid),
        "target": 0.9,
        "by_on": (now().date() + timedelta(days=9)).isoformat(),
    }
    body = {"contributor": str(ana.uid), "topic": "Negation", "held_at": held.isoformat(), "goals": [goal]}

    uid = leading.post(f"/sites/{lisbon.uid}/coaching", body).json()["uid"]
    assert CoachingGoal.objects.get().metric == "gold"
    assert [each["uid"] for each in working.get("/me/coaching").json()["items"]] == [uid]
    assert working.post(f"/coaching/{uid}/remarks", {"text": "Thanks."}).status_code == 204
    assert leading.post(f"/coaching/{uid}/follow-up", {"text": "Well done."}).status_code == 204
    shown = working.get(f"/coaching/{uid}").json()
    assert [each["text"] for each in shown["remarks"]] == ["Thanks.", "Well done."]
    assert [each["movement"] for each in shown["goals"]] == ["not_enough"]
    assert leading.get(f"/sites/{lisbon.uid}/coaching").json()["items"][0]["coached"] == ana.pseudonym
    assert leading.get(f"/sites/{lisbon.uid}/coaching/coverage").json()["covered"]["n"] == 1
    foreign = {**body, "contributor": str(world.people[1].uid)}
    assert leading.post(f"/sites/{lisbon.uid}/coaching", foreign).status_code == 404
    for answer in (
        stranger.get(f"/coaching/{uid}"),
        stranger.post(f"/coaching/{uid}/remarks", {"text": "Hello."}),
        stranger.get(f"/sites/{lisbon.uid}/coaching"),
        stranger.post(f"/sites/{lisbon.uid}/coaching", body),
    ):
        assert answer.status_code == 404
