"""Who may write facts over the API."""

import pytest

from assay.insight.actions.facts import SNAPSHOT
from assay.insight.actions.verifying import VERIFY
from assay.people.actions.users import create_user, grant_role
from assay.people.enums import Role, TokenScope
from assay.people.models import User
from tests.api.calling import Api, outcome, token_of
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
ROUTES = [("/facts/snapshots", SNAPSHOT), ("/facts/verifications", VERIFY)]


def person(name: str, role: Role | None = None) -> User:
    user = create_user(None, email=f"{name.lower()}@example.org", name=name, now=NOW)
    if role:
        grant_role(None, user=user, role=role, now=NOW)
    return user


@pytest.mark.parametrize(("route", "kind"), ROUTES)
def test_an_operations_lead_starts_it_and_follows_the_job(route: str, kind: str) -> None:
    omar = Api(token_of(person("Omar", Role.OPERATIONS_LEAD)))

    started = omar.post(route)

    assert (started.status_code, started.json()["kind"], started.json()["state"]) == (202, kind, "queued")
    assert omar.get(f"/jobs/{started.json()['uid']}").json()["kind"] == kind
    assert outcome(omar.post(route)) == (409, "job.running_already")


@pytest.mark.parametrize(("route", "kind"), ROUTES)
@pytest.mark.parametrize(
    "role", [None, Role.PROJECT_OWNER, Role.QA_ANALYST, Role.REQUESTER, Role.CROWD_MANAGER]
)
def test_others_may_not(route: str, kind: str, role: Role | None) -> None:
    assert outcome(Api(token_of(person("Zoe", role))).post(route)) == (403, "people.not_allowed"), kind


def test_nobody_and_a_token_that_only_reads_are_stopped() -> None:
    reading = Api(token_of(person("Omar", Role.OPERATIONS_LEAD), TokenScope.READ))

    assert Api().post("/facts/snapshots").status_code == 401
    assert outcome(reading.post("/facts/snapshots"))[0] == 403
