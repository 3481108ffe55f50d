"""Batches, and what comes into them from files: tasks and recorded judgments."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from assay.cli import bad_rows, finding
from assay.cli.app import command, group
from assay.cli.bad_rows import BadRowsFile
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

COLUMNS = ("uid", "state", "priority", "due_at", "is_gold", "n_tasks", "name")


def register(app: typer.Typer) -> None:
    batches = group("Batches of tasks.")
    command(batches, "list")(list_batches)
    command(batches, "create")(create)
    app.add_typer(batches, name="batches")
    tasks = group("Tasks.")
    command(tasks, "import")(import_tasks)
    app.add_typer(tasks, name="tasks")
    judgments = group("Judgments.")
    command(judgments, "import")(import_judgments)
    app.add_typer(judgments, name="judgments")


def list_batches(*, project: InProject) -> None:
    """The project's batches, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/batches", limit=finding.AT_ONCE))
    output.table({"batches": found}, COLUMNS, found)


def create(
    name: str,
    *,
    project: InProject,
    priority: Annotated[int, typer.Option(min=1, max=4, help="1 urgent to 4 low.")] = 3,
    due: Annotated[datetime | None, typer.Option(help="Local time of this machine.")] = None,
    gold: Annotated[
        bool, typer.Option("--gold", help="Its tasks get known answers and are mixed in.")
    ] = False,
) -> None:
    """Create an empty batch, open for tasks and for work."""
    from assay.cli.client import connect

    asked = {
        "name": name,
        "priority": priority,
        "due_at": due.astimezone().isoformat() if due else None,
        "is_gold": gold,
    }
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/batches", asked)
    output.show(made, f"{made['name']} is {made['state']}: {made['uid']}")


def import_tasks(
    file: Path,
    *,
    batch: Annotated[UUID, typer.Option(help="The batch's identifier.")],
    bad_rows_file: BadRowsFile = None,
) -> None:
    """Import tasks: .jsonl with {external_id, content, market}, or .csv with a column external_id.

    Good rows are kept; rows that are left out are listed with their reasons, and the exit code is 6.
    """
    _import(f"/batches/{batch}/imports", file, bad_rows_file, ("n_added", "n_known"))


def import_judgments(file: Path, *, project: InProject, bad_rows_file: BadRowsFile = None) -> None:
    """Import recorded judgments: .jsonl with {task, contributor, answers, handling_seconds}.

    Rules and slots hold as for submitted ones. Rows that are left out are listed, and the exit code is 6.
    """
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
    _import(
        f"/projects/{uid}/judgments/imports",
        file,
        bad_rows_file,
        ("n_stored", "n_repeats", "n_no_slot", "n_not_eligible"),
    )


def _import(address: str, file: Path, bad_rows_file: Path | None, counts: tuple[str, ...]) -> None:
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    if not file.is_file():
        raise unusable(f"{file} is no file.")
    with connect() as server:
        job = finished(server, server.upload(address, file), f"Importing {file.name}")
    result = bad_rows.report(job["result"], file, bad_rows_file)
    said = ", ".join(f"{result.get(name, 0):,} {_WORDS[name]}" for name in counts)
    output.show({"job": job["uid"], **result}, f"{result['n_rows']:,} rows: {said}, {result['n_bad']:,} bad.")
    bad_rows.end(result)


_WORDS = {
    "n_added": "added",
    "n_known": "known already",
    "n_stored": "stored",
    "n_repeats": "repeats",
    "n_no_slot": "without a slot",
    "n_not_eligible": "not eligible",
}
