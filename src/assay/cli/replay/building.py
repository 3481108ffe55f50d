"""Makes the project that a recording is played in: schema, people, batch and tasks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar  # Rows are JSON.

import msgspec

from assay.cli.client import Server
from assay.cli.output import output
from assay.cli.replay import schema
from assay.cli.replay.plan import Person, Plan
from assay.cli.replay.recording import Recording
from assay.cli.waiting import finished

Item = TypeVar("Item")
TOKEN_DAYS = 2
PEOPLE_AT_ONCE = 1_000
WEEK_SECONDS = 7 * 86_400


def build(server: Server, recording: Recording, *, name: str) -> Plan:
    """Everything off that would change what is played: gold, caps, undo, acknowledgments."""
    project = server.post(
        "/projects", {"name": name[:160], "purpose": "A replay.", "stage": settings(recording)}
    )
    uid = project["uid"]
    options = schema.option_ids(recording.labels)
    version = server.post(f"/projects/{uid}/schema-versions", {"document": schema.document(options)})
    server.post(f"/projects/{uid}/state", {"state": "open"})
    plan = Plan(recording, uid, version["uid"], options)
    add_people(server, plan)
    add_tasks(server, plan)
    return plan


def settings(recording: Recording) -> dict[str, Any]:
    overlap = recording.overlap
    return {
        "overlap": overlap,
        "overlap_max": overlap,
        "lease_seconds": WEEK_SECONDS,
        "prefetch": 19,
        "undo_seconds": 0,
        "gold_share": 0.0,
        "needs_acknowledgment": False,
        "consensus": "dawid_skene",
    }


def add_people(server: Server, plan: Plan) -> None:
    """Pseudonyms of their own, so that a replay may be played twice on one server."""
    workers = plan.recording.workers
    stamp = plan.project.replace("-", "")[:20]
    with output.progress("Creating contributors", len(workers)) as advance:
        for nth, some in enumerate(chunks(workers, PEOPLE_AT_ONCE)):
            names = [f"replay-{stamp}-{nth * PEOPLE_AT_ONCE + each}" for each in range(len(some))]
            made = server.post("/contributors/simulated", {"pseudonyms": names, "days": TOKEN_DAYS})[
                "contributors"
            ]
            plan.people |= {
                worker: Person(each["uid"], each["token"]) for worker, each in zip(some, made, strict=True)
            }
            server.post(f"/projects/{plan.project}/members", {"contributors": [each["uid"] for each in made]})
            advance(len(some))


def add_tasks(server: Server, plan: Plan) -> None:
    batch = server.post(
        f"/projects/{plan.project}/batches", {"name": f"Recorded {datetime.now(UTC):%Y-%m-%d}"}
    )
    rows = ({"external_id": item, "content": {schema.FIELD: item}} for item in plan.recording.items)
    with TemporaryDirectory(prefix="assay-replay-") as folder:
        file = written(Path(folder) / "tasks.jsonl", rows)
        job = server.upload(f"/batches/{batch['uid']}/imports", file)
    finished(server, job, "Importing tasks")


def written(file: Path, rows: Iterable[dict[str, Any]]) -> Path:
    encode = msgspec.json.Encoder().encode
    with file.open("wb") as target:
        for row in rows:
            target.write(encode(row) + b"\n")
    return file


def chunks(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    source = iter(items)
    while some := list(islice(source, size)):
        yield some
