"""Pages and API of live sessions: who opens what, a session planned and attended, and what a stranger finds."""

from datetime import timedelta
from uuid import uuid4

import pytest

from assay.kit.clock import now
from assay.training.models import LiveInvitation, LiveSession
from tests.api.calling import Api, token_of
from tests.training.courses import course_in
from tests.training.live import session_in
from tests.web.quality_cast import Cast, cast_of, n_queries, signed_in, statuses, text
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_people=4, needs_acknowledgment=False)


@pytest.fixture
def cast(world: World) -> Cast:
    found = cast_of(world)
    for each in world.people:
        each.refresh_from_db()
    return found


def form(cast: Cast, **more: str) -> dict[str, str]:
    at = now() + timedelta(minutes=10)
    return {
        "title": "Tickets",
        "on": f"{at:%Y-%m-%d}",
        "at": f"{at:%H:%M}",
        "minutes": "45",
        "time_zone": "UTC",
        "place": "https://meet.example.org/x",
        "trainer": str(cast.lea.uid),
        **more,
    }


def test_lea_plans_invites_and_takes_attendance(world: World, cast: Cast) -> None:
    course_in(world)
    lea, ravi = signed_in(cast.lea), signed_in(cast.ravi)
    ana, ade, *_others = world.people
    quiz = world.project.courses.get()

    lea.post(f"/projects/{world.project.uid}/live/new/", form(cast, quiz=str(quiz.uid)))
    made = LiveSession.objects.get()
    where = f"/live-sessions/{made.uid}/"
    lea.post(f"{where}invite/", {"site": str(ana.site.uid if ana.site else ""), "person": str(ade.uid)})
    own = text(signed_in(ana.user), "/learn/") + text(signed_in(ana.user), "/")
    lea.post(f"{where}attendance/", {f"mark-{ana.uid}": "late", "rest": "absent", "mark-x": "late"})
    shown, seen = text(lea, where), text(ravi, where)

    assert own.count("Tickets") >= 2
    assert "https://meet.example.org/x" in own
    presences = LiveInvitation.objects.order_by("contributor").values_list("presence", flat=True)
    assert list(presences) == ["late", "absent"]
    assert [each in shown for each in ("p0", "p1", "Check quiz:")] == [True, True, True]
    assert [each in seen for each in ("p0", "p1", "Whole site")] == [True, False, False]
    refused = ravi.post(f"{where}attendance/", {"rest": "present"})
    assert refused.status_code == 403
    assert statuses(cast, where) == {
        "nobody": 302,
        "lea": 200,
        "ben": 200,
        "rita": 403,
        "ravi": 200,
        "zoe": 404,
    }


WRONG: list[dict[str, str]] = [
    {"on": "0001-01-01"},
    {"on": "9999-12-31"},
    {"at": "25:00"},
    {"minutes": "\u0663\u0660"},
    {"minutes": "999999999999"},
    {"time_zone": "\0"},
    {"title": "\0"},
    {"quiz": "new", "quiz_size": "many"},
    {"trainer": "nobody"},
    {"course": str(uuid4())},
]


def test_what_cannot_be_is_refused_with_a_sentence(world: World, cast: Cast) -> None:
    lea, where = signed_in(cast.lea), f"/projects/{world.project.uid}/live/new/"

    answers = [lea.post(where, form(cast, **wrong)) for wrong in WRONG]

    assert [each.status_code for each in answers] == [422] * len(WRONG)
    assert all('role="alert"' in each.content.decode() for each in answers)
    assert not LiveSession.objects.exists()


def test_a_session_is_one_page_however_many_come(world: World, cast: Cast) -> None:
    at = now() + timedelta(hours=1)
    course_in(world)
    small = session_in(world, world.people[:1], at=at)
    large = session_in(world, world.people, at=at)
    LiveSession.objects.update(quiz=world.project.courses.get())
    lea = signed_in(cast.lea)

    few, many = (n_queries(lea, f"/live-sessions/{each.uid}/") for each in (small, large))

    assert few == many


def test_the_api_says_the_same(world: World, cast: Cast) -> None:
    lea, ravi = Api(token_of(cast.lea)), Api(token_of(cast.ravi))
    ana, ade, *_others = world.people
    asked = {
        "title": "Tickets",
        "starts_at": (now() + timedelta(minutes=5)).isoformat(),
        "minutes": 45,
        "time_zone": "Europe/Lisbon",
        "place": "Room 2",
    }
    made = lea.post(f"/projects/{world.project.uid}/live-sessions", asked).json()
    where = f"/live-sessions/{made['uid']}"
    who = [str(ana.uid), str(ade.uid)]

    invited = lea.post(f"{where}/people", {"contributors": who}).json()
    marked = lea.call("PUT", f"{where}/attendance", {"marks": {who[0]: "present"}, "rest": "absent"})
    seen = ravi.get(f"{where}/people").json()["items"]
    own = Api(token_of(ade.user)).get("/me/live-sessions").json()["sessions"]

    assert (made["state"], invited, marked.json()) == ("planned", {"n_new": 2}, {"n_changed": 2})
    assert [(each["pseudonym"], each["presence"]) for each in seen] == [("p0", "present")]
    assert [(each["title"], each["presence"]) for each in own] == [("Tickets", "absent")]
    assert ravi.get(where).json()["n_came"] == 1
    assert lea.get(f"{where}/effect").json() == {"since": None, "until": None, "errors": [], "people": []}
    refused = ravi.call("PUT", where, {**asked, "place": "Room 3"})
    assert (refused.status_code, refused.json()["code"]) == (403, "people.not_allowed")
    strangers = [Api(token_of(each)).get(f"{where}/people").status_code for each in (cast.zoe, ana.user)]
    assert strangers == [404, 404]
    codes = [
        lea.post(f"{where}/people", {"contributors": [str(uuid4())]}).json()["code"],
        lea.post(f"/projects/{world.project.uid}/live-sessions", {**asked, "error_keys": ["x"]}).json()[
            "code"
        ],
    ]
    assert codes == ["live.nobody", "live.no_error_type"]
    cancelled = lea.post(f"{where}/cancel", {"reason": "I am ill."}).json()
    assert (cancelled["state"], cancelled["cancelled_reason"]) == ("cancelled", "I am ill.")
