"""What holds for every address: ways in, scopes, limits, and problems instead of pages."""

import json

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from assay.kit import rates
from assay.people.enums import TokenScope
from tests.api.calling import Api, expired_token_of, outcome, token_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_people=1, needs_acknowledgment=False)


@pytest.fixture
def ana(world: World) -> Api:
    return Api(token_of(world.people[0].user))


@pytest.mark.parametrize("token", ["nonsense", "", "Ünïcode"])
def test_a_token_nobody_has_is_401(world: World, token: str) -> None:
    response = Api(token).post("/work/step", {})

    assert outcome(response) == (401, "api.unauthenticated")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="assay"'


def test_an_expired_token_is_401(world: World) -> None:
    assert outcome(Api(expired_token_of(world.people[0].user)).post("/work/step", {})) == (
        401,
        "api.unauthenticated",
    )


def test_another_scheme_than_bearer_is_401(world: World) -> None:
    assert outcome(Api().post("/work/step", {}, Authorization="Basic YTpi")) == (401, "api.unauthenticated")


def test_the_token_of_somebody_who_left_is_401(world: World, ana: Api) -> None:
    world.people[0].user.is_active = False
    world.people[0].user.save()

    assert outcome(ana.post("/work/step", {})) == (401, "api.unauthenticated")


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({}, "Only contributors are given tasks, and you are none."),
        (
            {"Accept-Language": "fr-CA, en;q=0.5"},
            "Seuls les contributeurs reçoivent des tâches, et vous n’en êtes pas un.",
        ),
        ({"Accept-Language": "sv"}, "Only contributors are given tasks, and you are none."),
    ],
)
def test_a_program_is_told_in_the_language_it_asks_for(
    headers: dict[str, str], sentence: str, world: World
) -> None:
    """The person's own choice is for pages: the log of a program stays in one language."""
    world.owner.locale = "ar"
    world.owner.save()

    response = Api(token_of(world.owner)).post("/work/step", {}, **headers)

    [reason] = response.json()["reasons"]
    assert (reason["code"], reason["text"]) == ("api.no_contributor", sentence)


def test_a_token_works_within_its_scopes_only(world: World) -> None:
    reading = Api(token_of(world.people[0].user, TokenScope.READ, TokenScope.WRITE))

    assert outcome(reading.post("/work/step", {})) == (403, "api.scope_missing")


def test_a_session_works_and_needs_its_csrf_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[0].user)
    page = Api(client=client)

    refused = page.post("/work/step", {})
    client.cookies["csrftoken"] = "a" * 32
    accepted = page.post("/work/step", {}, **{"X-CSRFToken": "a" * 32})

    assert outcome(refused) == (403, "api.csrf")
    assert (accepted.status_code, len(accepted.json()["tasks"])) == (200, 1)
    assert page.get("/work/why").status_code == 200


def test_a_wrong_token_never_falls_back_to_the_session(world: World) -> None:
    client = Client()
    client.force_login(world.people[0].user)

    assert Api("nonsense", client).get("/work/why").status_code == 401


def test_too_many_requests_are_429_and_say_when_to_come_back(ana: Api, settings: Settings) -> None:
    settings.ASSAY_RATE_PER_MINUTE = 3
    rates._shares.clear()

    responses = [ana.get("/work/why") for _ in range(8)]

    stopped = [response for response in responses if response.status_code == 429]
    assert len(stopped) >= 2
    assert outcome(stopped[0]) == (429, "api.too_many")
    assert 1 <= int(stopped[0].headers["Retry-After"]) <= 60


def test_without_a_limit_nothing_is_counted(ana: Api, settings: Settings) -> None:
    settings.ASSAY_RATE_PER_MINUTE = 0

    assert {ana.get("/work/why").status_code for _ in range(20)} == {200}


@pytest.mark.parametrize("address", ["", "/", "/nothing", "/work/claims/7/skip", "/work/why/%00"])
def test_an_unknown_address_is_a_problem(ana: Api, address: str) -> None:
    assert outcome(ana.get(address)) == (404, "api.not_found")


def test_an_unknown_address_is_a_problem_without_a_token_and_with_the_strictest_checks() -> None:
    browser = Api(client=Client(enforce_csrf_checks=True))

    assert outcome(browser.post("/nothing", {})) == (404, "api.not_found")


def test_a_wrong_method_is_a_problem_that_names_the_right_one(ana: Api) -> None:
    response = ana.get("/work/step")

    assert outcome(response) == (405, "api.wrong_method")
    assert response.headers["Allow"] == "POST"


def test_the_document_is_public_and_complete() -> None:
    document = json.loads(Api().get("/openapi.json").content)

    bodies = [
        media
        for path in document["paths"].values()
        for operation in path.values()
        for part in [operation.get("requestBody", {}), *operation["responses"].values()]
        for media in part.get("content", {}).values()
    ]
    assert [media for media in bodies if "example" not in media] == []
    assert document["security"] == [{"Token": []}, {"Session": []}]


def test_the_page_of_the_document_loads_nothing_from_elsewhere() -> None:
    page = Api().get("/docs").content.decode()

    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page
