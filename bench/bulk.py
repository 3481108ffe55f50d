"""Long work on one project: tasks from a file, consensus, a release; how long, and how much memory of the worker."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any  # JSON.

from assay.cli.client import Server
from assay.cli.credentials import Credentials
from assay.cli.waiting import finished
from assay.config.supervisor import Platform
from bench import place, processes
from bench.sizes import Sizes

OVERLAP = 3
N_PEOPLE = 40
SCHEMA = {
    "schema": 1,
    "title": "Match",
    "content": [{"kind": "text", "field": "text"}],
    "questions": [
        {
            "id": "match",
            "kind": "choice",
            "label": "Match?",
            "options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}],
        }
    ],
}


@dataclass
class Stopwatch:
    """Seconds of a job from the request to its end, and the worker's memory above an idle one."""

    platform: Platform
    settling_seconds: float
    backlog_seconds: float
    found: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def job(self, name: str) -> Iterator[None]:
        # What runs every minute takes in what came of the job before; it is not this job's time and memory.
        time.sleep(self.backlog_seconds)
        worker = place.restart_worker(self.platform)
        settle(worker, self.settling_seconds)
        with processes.watched(worker) as peak:
            started_at = time.perf_counter()
            yield
            seconds = time.perf_counter() - started_at
        self.found[name] = {
            "seconds": round(seconds, 2),
            "mib_above_idle": round(peak.above_mib),
            "mib_idle": round(peak.before_mib),
        }


def settle(worker: int, seconds: float) -> None:
    """Until a new worker has loaded what it loads at its start: its memory has not grown for a second."""
    before = -1.0
    until = time.monotonic() + 60
    while (now := processes.memory_mib(worker)) > before + 0.5 and time.monotonic() < until:
        before = now
        time.sleep(seconds)


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    from bench.people import administrator_token

    watch = Stopwatch(platform, sizes.settling_seconds, sizes.backlog_seconds)
    with Server(Credentials(platform.url, administrator_token())) as server:
        project, batch = begun(server)
        with TemporaryDirectory(prefix="assay-bench-") as folder:
            file = tasks_file(Path(folder), sizes.n_bulk)
            with watch.job("import"):
                job = server.upload(f"/batches/{batch}/imports", file)
                imported = finished(server, job, "Importing tasks")["result"]
        judged(project)
        with watch.job("consensus"):
            job = server.post(f"/projects/{project}/consensus-runs", {"method": "dawid_skene"})
            run = finished(server, job, "Running consensus")["result"]["run"]
        with watch.job("release"):
            started = server.post(f"/projects/{project}/releases", {"run": run, "note": "Bench"})
            released = finished(server, started["job"], "Building the release")["result"]
    counts = {"n_tasks": imported["n_added"], "n_labels": released["n_labels"], "overlap": OVERLAP}
    return {**counts, **watch.found}


def begun(server: Server) -> tuple[str, str]:
    """A project that is open, and a batch for its tasks."""
    stage = {"overlap": OVERLAP, "overlap_max": OVERLAP, "undo_seconds": 0, "needs_acknowledgment": False}
    project = server.post("/projects", {"name": "Bulk", "purpose": "Measured.", "stage": stage})["uid"]
    server.post(f"/projects/{project}/schema-versions", {"document": SCHEMA})
    server.post(f"/projects/{project}/state", {"state": "open"})
    return project, server.post(f"/projects/{project}/batches", {"name": "All"})["uid"]


def tasks_file(folder: Path, n: int) -> Path:
    file = folder / "tasks.jsonl"
    with file.open("w") as target:
        for nth in range(n):
            text = f"Is product {nth} the same as the one in the picture beside it?"
            target.write(json.dumps({"external_id": f"item-{nth}", "content": {"text": text}}) + "\n")
    return file


def judged(project: str) -> None:
    """All tasks answered by three of forty people who are right in 85 of 100 cases."""
    from bench.load import judge_all

    judge_all(project, n_people=N_PEOPLE, overlap=OVERLAP)
