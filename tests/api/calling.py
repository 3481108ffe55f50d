"""Calling the API as somebody, through Django's own client: no server, the same code."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, Protocol  # JSON.

from django.test import Client

from assay.kit.clock import now
from assay.people.actions.users import issue_token
from assay.people.enums import TokenScope
from assay.people.models import User

ROOT = "/api/v1"
ALL = tuple(TokenScope)


class Response(Protocol):
    status_code: int
    content: bytes
    headers: Any  # Django's headers, a mapping that ignores case.

    def json(self) -> Any: ...  # JSON.


def token_of(user: User, *scopes: TokenScope, days: int = 1) -> str:
    _, secret = issue_token(user, user=user, name="test", scopes=scopes or ALL, days=days, now=now())
    return secret


def expired_token_of(user: User) -> str:
    issued = now() - timedelta(days=2)
    _, secret = issue_token(user, user=user, name="test", scopes=ALL, days=1, now=issued)
    return secret


@dataclass
class Api:
    """One caller; without a token nobody."""

    token: str | None = None
    client: Client = field(default_factory=Client)

    def call(self, method: str, address: str, body: object = None, **headers: str) -> Response:
        """`body` is sent as JSON; bytes go as they are."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        if self.token is not None:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        return self.client.generic(
            method, f"{ROOT}{address}", content, content_type="application/json", headers=headers
        )

    def get(self, address: str, **headers: str) -> Response:
        return self.call("GET", address, **headers)

    def post(self, address: str, body: object = None, **headers: str) -> Response:
        return self.call("POST", address, body, **headers)

    def put(self, address: str, body: object = None) -> Response:
        return self.call("PUT", address, body)

    def patch(self, address: str, body: object = None) -> Response:
        return self.call("PATCH", address, body)

    def delete(self, address: str) -> Response:
        return self.call("DELETE", address)


def outcome(response: Response) -> tuple[int, str]:
    """Status and reason code of a refusal."""
    body = response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert body["status"] == response.status_code
    assert body["reasons"][0]["code"] == body["code"]
    return response.status_code, body["code"]


@cache
def openapi_document() -> Any:  # JSON.
    """What the API says of itself; making it takes a second."""
    return json.loads(Api().get("/openapi.json").content)
