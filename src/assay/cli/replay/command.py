"""`assay replay`: recorded judgments in, a delivered data set out."""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # The result is JSON.

import typer

from assay.cli.output import output
from assay.cli.replay.accuracy import Accuracy, accuracy
from assay.cli.replay.recording import Recording, read_recording, read_truth

if TYPE_CHECKING:
    from assay.cli.replay.delivering import Delivered


class Way(StrEnum):
    API = "api"
    BULK = "bulk"


class Method(StrEnum):
    DAWID_SKENE = "dawid_skene"
    AUTO = "auto"
    HIERARCHICAL = "hierarchical_dawid_skene"
    MAJORITY = "majority"


def replay(
    judgments: Annotated[Path, typer.Argument(help="CSV: item,worker,label and perhaps seconds.")],
    *,
    truth: Annotated[Path | None, typer.Option(help="CSV: item,label; accuracy is counted on these.")] = None,
    through: Annotated[Way, typer.Option(help="Claim and submit over HTTP, or the bulk import.")] = Way.API,
    overlap: Annotated[int | None, typer.Option(min=1, help="At most so many judgments per item.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the release.")] = None,
    method: Annotated[Method, typer.Option(help="How the labels are found.")] = Method.DAWID_SKENE,
    seed: Annotated[int, typer.Option(min=0, help="Breaks ties.")] = 0,
) -> None:
    """Play recorded judgments through the platform, and deliver the labels.

    Signed in, they are played there; else on a temporary server with its own database, which is gone afterwards.
    The first row of a repeated (item, worker) pair counts.
    """
    began = time.monotonic()
    recording = read_recording(judgments, overlap=overlap)
    known = read_truth(truth) if truth else {}
    report_faults(recording)
    folder = out or Path(f"{name_of(judgments)}-release")
    delivered = played(recording, through, folder, name=name_of(judgments), method=method, seed=seed)
    found = accuracy(delivered.labels, known)
    result = result_of(recording, delivered, found, seconds=time.monotonic() - began, folder=folder)
    output.show(result, summary(result))


def played(
    recording: Recording, way: Way, folder: Path, *, name: str, method: Method, seed: int
) -> "Delivered":
    from assay.cli.client import Server
    from assay.cli.replay import place, through_api, through_bulk
    from assay.cli.replay.building import build
    from assay.cli.replay.delivering import deliver
    from assay.cli.replay.plan import Plan

    ways: dict[Way, Callable[[Server, Plan], None]] = {Way.API: through_api.play, Way.BULK: through_bulk.play}
    with place.server() as server:
        plan = build(server, recording, name=f"Replay of {name}")
        ways[way](server, plan)
        return deliver(server, plan, folder, method=method, seed=seed)


def result_of(
    recording: Recording, delivered: "Delivered", found: Accuracy, *, seconds: float, folder: Path
) -> dict[str, Any]:
    run = delivered.run
    return {
        "n_tasks": run["n_tasks"],
        "n_judgments": run["n_judgments"],
        "n_repeats": recording.n_repeats,
        "n_contributors": run["n_contributors"],
        "n_labels": delivered.release["n_labels"],
        "accuracy": found.share,
        "accuracy_interval": list(found.interval) if found.interval else None,
        "n_truth": found.n,
        "seconds": round(seconds, 2),
        "release": str(folder),
        "n_beyond_overlap": recording.n_beyond_overlap,
        "n_bad_rows": recording.n_bad_rows,
        "bad_rows": [{"line": row.line, "reason": row.reason} for row in recording.bad_rows],
    }


def report_faults(recording: Recording) -> None:
    for row in recording.bad_rows:
        output.say(f"Line {row.line} was left out: {row.reason}.")
    if recording.n_bad_rows > len(recording.bad_rows):
        output.say(f"So were {recording.n_bad_rows - len(recording.bad_rows)} more lines.")


def summary(result: dict[str, Any]) -> str:
    lines = [
        (
            f"{result['n_judgments']:,} judgments of {result['n_contributors']:,} contributors "
            f"on {result['n_tasks']:,} tasks gave {result['n_labels']:,} labels in {result['seconds']:.1f} s."
        ),
    ]
    if result["n_repeats"]:
        lines.append(f"{result['n_repeats']:,} repeated rows were left out.")
    if result["accuracy"] is not None:
        low, high = result["accuracy_interval"]
        lines.append(
            f"Accuracy {result['accuracy']:.4f} (95 % interval {low:.4f} to {high:.4f}, n {result['n_truth']:,})."
        )
    return "\n".join([*lines, f"The release is in {result['release']}."])


def name_of(judgments: Path) -> str:
    """Files are often called judgments.csv, and their folder says what they are."""
    return judgments.stem if judgments.stem != "judgments" else judgments.absolute().parent.name
