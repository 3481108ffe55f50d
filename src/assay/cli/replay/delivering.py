"""Consensus, the release, and its files in a folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any  # Releases are JSON.

import msgspec

from assay.cli.client import Json, Server
from assay.cli.releases import fetch
from assay.cli.replay import schema
from assay.cli.replay.plan import Plan
from assay.cli.waiting import finished


@dataclass(frozen=True, slots=True)
class Delivered:
    run: Json
    release: Json
    labels: dict[str, str]


def deliver(server: Server, plan: Plan, folder: Path, *, method: str, seed: int) -> Delivered:
    """Labels by `method`, as files in the folder, and as recorded labels by item."""
    asked = {"method": method, "params": {"seed": seed}}
    job = server.post(f"/projects/{plan.project}/consensus-runs", asked)
    run = server.get(f"/consensus-runs/{finished(server, job, 'Running consensus')['result']['run']}")
    started = server.post(f"/projects/{plan.project}/releases", {"run": run["uid"], "note": "Replay"})
    finished(server, started["job"], "Building the release")
    release = server.get(f"/releases/{started['release']['uid']}")
    fetch(server, release, folder)
    return Delivered(run, release, read_labels(plan, folder / "labels.jsonl"))


def read_labels(plan: Plan, file: Path) -> dict[str, str]:
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    labels: dict[str, str] = {}
    with file.open("rb") as source:
        for line in source:
            row = decode(line)
            labels[row["external_id"]] = plan.label(row["labels"][schema.QUESTION]["value"])
    return labels
