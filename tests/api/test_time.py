"""Shifts and time over the API."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.people.enums import ActivityStage
from assay.people.models import ActivitySpan, Shift
from tests.api.calling import Api, token_of
from tests.people.cast import Cast, make_cast

pytestmark = pytest.mark.django_db
START = now().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=2)
FIRST = (START - timedelta(days=1)).date()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def shift(cast: Cast, hours: int = 8) -> dict[str, object]:
    ends_at = START + timedelta(hours=hours)
    return {
        "contributor": str(cast.ana.uid),
        "starts_at": START.isoformat(),
        "ends_at": ends_at.isoformat(),
    }


def test_from_a_planned_shift_to_approved_hours_and_back(cast: Cast) -> None:
    ravi = Api(token_of(cast.ravi))
    made = ravi.post("/shifts", {"shifts": [shift(cast)]})
    ActivitySpan.objects.create(
        contributor=cast.ana,
        stage=ActivityStage.LABEL,
        started_at=START,
        ended_at=START + timedelta(hours=6),
    )
    said = {**shift(cast), "kind": "training", "reason": "Guideline 3."}
    said["started_at"], said["ended_at"] = (START + timedelta(hours=hour) for hour in (6, 8))
    said = {name: str(said[name]) for name in ("contributor", "kind", "reason", "started_at", "ended_at")}

    assert ravi.post("/time", said).status_code == 201
    site = ravi.get(f"/time/sites/{cast.lisbon.uid}?first={FIRST}&n_days=4").json()
    assert made.status_code == 201
    assert site["figures"]["hours"] == {"training": 2.0, "work": 6.0}
    assert (site["figures"]["utilization"], site["figures"]["adherence"]) == (0.75, 1.0)

    approving = {"people": [str(cast.ana.uid)], "first": FIRST.isoformat(), "n_days": 3}
    (sheet,) = ravi.post("/time/approve", approving).json()["sheets"]
    assert ravi.post("/time", said).json()["code"] == "people.time_approved"
    assert ravi.post(f"/time/sheets/{sheet}/withdraw", {"why": "Wrong."}).status_code == 204
    uid = made.json()["shifts"][0]["uid"]
    assert ravi.post(f"/shifts/{uid}/cancel", {"why": "Wrong."}).status_code == 204
    assert Shift.objects.get().cancelled_why == "Wrong."


def test_one_reads_ones_own_time_and_no_crowdsourcer_has_any(cast: Cast) -> None:
    assert Api(token_of(cast.ana.user)).get(f"/me/time?first={FIRST}").json()["pseudonym"] == "ana"
    assert Api(token_of(cast.noa.user)).get(f"/me/time?first={FIRST}").status_code == 404


@pytest.mark.parametrize("who", ["zoe", "rita"])
def test_strangers_find_nothing(cast: Cast, who: str) -> None:
    stranger = Api(token_of(getattr(cast, who)))
    person = str(cast.ana.uid)

    assert stranger.get(f"/time/sites/{cast.lisbon.uid}?first={FIRST}").status_code == 404
    assert stranger.post("/shifts", {"shifts": [shift(cast)]}).status_code == 404
    approving = {"people": [person], "first": FIRST.isoformat()}
    assert stranger.post("/time/approve", approving).status_code == 404


def test_a_lead_reaches_nobody_of_another_vendor(cast: Cast) -> None:
    ravi = Api(token_of(cast.ravi))

    assert (
        ravi.post("/shifts", {"shifts": [shift(cast) | {"contributor": str(cast.ade.uid)}]}).status_code
        == 404
    )
    assert [each["name"] for each in ravi.get("/time/sites").json()["sites"]] == ["Lisbon"]


def test_the_reason_against_a_shift_names_it(cast: Cast) -> None:
    answer = Api(token_of(cast.ravi)).post("/shifts", {"shifts": [shift(cast), shift(cast, hours=20)]})

    assert answer.status_code in {409, 422}
    assert {each["field"] for each in answer.json()["reasons"]} == {"shifts.1"}
    assert not Shift.objects.exists()


@pytest.mark.parametrize("first", ["0001-01-01", "9999-12-31", "soon"])
def test_days_that_no_calendar_needs_are_refused(cast: Cast, first: str) -> None:
    ravi, ana = Api(token_of(cast.ravi)), Api(token_of(cast.ana.user))
    asked = {"people": [str(cast.ana.uid)], "first": first}

    assert ravi.get(f"/time/sites/{cast.lisbon.uid}?first={first}&n_days=31").status_code == 422
    assert ana.get(f"/me/time?first={first}").status_code == 422
    assert ravi.post("/time/approve", asked).status_code == 422


def test_nothing_is_planned_or_said_for_the_end_of_time(cast: Cast) -> None:
    ravi = Api(token_of(cast.ravi))
    end = {"starts_at": "9999-12-31T10:00:00Z", "ends_at": "9999-12-31T12:00:00Z"}
    said = {"kind": "leave", "started_at": end["starts_at"], "ended_at": end["ends_at"], "reason": "A rest."}

    shift_answer = ravi.post("/shifts", {"shifts": [{"contributor": str(cast.ana.uid), **end}]})
    said_answer = ravi.post("/time", {"contributor": str(cast.ana.uid), **said})

    assert (shift_answer.json()["code"], said_answer.json()["code"]) == ("people.shift_far_ahead",) * 2


def test_one_says_the_own_hours_and_nobody_elses(cast: Cast) -> None:
    ana, ravi = Api(token_of(cast.ana.user)), Api(token_of(cast.ravi))
    usual = {"minutes": [240, 240, 240, 240, 240, 0, 0]}
    first = (now() + timedelta(days=2)).date()
    days = {"first": first.isoformat(), "last": (first + timedelta(days=1)).isoformat(), "minutes": 0}

    said = ana.put("/me/hours", usual).json()
    away = ana.put("/me/hours/days", days).json()
    ana.call("DELETE", f"/me/hours/days/{first.isoformat()}")

    assert (said["usual"], said["other"], said["assigned"]) == (usual["minutes"], [], [])
    assert [each["minutes"] for each in away["other"]] == [0, 0]
    assert [each["day_on"] for each in ana.get("/me/hours").json()["other"]] == [days["last"]]
    assert [ravi.get("/me/hours").status_code, ravi.put("/me/hours", usual).status_code] == [404, 404]
    for wrong in ({"minutes": [1] * 6}, {"minutes": [961, *[0] * 6]}):
        assert ana.put("/me/hours", wrong).status_code == 422
    far = {"first": "0001-01-01", "last": "9999-12-31", "minutes": 0}
    assert ana.put("/me/hours/days", far).json()["code"] == "people.hours_days"
