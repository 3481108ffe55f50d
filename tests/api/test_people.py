"""People over the API: contributors, places, markets, skills, users and roles."""

from uuid import uuid4

import pytest

from assay.people.models import Contributor, Grant, User, Vendor
from assay.people.models import User as Person
from tests.api.calling import Api, Response, expired_token_of, outcome, token_of
from tests.people.cast import PASSWORD, Cast, make_cast

pytestmark = pytest.mark.django_db
NOT_ALLOWED = (403, "people.not_allowed")
NOT_FOUND = (404, "api.not_found")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def as_(person: Person) -> Api:
    return Api(token_of(person))


def newcomer(**more: object) -> dict[str, object]:
    asked: dict[str, object] = {"email": "nia@example.org", "name": "Nia", "pseudonym": "nia"}
    return asked | {"languages": {"en": 7}, "markets": ["BR-pt"], "skills": {"medical-terms": 80}} | more


def names(response: Response, key: str = "name") -> list[str]:
    assert response.status_code == 200
    return [item[key] for item in response.json()["items"]]


LISTS = ["/vendors", "/markets", "/skills", "/users", "/contributors"]


@pytest.mark.parametrize("address", LISTS)
def test_without_a_live_token_nothing_is_listed(cast: Cast, address: str) -> None:
    for caller in (Api(), Api(expired_token_of(cast.ada))):
        assert outcome(caller.get(address)) == (401, "api.unauthenticated")


@pytest.mark.parametrize(
    ("address", "zoe", "mia"),
    [
        ("/vendors", NOT_FOUND, 200),
        ("/markets", NOT_FOUND, 200),
        ("/skills", NOT_FOUND, 200),
        ("/users", NOT_ALLOWED, 403),
    ],
)
def test_strangers_and_wrong_roles(cast: Cast, address: str, zoe: tuple[int, str], mia: int) -> None:
    assert outcome(as_(cast.zoe).get(address)) == zoe
    assert as_(cast.mia).get(address).status_code == mia


def test_a_site_lead_sees_the_own_vendor_and_site_only(cast: Cast) -> None:
    ravi, mia = as_(cast.ravi), as_(cast.mia)

    assert (names(ravi.get("/vendors")), names(mia.get("/vendors"))) == (["Lingua"], ["Norte", "Lingua"])
    assert names(ravi.get(f"/vendors/{cast.lingua.uid}/sites")) == ["Lisbon"]
    assert names(ravi.get(f"/sites/{cast.lisbon.uid}/teams")) == ["Night"]
    assert outcome(ravi.get(f"/vendors/{cast.norte.uid}/sites")) == NOT_FOUND
    assert names(ravi.get("/contributors"), "pseudonym") == ["ana"]


def test_lists_are_paged_by_cursor(cast: Cast) -> None:
    mia = as_(cast.mia)

    first = mia.get("/vendors?limit=1").json()
    second = mia.get(f"/vendors?limit=1&after={first['next']}").json()

    assert [item["name"] for item in first["items"] + second["items"]] == ["Norte", "Lingua"]
    assert second["next"] is None


def test_a_vendor_a_site_a_team_a_market_and_a_skill_are_made(cast: Cast) -> None:
    mia = as_(cast.mia)
    market = {"code": "FR-fr", "name": "France", "region": "FR", "language": "fr"}

    vendor = mia.post("/vendors", {"name": "Sul"}).json()
    site = mia.post(
        f"/vendors/{vendor['uid']}/sites", {"name": "Recife", "time_zone": "America/Recife"}
    ).json()
    team = mia.post(f"/sites/{site['uid']}/teams", {"name": "Day"}).json()
    made = mia.post("/markets", market)
    skill = mia.post("/skills", {"code": "law", "name": "Law"})

    assert (site["vendor"], site["time_zone"], team["site"]) == (vendor["uid"], "America/Recife", site["uid"])
    assert (made.status_code, made.json()["code"], skill.json()["code"]) == (201, "FR-fr", "law")


@pytest.mark.parametrize(
    ("address", "body", "expected"),
    [
        ("/vendors", {"name": "Lingua"}, (409, "people.name_taken")),
        ("/vendors", {"name": " "}, (422, "people.name_empty")),
        ("/vendors", {"name": "x" * 121}, (422, "api.invalid")),
        ("/vendors", {"name": "Sul", "colour": "red"}, (422, "api.invalid")),
        ("/skills", {"code": "a b", "name": "n"}, (422, "people.code_invalid")),
        (
            "/markets",
            {"code": "XX", "name": "n", "region": "XX", "language": "klingon!"},
            (422, "people.language_invalid"),
        ),
    ],
)
def test_what_cannot_be_made_is_refused(
    cast: Cast, address: str, body: dict[str, str], expected: tuple[int, str]
) -> None:
    assert outcome(as_(cast.mia).post(address, body)) == expected


def test_a_repeated_request_with_the_same_key_makes_one_vendor(cast: Cast) -> None:
    mia = as_(cast.mia)

    first, second = (
        mia.post("/vendors", {"name": "Sul"}, **{"Idempotency-Key": "monday-1"}) for _ in range(2)
    )

    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert Vendor.objects.filter(name="Sul").count() == 1


def test_retiring_needs_a_reason_and_an_empty_place(cast: Cast) -> None:
    mia = as_(cast.mia)

    assert outcome(mia.post(f"/vendors/{cast.lingua.uid}/retire", {"reason": ""})) == (422, "api.invalid")
    assert outcome(mia.post(f"/sites/{cast.lisbon.uid}/retire", {"reason": "r"})) == (
        409,
        "people.has_people",
    )
    assert mia.post(f"/markets/{cast.germany.uid}/retire", {"reason": "No demand"}).status_code == 204
    assert outcome(as_(cast.ben).post(f"/skills/{cast.medical.uid}/retire", {"reason": "r"})) == NOT_ALLOWED
    assert outcome(as_(cast.ravi).post(f"/vendors/{cast.norte.uid}/retire", {"reason": "r"})) == NOT_FOUND


def test_a_contributor_is_taken_on_with_all_that_routing_needs(cast: Cast) -> None:
    response = as_(cast.mia).post("/contributors", newcomer(place=str(cast.night.uid)))

    body = response.json()
    assert response.status_code == 201
    assert (body["pseudonym"], body["vendor"], body["site"]) == ("nia", "Lingua", "Lisbon")
    assert body["languages"] == [{"language": "en", "level": 7}]
    assert (body["markets"], body["skills"][0]["score"]) == (["BR-pt"], 80)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"pseudonym": "ana"}, (409, "people.pseudonym_taken")),
        ({"email": "Ana@example.org"}, (409, "people.email_taken")),
        ({"email": "nobody"}, (422, "people.email_invalid")),
        ({"languages": {"en": 9}}, (422, "people.level_invalid")),
        ({"skills": {"medical-terms": 101}}, (422, "people.score_invalid")),
        ({"markets": ["nowhere"]}, NOT_FOUND),
        ({"place": "01a20f43-005e-7073-bc22-dd391e18ee6f"}, NOT_FOUND),
    ],
)
def test_nobody_is_taken_on_by_halves(cast: Cast, more: dict[str, object], expected: tuple[int, str]) -> None:
    n_users = User.objects.count()

    assert outcome(as_(cast.mia).post("/contributors", newcomer(**more))) == expected
    assert (Contributor.objects.count(), User.objects.count()) == (3, n_users)


def test_abilities_are_replaced(cast: Cast) -> None:
    mia, at = as_(cast.mia), f"/contributors/{cast.ana.uid}"

    mia.put(f"{at}/languages", {"languages": {"fr": 5}})
    mia.put(f"{at}/markets", {"markets": ["DE-de"]})
    mia.put(f"{at}/skills/medical-terms", {"score": None})
    mia.put(f"{at}/place", {"place": str(cast.norte.uid)})
    body = mia.put(f"{at}/daily-cap", {"daily_cap": 250}).json()

    assert body["languages"] == [{"language": "fr", "level": 5}]
    assert (body["markets"], body["skills"], body["vendor"], body["site"]) == (["DE-de"], [], "Norte", None)
    assert body["daily_cap"] == 250


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("markets", {"markets": []}),
        ("skills/medical-terms", {"score": 1}),
        ("daily-cap", {"daily_cap": 1}),
    ],
)
def test_a_site_lead_changes_no_market_skill_or_limit(cast: Cast, what: str, body: dict[str, object]) -> None:
    ravi = as_(cast.ravi)

    assert outcome(ravi.put(f"/contributors/{cast.ana.uid}/{what}", body)) == NOT_ALLOWED
    assert outcome(ravi.put(f"/contributors/{cast.ade.uid}/{what}", body)) == NOT_FOUND
    assert outcome(as_(cast.zoe).put(f"/contributors/{cast.ana.uid}/{what}", body)) == NOT_FOUND


def test_a_site_lead_says_what_the_own_people_speak_and_places_nobody_outside(cast: Cast) -> None:
    ravi, ana = as_(cast.ravi), f"/contributors/{cast.ana.uid}"
    french, nowhere = {"languages": {"fr": 5}}, {"place": None}

    assert ravi.put(f"{ana}/languages", french).status_code == 200
    assert outcome(ravi.put(f"{ana}/place", nowhere)) == (403, "people.place_not_yours")
    for what, body in (("languages", french), ("place", nowhere)):
        assert outcome(ravi.put(f"/contributors/{cast.ade.uid}/{what}", body)) == NOT_FOUND
        assert outcome(as_(cast.zoe).put(f"{ana}/{what}", body)) == NOT_FOUND


def test_a_user_is_made_with_a_role_that_is_taken_away_again(cast: Cast) -> None:
    ada = as_(cast.ada)
    grant = {"role": "qa_analyst", "place": str(cast.lisbon.uid), "markets": ["BR-pt"]}

    made = ada.post("/users", {"email": "yara@example.org", "name": "Yara", "grant": grant})
    [held] = ada.get(f"/users/{made.json()['uid']}/grants").json()["items"]
    again = ada.post(f"/users/{made.json()['uid']}/grants", grant)
    taken = ada.post(f"/grants/{held['uid']}/retire", {"reason": "Moved on"})

    assert made.status_code == 201
    assert (held["role"], held["vendor"], held["site"]) == ("qa_analyst", None, str(cast.lisbon.uid))
    assert outcome(again) == (409, "people.granted_already")
    assert (taken.status_code, Grant.objects.get(uid=held["uid"]).retired_reason) == (204, "Moved on")


def test_a_user_with_an_impossible_role_is_not_made(cast: Cast) -> None:
    asked = {"email": "yara@example.org", "name": "Yara", "grant": {"role": "site_lead"}}

    assert outcome(as_(cast.ada).post("/users", asked)) == (422, "people.site_lead_needs_a_site")
    assert not User.objects.filter(name="Yara").exists()


def test_a_deactivated_users_token_stops_and_a_new_password_lets_in(cast: Cast) -> None:
    ada, mia, at = as_(cast.ada), as_(cast.mia), f"/users/{cast.mia.uid}"

    state = ada.post(f"{at}/deactivate", {"reason": "Left"}).json()
    stopped = outcome(mia.get("/vendors"))
    back = ada.post(f"{at}/reactivate", {"reason": "Came back"}).json()

    assert (state["is_active"], state["deactivated_reason"], back["is_active"]) == (False, "Left", True)
    assert (stopped, outcome(mia.get("/vendors"))) == ((401, "api.unauthenticated"),) * 2
    assert outcome(ada.post(f"{at}/password", {"password": "short"})) == (422, "people.password_weak")
    assert ada.post(f"{at}/password", {"password": PASSWORD}).status_code == 204
    assert User.objects.get(pk=cast.mia.pk).check_password(PASSWORD)


@pytest.mark.parametrize("what", ["grants", "deactivate", "reactivate", "password"])
def test_only_administrators_change_users(cast: Cast, what: str) -> None:
    bodies = {"grants": {"role": "reviewer"}, "password": {"password": PASSWORD}}
    body = bodies.get(what, {"reason": "r"})

    for person in (cast.mia, cast.ravi, cast.zoe):
        assert outcome(as_(person).post(f"/users/{cast.ben.uid}/{what}", body)) == NOT_ALLOWED
    assert outcome(as_(cast.ada).post(f"/users/{uuid4()}/{what}", body)) == NOT_FOUND
