"""The agreement board over the API: measured in a job, read part by part."""

import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.quality.actions.board import run_board
from tests.api.calling import Api, token_of
from tests.quality.board_world import judge_all
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world(n_people=3, n_tasks=4, overlap=3)
    judge_all(world, ["yyy", "yyn", "nny", "nnn"])
    return world


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def test_a_run_is_started_as_a_job_and_found_by_its_result(world: World, cast: Cast) -> None:
    ben = Api(token_of(cast.ben))

    started = ben.post(f"/projects/{world.project.uid}/board-runs", {})
    run_now(Job.objects.get(uid=started.json()["uid"]))
    done = ben.get(f"/jobs/{started.json()['uid']}").json()

    assert (started.status_code, done["state"]) == (202, "done")
    run = ben.get(f"/board-runs/{done['result']['board_run']}").json()
    assert (run["number"], run["n_judgments"], run["n_tasks"], run["n_contributors"]) == (1, 12, 4, 3)
    assert ben.get(f"/projects/{world.project.uid}/board-runs").json()["items"] == [run]


def test_parts_come_in_pages(world: World, cast: Cast) -> None:
    run = run_board(None, stage=world.stage, now=later(minutes=1))
    rita = Api(token_of(cast.rita))

    [cell] = rita.get(f"/board-runs/{run.uid}/cells").json()["items"]
    first = rita.get(f"/board-runs/{run.uid}/contributors?limit=2").json()
    rest = rita.get(f"/board-runs/{run.uid}/contributors?limit=2&after={first['next']}").json()
    [pair] = rita.get(f"/board-runs/{run.uid}/pairs").json()["items"]

    assert (cell["grain"], cell["n_paired"], cell["metric"], cell["market"]) == ("all", 4, "nominal", "")
    assert [row["contributor"] for row in first["items"] + rest["items"]] == ["p0", "p1", "p2"]
    assert rest["next"] is None
    assert (pair["one"], pair["other"], pair["n_units"], pair["share"]) == ("yes", "no", 2, 0.5)
    assert rita.get(f"/board-runs/{run.uid}/everything").status_code == 422


def test_strangers_find_nothing_and_readers_start_nothing(world: World, cast: Cast) -> None:
    run = run_board(None, stage=world.stage, now=later(minutes=1))
    address = f"/projects/{world.project.uid}/board-runs"

    for person, status in ((cast.zoe, 404), (cast.ravi, 404)):
        assert Api(token_of(person)).get(f"/board-runs/{run.uid}/cells").status_code == status
    assert Api(token_of(cast.rita)).post(address, {}).status_code == 403
    assert Api(token_of(cast.zoe)).post(address, {}).status_code == 404
