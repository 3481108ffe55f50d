"""The server's entry point: requests with a token go through fewer hands, and lose nothing by it."""

import io
import json
from collections.abc import Iterator
from typing import Any  # JSON, and WSGI's environment.

import pytest
from django.core.signals import request_started
from django.db import close_old_connections

from assay.config.wsgi import application
from tests.api.calling import token_of
from tests.work.world import make_world

pytestmark = pytest.mark.django_db
GUARDS = ("content-security-policy", "referrer-policy", "x-content-type-options", "x-frame-options")


@pytest.fixture(autouse=True)
def keep_the_connection() -> Iterator[None]:
    """A request closes what it finds open, but here that is the transaction of the test."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def call(path: str, body: object, **headers: str) -> tuple[int, dict[str, str], Any]:
    content = json.dumps(body).encode()
    answered: list[Any] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "SCRIPT_NAME": "",
        "wsgi.input": io.BytesIO(content),
        "CONTENT_LENGTH": str(len(content)),
        "CONTENT_TYPE": "application/json",
        **headers,
    }
    response = application(environ, lambda status, sent: answered.extend((status, sent)))
    status, sent = answered
    found = {name.lower(): value for name, value in sent}
    return int(status[:3]), found, json.loads(b"".join(response))


def test_a_token_works_and_the_answer_has_every_guarding_header() -> None:
    world = make_world(n_people=1, needs_acknowledgment=False)
    token = token_of(world.people[0].user)

    status, headers, body = call("/api/v1/work/step", {"n": 1}, HTTP_AUTHORIZATION=f"Bearer {token}")

    assert status == 200
    assert len(body["tasks"]) == 1
    assert [name for name in GUARDS if name not in headers] == []
    assert int(headers["content-length"]) > 0
    assert "set-cookie" not in headers


def test_the_way_through_the_pages_has_the_same_guarding_headers() -> None:
    status, headers, body = call("/api/v1/work/step", {"n": 1})

    assert (status, body["code"]) == (401, "api.unauthenticated")
    assert [name for name in GUARDS if name not in headers] == []


def test_a_wrong_token_never_falls_back_to_the_session() -> None:
    status, _, body = call(
        "/api/v1/work/step", {"n": 1}, HTTP_AUTHORIZATION="Bearer wrong", HTTP_COOKIE="sessionid=x"
    )

    assert (status, body["code"]) == (401, "api.unauthenticated")


def test_an_unknown_address_is_a_problem_document() -> None:
    status, headers, body = call("/api/v1/nothing", {}, HTTP_AUTHORIZATION="Bearer wrong")

    assert (status, body["code"]) == (404, "api.not_found")
    assert headers["content-type"] == "application/problem+json"
