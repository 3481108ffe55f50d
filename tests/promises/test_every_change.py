"""Promise 13 for every POST, PUT, PATCH and DELETE of the API: nobody changes what is not theirs."""

from pathlib import Path
from typing import Any  # JSON.

import pytest
from pytest_django.fixtures import Settings

from tests.api.calling import ROOT, Api, Response, openapi_document, token_of
from tests.promises.house import SECRETS, House, address_of, make_house

pytestmark = pytest.mark.django_db
# What is everybody's own, or asks for the work that is the caller's.
OWN = {
    # Site leads are told of each row that nobody whom they see is called so.
    ("POST", "/contributors/changes"),
    *(("POST", "/tokens"), ("POST", "/work/step"), ("POST", "/work/steps")),
    *(("PATCH", "/me/notifications/{kind}"), ("PUT", "/me/notification-hours")),
    *(("POST", "/me/calendar"), ("DELETE", "/me/calendar")),
    *(("PUT", "/me/chat"), ("POST", "/me/chat/test"), ("DELETE", "/me/chat")),
    ("POST", "/projects/guideline-versions/{version}/acknowledge"),
    ("POST", "/projects/guideline-versions/{version}/quiz"),
    ("POST", "/me/exams/{exam}/attempts"),
    *(("PUT", "/me/opt-outs"), ("PUT", "/me/pulse"), ("POST", "/tickets")),
    *(("PUT", "/articles/{article}/mark"), ("PUT", "/me/viewing"), ("PUT", "/me/about")),
    *(("POST", "/me/erasure"), ("DELETE", "/me/erasure")),
    *(("PUT", "/me/payee"), ("DELETE", "/me/payee")),
    *(("PUT", "/me/hours"), ("PUT", "/me/hours/days"), ("DELETE", "/me/hours/days/{day}")),
}
# Files, lists and texts of their own making, whose body the reference gives no example for.
UNCLEAR = {
    *(("POST", "/batches/{batch}/imports"), ("POST", "/batches/{batch}/tasks")),
    *(("POST", "/projects/{project}/files"), ("POST", "/projects/{project}/files/zip")),
    *(("POST", "/import-addresses"), ("POST", "/markets"), ("POST", "/projects/{project}/judgments/imports")),
    ("PUT", "/contributors/{contributor}/skills/{code}"),
    *(("POST", "/calibration-items/{item}/answer"), ("POST", "/calibration-items/{item}/ruling")),
    *(("POST", "/requests/{request_uid}/sample"), ("POST", "/requests/{request_uid}/attachments")),
    *(("POST", "/tickets/{ticket}/files"), ("POST", "/labeler-versions/{labeler_version}/imports")),
    *(("POST", "/releases/{release}/search-runs"), ("POST", "/projects/{project}/verdict-files")),
    *(("POST", "/payouts/{payout_batch}/answers"), ("POST", "/vendor-invoices/{invoice}/claims")),
    ("POST", "/sites/{site}/compliance/{proven_item}"),
    *(("POST", "/projects/{project}/inspection-plan"), ("POST", "/projects/{project}/guideline-proposals")),
}


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> House:
    return make_house(settings, tmp_path)


class Document:
    """The reference: what can be changed, and a body for each that says what its examples say."""

    def __init__(self) -> None:
        self.whole = openapi_document()

    def changes(self) -> list[tuple[str, str]]:
        paths = self.whole["paths"].items()
        return sorted(
            (method.upper(), path.removeprefix(ROOT))
            for path, methods in paths
            for method in methods
            if method != "get"
        )

    def body(self, method: str, path: str) -> Any:  # JSON.
        asked = self.whole["paths"][ROOT + path][method.lower()].get("requestBody")
        if asked is None:
            return None
        content = asked["content"]
        return self._example(content["application/json"]["schema"]) if "application/json" in content else None

    def _example(self, schema: dict[str, Any]) -> Any:  # JSON.
        if "$ref" in schema:
            return self._example(self.whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
        for key in ("default", "const"):
            if key in schema:
                return schema[key]
        if schema.get("examples"):
            return schema["examples"][0]
        if "enum" in schema:
            return schema["enum"][0]
        for key in ("anyOf", "allOf", "oneOf"):
            if key in schema:
                return self._example(schema[key][0])
        return self._plain(schema)

    def _plain(self, schema: dict[str, Any]) -> Any:  # JSON.
        match schema.get("type"):
            case "object":
                wanted = schema.get("required", [])
                return {name: self._example(schema["properties"][name]) for name in wanted}
            case "array":
                return [self._example(schema["items"])]
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
        formats = {"uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "date-time": "2026-03-02T09:00:00Z"}
        formats["date"] = "2026-03-02"
        return formats.get(schema.get("format", ""), "x")


def walk(house: House, name: str) -> dict[tuple[str, str], Response]:
    document, caller = Document(), Api(token_of(house.people[name]))
    return {
        (method, path): caller.call(method, address_of(path, house), document.body(method, path))
        for method, path in document.changes()
    }


def closed(found: dict[tuple[str, str], Response]) -> dict[tuple[str, str], int]:
    """What was refused or not found, and what did not get so far: a body that is none is refused before all else."""
    return {asked: response.status_code for asked, response in found.items() if asked not in OWN}


def leaks(found: dict[tuple[str, str], Response]) -> list[tuple[tuple[str, str], str]]:
    return [
        (asked, secret)
        for asked, response in found.items()
        for secret in SECRETS
        if len(secret) > 2 and secret in response.content.decode(errors="replace")
    ]


def test_the_walk_gets_through_to_what_it_asks_for(house: House) -> None:
    answers = {asked: response.status_code for asked, response in walk(house, "Lea").items()}

    assert len(answers) >= 80
    assert {asked: status for asked, status in answers.items() if status >= 500} == {}
    assert sum(status < 300 for status in answers.values()) >= 15


@pytest.mark.parametrize("name", ["Zoe", "Ravi", "Bea", "Ana"])
def test_nobody_changes_what_is_not_theirs(house: House, name: str) -> None:
    found = walk(house, name)

    assert set(closed(found).values()) <= {403, 404, 422}
    assert {asked for asked, status in closed(found).items() if status == 422} <= UNCLEAR
    assert leaks(found) == []
