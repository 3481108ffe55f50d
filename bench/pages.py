"""Lists over a million tasks: how long a page takes, and how many rows the database read for it."""

import statistics
import time
from typing import Any  # JSON.

import httpx

from assay.config.supervisor import Platform
from bench.sizes import Sizes

# Rows of the tables that grow with the work, read by scans or through indexes.
READ = """
SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint FROM pg_stat_user_tables
WHERE relname IN ('work_task', 'work_queueitem', 'work_claim', 'work_judgment')
"""
# A job that reads at the same moment is not the page's doing: the least of so many looks counts.
LOOKS = 3


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    from bench.load import grow, shared_world
    from bench.people import administrator_cookie, administrator_token

    world = shared_world(sizes)
    grow(world, n=sizes.n_page_tasks - sizes.n_hot_open - sizes.n_hot_done)
    project, batch = world.project.uid, world.batch.uid
    task = world.batch.tasks.latest("pk").uid
    pages = [
        "/",
        "/projects/",
        f"/projects/{project}/",
        f"/projects/{project}/batches/",
        f"/projects/{project}/tasks/",
        f"/projects/{project}/tasks/?state=done",
        f"/projects/{project}/tasks/?state=parked",
        f"/projects/{project}/tasks/?text=nowhere",
        f"/projects/{project}/tasks/?disagreement=yes",
        f"/projects/{project}/queues/",
        f"/projects/{project}/contributors/",
        f"/batches/{batch}/",
    ]
    pages += [
        f"/tasks/{task}/",
        f"/tasks/{task}/why/",
        f"/projects/{project}/members/",
        "/people/",
        "/audit/",
    ]
    pages += [f"/projects/{project}/consensus/", f"/projects/{project}/releases/", "/jobs/"]
    lists = [f"/api/v1/batches/{batch}/tasks?limit=200", f"/api/v1/projects/{project}/batches"]
    lists += [f"/api/v1/projects/{project}", f"/api/v1/projects/{project}/members", f"/api/v1/tasks/{task}"]
    names = {str(project): "…", str(batch): "…", str(task): "…"}
    session = {"Cookie": f"sessionid={administrator_cookie()}"}
    bearer = {"Authorization": f"Bearer {administrator_token()}"}
    found = {}
    for access, paths in ((session, pages), (bearer, lists)):
        with httpx.Client(base_url=platform.url, timeout=60, headers=access) as client:
            for path in paths[: sizes.n_pages]:
                found[shown(path, names)] = page(client, path, sizes.n_page_turns)
    return {"n_tasks": sizes.n_page_tasks, "pages": found}


def shown(path: str, names: dict[str, str]) -> str:
    for uid, name in names.items():
        path = path.replace(uid, name)
    return path


def page(client: httpx.Client, path: str, turns: int) -> dict[str, Any]:
    status = client.get(path).status_code
    if status != httpx.codes.OK:
        return {"status": status}
    seconds = [timed(client, path) for _ in range(turns)]
    return {
        "status": status,
        "median_ms": round(1000 * statistics.median(seconds), 1),
        "most_ms": round(1000 * max(seconds), 1),
        "rows_read": min(rows_read_by(client, path) for _ in range(LOOKS)),
    }


def rows_read_by(client: httpx.Client, path: str) -> int:
    before = rows_read()
    client.get(path)
    return rows_read() - before


def timed(client: httpx.Client, path: str) -> float:
    started_at = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started_at


def rows_read() -> int:
    """Backends tell the statistics at the end of a transaction, at most once a second: so wait for the rest."""
    from assay.kit.sql import rows

    time.sleep(1.2)
    rows("SELECT pg_stat_clear_snapshot()", {})
    return int(rows(READ, {})[0][0])
