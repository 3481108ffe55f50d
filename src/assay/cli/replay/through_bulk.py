"""Plays a recording through the bulk import: one file, one job, the same rules."""

from pathlib import Path
from tempfile import TemporaryDirectory

from assay.cli.client import Server
from assay.cli.replay.building import written
from assay.cli.replay.plan import Plan
from assay.cli.waiting import finished


def play(server: Server, plan: Plan) -> None:
    rows = (
        {
            "task": judgment.item,
            "contributor": plan.people[judgment.worker].uid,
            "answers": plan.answers(judgment.label),
            "handling_seconds": judgment.seconds,
        }
        for judgment in plan.recording.judgments
    )
    with TemporaryDirectory(prefix="assay-replay-") as folder:
        file = written(Path(folder) / "judgments.jsonl", rows)
        job = server.upload(f"/projects/{plan.project}/judgments/imports", file)
    finished(server, job, "Importing judgments")
