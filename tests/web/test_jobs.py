"""Pages of long work: mine, my projects', one job, stopping it."""

from uuid import UUID

import pytest

from assay.kit.clock import now
from assay.kit.ids import new_uid
from assay.kit.models import Job, JobState
from assay.people.models import User
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, statuses, text
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=1)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def job_of(user: User, project: UUID | None, **fields: object) -> Job:
    values: dict[str, object] = {"kind": "work.import_tasks", "key": new_uid().hex, "created_at": now()}
    return Job.objects.create(created_by=user, project_uid=project, **{**values, **fields})


def test_a_job_is_there_for_who_started_it_and_who_manages_its_tasks(world: World, cast: Cast) -> None:
    job = job_of(cast.ben, world.project.uid)

    found = statuses(cast, address("job", job.uid))

    assert found == {"nobody": 302, "lea": 200, "ben": 200, "rita": 404, "ravi": 404, "zoe": 404}


def test_the_list_shows_mine_first_and_my_projects_on_request(world: World, cast: Cast) -> None:
    job_of(cast.ben, world.project.uid, kind="quality.consensus")
    job_of(cast.zoe, None, kind="kit.verify_audit")

    mine = text(signed_in(cast.lea), "/jobs/")
    all_of_projects = text(signed_in(cast.lea), "/jobs/?of=projects")
    bens = text(signed_in(cast.ben), "/jobs/")

    assert "No jobs yet" in mine
    assert ("Consensus run" in all_of_projects, "audit trail" in all_of_projects) == (True, False)
    assert ("Consensus run" in bens, "Match" in bens) == (True, True)


def test_the_list_asks_the_database_as_often_for_one_job_as_for_three(world: World, cast: Cast) -> None:
    client = signed_in(cast.lea)

    job_of(cast.lea, world.project.uid)
    for_one = n_queries(client, "/jobs/?of=projects")
    job_of(cast.ben, world.project.uid)
    job_of(cast.zoe, world.project.uid)

    assert n_queries(client, "/jobs/?of=projects") == for_one


def test_an_unfinished_job_asks_again_by_itself_and_a_finished_one_does_not(cast: Cast) -> None:
    running = job_of(cast.lea, None, state=JobState.RUNNING, n_done=640, n_total=1000, started_at=now())
    done = job_of(cast.lea, None, state=JobState.DONE, started_at=now(), finished_at=now())

    busy, ended = (text(signed_in(cast.lea), address("job", each.uid)) for each in (running, done))

    assert 'data-refresh="2"' in busy
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in busy
    assert 'value="640" max="1000"' in busy
    assert "640 / 1,000" in busy
    assert ("data-refresh" in ended, "http-equiv" in ended, "Stop this job" in ended) == (False, False, False)


def test_the_report_of_an_import_names_its_bad_rows(cast: Cast) -> None:
    bad = {"line": 7, "external_id": "<b>x</b>", "reasons": [{"code": "c", "text": "The text is missing."}]}
    result = {"n_rows": 1204, "n_added": 1203, "n_bad": 1, "bad_rows": [bad]}
    job = job_of(cast.lea, None, state=JobState.DONE, result=result)

    page = text(signed_in(cast.lea), address("job", job.uid))

    assert "<dt>Rows read</dt><dd>1,204</dd>" in page
    assert '<td class="num">7</td>' in page
    assert "The text is missing." in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("error", "sentence", "is_detailed"),
    [
        ("Line 3 is not CSV: unexpected end of data.", "Line 3 is not CSV: unexpected end of data.", False),
        ("KeyError: 'batch'", "Something happened that nobody foresaw.", True),
    ],
)
def test_an_error_is_a_sentence(cast: Cast, error: str, sentence: str, is_detailed: bool) -> None:
    job = job_of(cast.lea, None, state=JobState.FAILED, error=error)

    page = text(signed_in(cast.lea), address("job", job.uid))

    assert sentence in page
    assert ("KeyError" in page) is is_detailed


def test_cancelling_stops_a_waiting_job_at_once_and_asks_a_running_one(cast: Cast) -> None:
    waiting = job_of(cast.lea, None)
    running = job_of(cast.lea, None, state=JobState.RUNNING)

    for each in (waiting, running):
        response = signed_in(cast.lea).post(address("job-cancel", each.uid))
        assert (response.status_code, response.headers["Location"]) == (302, address("job", each.uid))
        each.refresh_from_db()

    assert (waiting.state, running.state) == (JobState.CANCELLED, JobState.RUNNING)
    assert running.cancel_requested_at is not None
    assert "Stopping" in text(signed_in(cast.lea), address("job", running.uid))


def test_a_strangers_job_is_not_there_to_be_cancelled(cast: Cast) -> None:
    job = job_of(cast.lea, None)

    assert signed_in(cast.zoe).post(address("job-cancel", job.uid)).status_code == 404
    assert signed_in(cast.lea).get(address("job-cancel", job.uid)).status_code == 405
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
