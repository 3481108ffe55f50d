"""Allocations over the API: proposed, read, applied and taken back; and by whom not."""

from datetime import date

import pytest

from assay.kit.clock import now, working_day
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.people.enums import Role
from assay.people.models import User
from assay.planning.actions.allocations import propose, put_in_force
from assay.planning.queries.allocations import weeks_offered
from assay.planning.rules.allocation import Terms
from tests.api.calling import Api, token_of
from tests.people.cast import user
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Feasible:
    """Of this moment: Ana and Bia (at Porto) give 10 hours a week, 40 hours wait."""
    found = make_feasible(at=now())
    join(found.project, found.people["ana"], found.people["bia"])
    left_in(found, 4000)
    return found


def as_(person: User) -> Api:
    return Api(token_of(person))


def monday() -> date:
    return weeks_offered(working_day(now(), "UTC"))[1]


def test_a_week_from_its_proposal_to_its_end(world: Feasible) -> None:
    omar = as_(world.intake.omar)

    started = omar.post("/allocations", {"week_on": monday().isoformat()})
    uid = run_now(Job.objects.get(uid=started.json()["uid"])).result["allocation"]
    found = omar.get(f"/allocations/{uid}").json()
    people = omar.get(f"/allocations/{uid}/people?limit=1").json()
    applied = omar.post(f"/allocations/{uid}/apply", {})
    run_now(Job.objects.get(uid=applied.json()["uid"]))
    in_force = omar.get("/allocations").json()["items"][0]
    back = omar.post(f"/allocations/{uid}/withdraw", {}).json()

    assert (started.status_code, applied.status_code) == (202, 202)
    [met] = found["met"]
    assert (met["hours"], met["served"], met["short"], met["limit"]) == (40.0, 20.0, 20.0, "hours")
    assert [part["hours"] for part in people["items"][0]["parts"]] == [10.0]
    assert people["next"] is not None
    assert in_force["applied_at"] is not None
    assert back["applied_at"] is None


def test_who_may(world: Feasible) -> None:
    run = propose(world.intake.omar, week_on=monday(), terms=Terms(), now=now())
    put_in_force(world.intake.omar, run=run, now=now())
    rania = user("Rania", Role.SITE_LEAD, site=world.people["bia"].site)

    def tried(who: User) -> list[int]:
        api = as_(who)
        return [
            api.get("/allocations").status_code,
            api.get(f"/allocations/{run.uid}").status_code,
            api.post("/allocations", {"week_on": monday().isoformat()}).status_code,
            api.post(f"/allocations/{run.uid}/apply", {}).status_code,
            api.post(f"/allocations/{run.uid}/withdraw", {}).status_code,
        ]

    assert tried(rania) == [200, 200, 403, 403, 403]
    for stranger in (world.intake.zoe, world.intake.rita, world.people["ana"].user):
        assert tried(stranger) == [404] * 5
    of_lead = as_(rania).get(f"/allocations/{run.uid}").json()
    assert (of_lead["met"], of_lead["idle"], of_lead["n_people"], of_lead["capacity"]) == ([], [], 0, 0.0)
    seen = as_(rania).get(f"/allocations/{run.uid}/people").json()["items"]
    assert [each["pseudonym"] for each in seen] == ["p2"]


def test_findings_are_read_and_looked_for_by_who_allocates_everywhere(world: Feasible) -> None:
    omar, rania = as_(world.intake.omar), as_(user("Rania", Role.SITE_LEAD, site=world.people["bia"].site))
    ana = as_(world.people["ana"].user)

    started = omar.post("/capacity-findings", {})
    run_now(Job.objects.get(uid=started.json()["uid"]))
    items = omar.get("/capacity-findings").json()["items"]

    next_week = [each for each in items if each["week_on"] == monday().isoformat()]
    assert [(each["kind"], each["languages"], each["hours"]) for each in next_week] == [
        ("backlog", "pt-BR", 20.0)
    ]
    assert next_week[0]["sentence"].startswith("Brazilian Portuguese: 20 h wait beyond the week of")
    assert [each.get("/capacity-findings").status_code for each in (rania, ana)] == [404, 404]
    assert [each.post("/capacity-findings", {}).status_code for each in (rania, ana)] == [403, 404]
