"""Requests over the API: the whole way, what is refused and how, and who finds nothing."""

from pathlib import Path

import pytest
from django.test import Client

from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, outcome, token_of
from tests.intake.delivering import at_work, delivered
from tests.intake.world import Intake, brought_to, drafted, make_intake, office, submitted
from tests.people.cast import user

pytestmark = pytest.mark.django_db
BODY = {
    "title": "Colours",
    "segment": "llm_data",
    "purpose": "train",
    "metric": "F1",
    "metric_baseline": 0.7,
    "metric_gain": 0.05,
    "content_source": "Titles.",
    "template": "text-spans",
    "accuracy_target": 0.95,
    "acceptance": "A sample is right.",
    "deadline_on": "2026-06-01",
    "cadence": "weekly",
    "sensitivity": "public",
    "budget_micro": 5_000_000,
    "currency": "EUR",
    "volumes": [{"market": "pt-BR", "n_items": 10}],
    "approvers": ["omar@example.org"],
}


@pytest.fixture
def world(settings: object, tmp_path: Path) -> Intake:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.
    return make_intake()


def api(person: User) -> Api:
    return Api(token_of(person))


def test_the_whole_way(world: Intake) -> None:
    rita, lea, omar = (api(each) for each in (world.rita, world.lea, world.omar))
    made = rita.post("/requests", BODY)
    uid = made.json()["uid"]

    states = [
        caller.post(f"/requests/{uid}/step", {"to": to, "reason": why}).json()["state"]
        for caller, to, why in (
            (rita, "submitted", ""),
            (lea, "feasible", "There are enough people."),
            (omar, "approved", ""),
        )
    ]
    started = lea.post(f"/requests/{uid}/start", {"name": "Colours of shoes"}).json()

    assert made.status_code == 201
    assert (made.json()["missing"], made.json()["next"]) == ([], ["submitted", "withdrawn"])
    assert states == ["submitted", "feasible", "approved"]
    assert (started["state"], started["owner"]) == ("in_delivery", "lea@example.org")
    assert rita.get(f"/projects/{started['project']}").json()["name"] == "Colours of shoes"
    happened = rita.get(f"/requests/{uid}/history").json()
    assert [each["what"] for each in happened] == [
        "drafted",
        "submitted",
        "feasible",
        "approved",
        "in_delivery",
    ]


def test_the_same_key_files_it_once(world: Intake) -> None:
    rita = api(world.rita)

    first, again = (rita.post("/requests", BODY, **{"Idempotency-Key": "key-of-this"}) for _nth in range(2))

    assert first.json()["uid"] == again.json()["uid"]
    assert len(rita.get("/requests").json()["items"]) == 1


def test_what_is_refused_in_part_is_not_done_in_part(world: Intake) -> None:
    rita, request = api(world.rita), drafted(world)
    nobody = {"title": "Other colours", "approvers": ["omer@example.org"]}

    filed = rita.post("/requests", {**BODY, **nobody})
    updated = rita.patch(f"/requests/{request.uid}", nobody)

    assert [each.status_code for each in (filed, updated)] == [422, 422]
    assert [each.title for each in Request.objects.all()] == ["Grades for image search"]


def test_only_what_is_given_is_changed_and_null_empties(world: Intake) -> None:
    rita = api(world.rita)
    uid = rita.post("/requests", BODY).json()["uid"]

    changed = rita.patch(
        f"/requests/{uid}", {"metric_gain": None, "title": None, "cadence": "one_off"}
    ).json()

    assert (changed["metric_gain"], changed["title"], changed["cadence"]) == (None, "", "one_off")
    assert [each["field"] for each in changed["missing"]] == ["title", "metric_gain"]
    assert (changed["metric_baseline"], len(changed["people"])) == (0.7, 2)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"accuracy_target": 95}, "intake.accuracy_range"),
        ({"template": "nothing"}, "intake.no_template"),
        ({"volumes": [{"market": "xx", "n_items": 1}]}, "intake.unknown_market"),
        ({"approvers": ["zoe@example.org"]}, "intake.unknown_person"),
        ({"approvers": ["rita@example.org"]}, "intake.two_parts"),
        ({"requesters": []}, "intake.no_requester"),
    ],
)
def test_what_cannot_stand_there_is_refused_with_its_field(
    world: Intake, body: dict[str, object], code: str
) -> None:
    request = drafted(world)

    answer = api(world.rita).patch(f"/requests/{request.uid}", body)

    assert outcome(answer) == (422, code)
    assert answer.json()["reasons"][0]["field"] == next(iter(body))


def test_steps_are_refused_as_on_the_page(world: Intake) -> None:
    request = submitted(world)

    def step(person: User, **body: str) -> tuple[int, str]:
        return outcome(api(person).post(f"/requests/{request.uid}/step", body))

    assert step(world.rita, to="feasible") == (403, "intake.not_your_step")
    assert step(world.lea, to="clarifying") == (422, "intake.needs_reason")
    assert step(world.lea, to="closed") == (409, "state.not_from_here")


def test_the_clock_is_told_and_its_calendar_chosen(world: Intake) -> None:
    request, lea = submitted(world), api(world.lea)
    office()

    owned = lea.put(
        f"/requests/{request.uid}/owner", {"owner": "lea@example.org", "calendar": "Office"}
    ).json()
    asked = lea.post(f"/requests/{request.uid}/step", {"to": "clarifying", "reason": "Which?"}).json()

    # Submitted on a Monday at nine: sixteen office hours end on Tuesday at five.
    assert owned["clock"]["due_at"] == "2026-03-03T17:00:00Z"
    assert (owned["clock"]["target_hours"], owned["clock"]["is_overdue"]) == (16, True)
    assert (asked["clock"]["is_paused"], asked["clock"]["due_at"]) == (True, None)
    assert asked["clock"]["pause_reason"] == "Which?"
    assert lea.put(f"/requests/{request.uid}/owner", {"owner": "", "calendar": "None"}).status_code == 404


def test_files_comments_and_changes(world: Intake) -> None:
    request, rita, lea = brought_to(world, S.APPROVED), api(world.rita), api(world.lea)
    where = f"/requests/{request.uid}"

    rita.post(f"{where}/comments", {"text": "Hello"})
    change = rita.post(f"{where}/changes", {"cadence": "weekly", "why": "It goes on."}).json()
    own = rita.post(f"/request-changes/{change['uid']}/decide", {"accept": True})
    decided = lea.post(f"/request-changes/{change['uid']}/decide", {"accept": True, "note": "Fine."}).json()

    assert [each["text"] for each in lea.get(f"{where}/comments").json()] == ["Hello"]
    assert (change["before"], change["after"]) == ({"cadence": "one_off"}, {"cadence": "weekly"})
    assert outcome(own) == (403, "intake.other_side")
    assert (decided["state"], decided["decided_by"]) == ("accepted", "Lea")
    assert lea.get(where).json()["cadence"] == "weekly"
    assert [each["state"] for each in lea.get(f"{where}/changes").json()] == ["accepted"]


def test_a_file_is_brought_and_read_back(world: Intake) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    request, client = submitted(world), Client()
    bearer = {"Authorization": f"Bearer {token_of(world.rita)}"}
    brought = client.post(
        f"/api/v1/requests/{request.uid}/attachments",
        {"file": SimpleUploadedFile("old.txt", b"rules"), "note": "Old"},
        headers=bearer,
    )

    [kept] = api(world.lea).get(f"/requests/{request.uid}/attachments").json()
    streamed = client.get(f"/api/v1/request-attachments/{kept['uid']}", headers=bearer)

    assert brought.status_code == 201
    assert (kept["name"], kept["note"], kept["n_bytes"]) == ("old.txt", "Old", 5)
    assert b"".join(streamed.streaming_content) == b"rules"  # type: ignore[attr-defined]  # It streams.


def test_service_levels(world: Intake) -> None:
    omar = api(world.omar)

    changed = omar.put("/service-levels/submitted", {"hours": 8}).json()

    assert (changed["state"], changed["hours"]) == ("submitted", 8)
    found = api(world.rita).get("/service-levels").json()["levels"]
    assert [(each["state"], each["hours"]) for each in found] == [
        *(("submitted", 8), ("feasible", 24), ("approved", 16), ("not_feasible", 40))
    ]
    assert outcome(api(world.rita).put("/service-levels/submitted", {"hours": 1})) == (
        403,
        "people.not_allowed",
    )
    assert outcome(omar.put("/service-levels/draft", {"hours": 1})) == (422, "intake.no_clock")


def test_the_list_is_filtered_and_everybody_s_own(world: Intake) -> None:
    submitted(world)
    drafted(world, title="Colours", segment="llm_data")
    other = api(user("Kim", Role.REQUESTER))
    rita = api(world.rita)

    def titles(query: str) -> list[str]:
        return [each["title"] for each in rita.get(f"/requests{query}").json()["items"]]

    assert titles("") == ["Colours", "Grades for image search"]
    assert titles("?state=draft") == titles("?segment=llm_data") == titles("?text=colo") == ["Colours"]
    assert titles("?is_overdue=true") == ["Grades for image search"]
    assert other.get("/requests").json()["items"] == []
    assert api(world.zoe).get("/requests").status_code == 404


def test_the_summary_holds_the_own_requests_with_what_waits(world: Intake) -> None:
    request = at_work(world)
    assert request.project is not None
    release = delivered(request.project, 1, right=95, n=100)

    found = Api(token_of(world.rita)).get("/requests/summary").json()
    others = {
        name: Api(token_of(getattr(world, name))).get("/requests/summary") for name in ("lea", "zoe", "ravi")
    }

    assert found["n_waiting"] == 2
    (own,) = found["requests"]
    assert (own["uid"], own["newest_release"]) == (str(request.uid), str(release.uid))
    assert {name: own["accuracy"][name] for name in ("value", "n")} == {"value": 0.95, "n": 100}
    assert (own["waits_for_you"], own["n_deliveries_awaited"]) == ("accept", 1)
    assert others["lea"].json() == {"n_waiting": 0, "requests": []}
    assert {name: others[name].status_code for name in ("zoe", "ravi")} == {"zoe": 404, "ravi": 404}
