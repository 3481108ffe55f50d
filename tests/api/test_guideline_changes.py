"""The API of what a version changed: its impact, and labels that a policy change may have made wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.people.models import User
from tests.api.calling import Api, outcome, token_of
from tests.delivery.test_redone import again, redo
from tests.quality.test_invalidating import labelled, looked, policy, publish
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.fixture
def world() -> World:
    return make_world(n_people=4, n_tasks=4, overlap=2, needs_acknowledgment=False, prefetch=9)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_who_sees_what_a_version_changed(world: World, cast: Cast) -> None:
    labelled(world)
    version = looked(world, policy(["yes"])).version
    people = {"lea": cast.lea, "ben": cast.ben, "rita": cast.rita, "ravi": cast.ravi, "zoe": cast.zoe}
    people |= {"ana": world.people[0].user}
    where = f"/projects/guideline-versions/{version.uid}"

    seen = {name: as_(user).get(f"{where}/invalidated").status_code for name, user in people.items()}
    may = {
        name: as_(user).post(f"{where}/invalidated/again").status_code
        for name, user in people.items()
        if name != "lea"
    }

    assert seen == {"lea": 200, "ben": 200, "rita": 200, "ravi": 403, "zoe": 404, "ana": 404}
    assert may == {"ben": 403, "rita": 403, "ravi": 403, "zoe": 404, "ana": 404}
    assert as_(cast.zoe).get(f"{where}/impact").status_code == 404
    assert as_(cast.lea).get(f"{where}/impact").status_code == 404


def test_labels_are_kept_then_done_again(world: World, cast: Cast) -> None:
    labelled(world)
    version = looked(world, policy(["yes"])).version
    lea, where = as_(cast.lea), f"/projects/guideline-versions/{version.uid}/invalidated"

    found = lea.get(where).json()
    tasks = lea.get(f"{where}/tasks").json()["items"]
    silent = lea.post(f"{where}/keep", {"note": " "})
    kept = lea.post(f"{where}/keep", {"note": "They are few."}).json()
    started = lea.post(f"{where}/again")
    run_now(Job.objects.get(uid=started.json()["uid"]))

    assert (found["state"], found["n_labels"], found["n_judgments"], found["seconds_each"]) == (
        "found",
        2,
        4,
        4.5,
    )
    assert sorted(each["external_id"] for each in tasks) == ["t0", "t1"]
    assert outcome(silent) == (422, "invalidation.no_note")
    assert (kept["state"], kept["note"], started.status_code) == ("kept", "They are few.", 202)
    assert (lea.get(where).json()["state"], lea.get(where).json()["n_requeued"]) == ("requeued", 2)


def test_what_changed_is_delivered_once_everything_is_decided(world: World, cast: Cast) -> None:
    first, found = again(world)
    lea, where = as_(cast.lea), f"/projects/guideline-versions/{found.version.uid}/invalidated/correction"

    waiting = lea.get(where).json()
    early = lea.post(where, {})
    redo(world, {"Task 1": "yes"}, at=now() - timedelta(minutes=2))
    ready = lea.get(where).json()
    stranger = as_(cast.rita).post(where, {})
    unknown = lea.post(where, {"against": str(found.uid)})
    started = lea.post(where, {"against": str(first.uid), "note": "New rule."})
    job = run_now(Job.objects.get(uid=started.json()["uid"]))

    assert (waiting["n_tasks"], waiting["n_decided"], waiting["n_waiting"]) == (2, 0, 2)
    assert waiting["why_not"].startswith("2 of the 2 tasks")
    assert outcome(early) == (409, "delivery.not_decided")
    assert (ready["n_decided"], ready["why_not"], ready["can_correct"]) == (2, "", [str(first.uid)])
    assert (stranger.status_code, unknown.status_code, started.status_code) == (403, 404, 202)
    assert (job.result["n_labels"], job.result["n_differ"]) == (2, 1)
    assert lea.get(where).json()["releases"] == [job.result["release"]]
    assert lea.get(f"/releases/{job.result['release']}").json()["note"] == "New rule."
    assert as_(cast.zoe).get(where).status_code == 404


def test_the_cost_follows_the_budget_of_the_plan(world: World, cast: Cast) -> None:
    labelled(world)
    where = f"/projects/guideline-versions/{looked(world, policy(['yes'])).version.uid}/invalidated"
    lea = as_(cast.lea)
    none = lea.get(where).json()["cost"]

    volumes = [{"week_on": "2026-03-02", "n_tasks": 90}]
    given = {"overlap": 1, "gold_share": 0.1, "review_share": 0}
    plan = {"volumes": volumes, "assumptions": given, "budget_micros": 50_000_000, "currency": "EUR"}
    made = lea.post(f"/projects/{world.project.uid}/plan", plan)

    assert (none, made.status_code) == (None, 201)
    # 50 EUR over 90 judgments and 10 of gold are 0.50 each; four are asked for again.
    assert lea.get(where).json()["cost"] == {"micros": 2_000_000, "currency": "EUR", "plan": 1}


def test_the_impact_is_computed_and_read(world: World, cast: Cast) -> None:
    labelled(world, "yy")
    version = publish(world)
    ben, where = as_(cast.ben), f"/projects/guideline-versions/{version.uid}/impact"

    started = ben.post(where)
    run_now(Job.objects.get(uid=started.json()["uid"]))

    found = ben.get(where).json()
    assert (started.status_code, found["n_before"], found["n_after"]) == (202, 4, 0)
    assert found["measures"]["agreement"]["before"]["value"] == 1.0
    assert ben.get(f"/projects/guideline-versions/{version.uid}/invalidated").status_code == 404
