"""Promise 13: people see what their scope allows. Every GET of the API, with everybody's ids, as everybody."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.api.calling import ROOT, Api, Response, openapi_document, token_of
from tests.promises.house import GOLD_REASON, SECRETS, House, address_of, make_house

pytestmark = pytest.mark.django_db
# What is the caller's own, whoever it is; everything else names something of this house.
OWN = {
    *("/me", "/tokens", "/inbox", "/work/why", "/projects", "/contributors", "/jobs", "/vendors", "/markets"),
    *("/skills", "/templates", "/templates/{code}", "/deliveries"),
    *("/appeals", "/reviews/charged", "/standing/steps", "/me/exposure", "/me/opt-outs", "/exposure-board"),
    *("/me/pulse", "/pulse", "/me/counsellor", "/counsellors"),
    *("/me/notifications", "/me/calendar", "/me/chat", "/agreements", "/me/agreements"),
    *("/me/payee", "/me/statements/{month}"),
    *("/me/earnings", "/me/time", "/time/sites", "/time/targets"),
    *("/me/exams", "/me/tickets", "/tickets", "/me/referrals"),
    *(
        "/scorecards",
        "/scorecards/markets",
        "/me/coaching",
        "/contracts",
        "/vendor-invoices",
        "/headcount",
        "/compliance",
    ),
    *("/me/viewing", "/me/invitations", "/me/data", "/me/about"),
    *("/ticket-clocks", "/me/hours"),
    *("/ticket-macros", "/me/announcements", "/announcements", "/articles", "/articles/{article}"),
    "/me/courses",
    "/me/live-sessions",
    "/allocations",
}
# A contributor may read what they work by.
MEMBERS_MAY = {
    *("/projects/schema-versions/{version}", "/projects/guideline-versions/{version}"),
    *("/projects/{project}/clarifications", "/projects/guideline-versions/{version}/reading"),
}
# For who was invited, or works; and what is not measured before a session is closed.
NOT_ADAS = {
    "/work/why": 403,
    **dict.fromkeys(("/me/exposure", "/me/opt-outs", "/me/pulse"), 403),
    **dict.fromkeys(("/standing/steps", "/me/agreements", "/me/counsellor", "/me/earnings", "/me/time"), 404),
    **dict.fromkeys(("/me/exams", "/me/exam-attempts/{attempt}", "/me/referrals", "/me/erasure"), 404),
    **dict.fromkeys(("/me/hours", "/me/invitations", "/me/about"), 404),
    **dict.fromkeys(("/me/payee", "/me/statements/{month}"), 404),
    "/coaching/{coaching}": 404,
    **dict.fromkeys(("/me/courses", "/me/course-assignments/{assignment}", "/me/live-sessions"), 404),
    **dict.fromkeys(("/calibration-sessions/{session}/next", "/work/claims/{claim}/returned"), 404),
}
NOT_YET = dict.fromkeys(
    (
        "/calibration-sessions/{session}/alignment",
        *("/sites/{site}/scorecard", "/vendors/{vendor}/scorecard", "/compliance/evidence/{evidence}"),
        *("/projects/{project}/feasibility", "/labelers/{labeler}/endpoint"),
        "/requests/{request_uid}/feasibility",
    ),
    404,
)


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> House:
    return make_house(settings, tmp_path)


def paths() -> list[str]:
    return sorted(
        path.removeprefix(ROOT) for path, methods in openapi_document()["paths"].items() if "get" in methods
    )


def api(house: House, name: str) -> Api:
    return Api(token_of(house.people[name]))


def body(response: Response) -> str:
    streamed = getattr(response, "streaming_content", None)
    return b"".join(streamed).decode(errors="replace") if streamed else response.content.decode()


def leaks(response: Response) -> list[str]:
    shown = body(response)
    return [secret for secret in SECRETS if f'"{secret}"' in shown or (len(secret) > 2 and secret in shown)]


def assert_closed(found: dict[str, Response], is_open: set[str]) -> None:
    """What names something is not there; what only administrators have is refused, whether it is there or not."""
    closed = {path: response.status_code for path, response in found.items() if path not in is_open}
    assert set(closed.values()) <= {403, 404}
    assert {
        path for path, status in closed.items() if status == 403 and not is_of_administrators(path)
    } == set()


def is_of_administrators(path: str) -> bool:
    return "{" not in path or path.startswith("/users/")


def test_the_walk_meets_every_address_that_there_is(house: House) -> None:
    answers = {path: api(house, "Ada").get(address_of(path, house)).status_code for path in paths()}

    assert len(answers) >= 30
    assert {path: status for path, status in answers.items() if status != 200} == NOT_ADAS | NOT_YET


def test_anonymous_gets_401_everywhere(house: House) -> None:
    answers = {
        (method, path): Api().call(method.upper(), address_of(path.removeprefix(ROOT), house)).status_code
        for path, methods in openapi_document()["paths"].items()
        for method in methods
    }

    assert len(answers) >= 60
    assert {asked: status for asked, status in answers.items() if status != 401} == {}


@pytest.mark.parametrize("name", ["Zoe", "Ravi", "Bea"])
def test_strangers_find_nothing_at_any_address(house: House, name: str) -> None:
    caller = api(house, name)
    found = {path: caller.get(address_of(path, house)) for path in paths()}

    assert {path for path, response in found.items() if response.status_code == 200} <= OWN
    assert_closed(found, OWN)
    assert {path: leaks(response) for path, response in found.items() if leaks(response)} == {}


def test_a_contributor_sees_no_gold_no_answers_and_nobody_else(house: House) -> None:
    ana = api(house, "Ana")
    found = {path: ana.get(address_of(path, house)) for path in paths()}

    open_to_her = {path for path, response in found.items() if response.status_code == 200}
    assert open_to_her - OWN == MEMBERS_MAY
    assert_closed(found, OWN | MEMBERS_MAY)
    assert {path: leaks(response) for path, response in found.items() if leaks(response)} == {}
    assert [each["uid"] for each in found["/contributors"].json()["items"]] == [str(house.ana.uid)]


def test_the_secrets_are_there_for_those_who_may_see_them(house: House) -> None:
    lea = api(house, "Lea")
    seen = {secret for path in paths() for secret in leaks(lea.get(address_of(path, house)))}

    assert seen == set(SECRETS)
    assert GOLD_REASON in body(lea.get(f"/projects/{house.world.project.uid}/gold"))
