"""Promises 2, 5, 10, 11: kill -9 of any process while people work and jobs run; nothing acknowledged is lost."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assay.cli.client import Json, Server
from assay.cli.outcome import Failed
from assay.cli.replay.building import build, written
from assay.cli.replay.plan import Plan
from assay.cli.replay.recording import Judgment, Recording
from tests.config.supervisor.running import linux_only
from tests.faults.place import Client, Place, running_place

pytestmark = [pytest.mark.slow, linux_only]

N_CLIENTS = 8
N_JUDGMENTS = "SELECT count(*) FROM work_judgment"
# Tasks whose counters differ from what judgments, claims and overlap say.
UNTRUE = """
SELECT i.id, i.n_judgments, i.n_slots_left FROM work_queueitem i JOIN projects_stage s ON s.id = i.stage_id,
LATERAL (SELECT count(*) AS n, count(DISTINCT contributor_id) AS n_people FROM work_judgment j
         WHERE j.task_id = i.task_id) j,
LATERAL (SELECT count(*) AS n FROM work_claim c WHERE c.item_id = i.id AND c.state = 1) c
WHERE i.n_judgments <> j.n OR j.n > s.overlap OR j.n_people <> j.n OR i.n_slots_left <> s.overlap - j.n - c.n
"""


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with running_place() as started:
        yield started


def project(server: Server, *, n_items: int, overlap: int) -> Plan:
    judgments = [
        Judgment(f"i{item}", f"w{(item + nth) % N_CLIENTS}", "yes" if item else "no")
        for item in range(n_items)
        for nth in range(overlap)
    ]
    return build(server, Recording(judgments), name="Faults")


def audit_is_intact(place: Place, server: Server) -> bool:
    place.platform.finish("Sealing", "tests.faults.inside:seal_the_trail")
    return bool(done(place, server, server.post("/audit/verifications"))["result"]["is_intact"])


def done(place: Place, server: Server, job: Json) -> Json:
    """Wait while somebody watches over the processes; the job as it ended."""
    ended = "SELECT count(*) FROM kit_job WHERE uid = %s AND state NOT IN ('queued', 'running')"
    place.until(lambda: place.number(ended, job["uid"]) == 1)
    found = answer(lambda: server.get(f"/jobs/{job['uid']}"))
    assert found["state"] == "done", found["error"]
    return found


def answer(ask: Callable[[], Json]) -> Json:
    """The first requests after the database was away may be told to come again."""
    for _ in range(20):
        try:
            return ask()
        except Failed as failed:
            if failed.code not in {"api.busy", "cli.unreachable"}:
                raise
            time.sleep(0.5)
    raise AssertionError("It never answered.")


def test_every_acknowledged_judgment_survives_while_everything_is_killed(place: Place) -> None:
    with Server(place.access) as server:
        plan = project(server, n_items=320, overlap=3)
        clients = [Client(place.access.url, person.token, plan.project) for person in plan.people.values()]
        for client in clients:
            client.start()
        blows: list[tuple[int, Callable[[], None]]] = [
            (100, place.kill_web_worker),
            (250, place.kill_backend),
            (400, place.kill_web),
            (550, place.kill_postgres),
            (700, place.kill_worker),
        ]
        for n, blow in blows:
            place.until(lambda n=n: place.number(N_JUDGMENTS) >= n)
            blow()
        place.until(lambda: not any(client.is_alive() for client in clients))

        stored = place.rows("SELECT client_key, uid::text FROM work_judgment")
        acknowledged = {key: uid for client in clients for key, uid in client.acknowledged.items()}
        assert len(stored) == 960
        assert dict(stored) == acknowledged
        assert place.rows(UNTRUE) == []
        assert sum(client.n_again for client in clients) > 0
        assert audit_is_intact(place, server)


def test_jobs_go_on_where_a_killed_worker_left_them(place: Place, tmp_path: Path) -> None:
    n = 20_000
    with Server(place.access) as server:
        plan = project(server, n_items=10, overlap=1)
        batch = server.post(f"/projects/{plan.project}/batches", {"name": "Many"})
        rows = ({"external_id": f"m{nth}", "content": {"item": f"m{nth}"}} for nth in range(n))
        job = server.upload(f"/batches/{batch['uid']}/imports", written(tmp_path / "tasks.jsonl", rows))
        for least in (1, 8_000):
            place.until(
                lambda least=least: (
                    place.number("SELECT n_done FROM kit_job WHERE uid = %s", job["uid"]) >= least
                )
            )
            place.kill_worker()
        imported = done(place, server, job)["result"]

        assert (imported["n_rows"], imported["n_bad"]) == (n, 0)
        # The chunk in which it was killed was undone with its progress: nothing is met a second time.
        assert (imported["n_added"], imported["n_known"]) == (n, 0)
        assert server.get(f"/batches/{batch['uid']}")["n_tasks"] == n
        [found] = place.rows(
            "SELECT count(*), count(DISTINCT external_id) FROM work_task WHERE batch_id = ("
            "SELECT id FROM work_batch WHERE uid = %s)",
            batch["uid"],
        )
        assert found == (n, n)

        judged = judge_all(place, server, plan, n=n, folder=tmp_path)
        assert judged["n_stored"] + judged["n_repeats"] == n
        release = deliver_under_fire(place, server, plan)
        assert (release["n_tasks"], release["n_labels"], release["state"]) == (n, n, "ready")
        formats = place.rows("SELECT format, count(*) FROM delivery_releasefile GROUP BY 1 ORDER BY 1")
        assert formats == [("csv", 1), ("jsonl", 1), ("parquet", 1)]
        assert audit_is_intact(place, server)


def judge_all(place: Place, server: Server, plan: Plan, *, n: int, folder: Path) -> Json:
    people = [person.uid for person in plan.people.values()]
    rows = (
        {
            "task": f"m{nth}",
            "contributor": people[nth % len(people)],
            "answers": {"label": "yes" if nth % 3 else "no"},
            "handling_seconds": 1,
        }
        for nth in range(n)
    )
    before = place.number(N_JUDGMENTS)
    job = server.upload(
        f"/projects/{plan.project}/judgments/imports", written(folder / "judgments.jsonl", rows)
    )
    place.until(lambda: place.number(N_JUDGMENTS) > before)
    place.kill_postgres()
    judged = done(place, server, job)["result"]
    assert place.number(N_JUDGMENTS) - before == n
    assert place.rows(UNTRUE) == []
    found: Json = judged
    return found


def deliver_under_fire(place: Place, server: Server, plan: Plan) -> Json:
    """Consensus and release, each with its worker killed while it runs."""
    job = server.post(f"/projects/{plan.project}/consensus-runs", {"method": "majority"})
    kill_while_running(place, job)
    run = done(place, server, job)["result"]["run"]
    assert place.rows("SELECT count(*) FROM quality_consensusrun WHERE state = 'done'") == [(1,)]
    started = server.post(f"/projects/{plan.project}/releases", {"run": run})
    kill_while_running(place, started["job"])
    done(place, server, started["job"])
    return server.get(f"/releases/{started['release']['uid']}")


def kill_while_running(place: Place, job: Json) -> None:
    running = "SELECT count(*) FROM kit_job WHERE uid = %s AND state <> 'queued'"
    place.until(lambda: place.number(running, job["uid"]) == 1)
    place.kill_worker()
