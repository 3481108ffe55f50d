"""Batches, and what comes into them from files: tasks and recorded judgments."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any  # JSON.
from uuid import UUID

import typer

from assay.cli import bad_rows, finding
from assay.cli.app import command, group
from assay.cli.bad_rows import BadRowsFile
from assay.cli.commands import content
from assay.cli.finding import InProject
from assay.cli.outcome import unusable
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.client import Server

Json = dict[str, Any]
COLUMNS = ("uid", "state", "priority", "due_at", "is_gold", "n_tasks", "name")


def register(app: typer.Typer) -> None:
    batches = group("Batches of tasks.")
    command(batches, "list")(list_batches)
    command(batches, "create")(create)
    app.add_typer(batches, name="batches")
    tasks = group("Tasks.")
    command(tasks, "import")(import_tasks)
    command(tasks, "withdraw")(content.withdraw)
    command(tasks, "purge")(content.purge)
    command(tasks, "reuse-labels")(content.reuse_labels)
    app.add_typer(tasks, name="tasks")
    judgments = group("Judgments.")
    command(judgments, "import")(import_judgments)
    app.add_typer(judgments, name="judgments")
    files = group("Pictures, sounds and videos that tasks show.")
    command(files, "upload")(content.upload)
    command(files, "list")(content.list_files)
    app.add_typer(files, name="files")


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
    source: Annotated[str, typer.Argument(help="A file here, or an address that the server may read.")],
    *,
    batch: Annotated[UUID, typer.Option(help="The batch's identifier.")],
    columns: Annotated[
        str, typer.Option(help='Which column means what: {"external_id": "id", "fields": {"text": "t"}}.')
    ] = "",
    skip_duplicates: Annotated[
        bool, typer.Option("--skip-duplicates", help="Leave out content that the project has already.")
    ] = False,
    reuse_labels: Annotated[
        bool, typer.Option("--reuse-labels", help="Content with a valid label takes it over.")
    ] = False,
    bad_rows_file: BadRowsFile = None,
) -> None:
    """Import tasks from .csv, .jsonl (both may be .gz) or .parquet, here or at an allowed address.

    Good rows are kept; rows that are left out are listed with their reasons, and the exit code is 6.
    """
    how = {
        "duplicates": "skip" if skip_duplicates else "import",
        "labels": "reuse" if reuse_labels else "collect",
    }
    address = f"/batches/{batch}/imports"
    counts = ("n_added", "n_known", "n_duplicates", "n_reused")
    if "://" in source:
        asked = {**how, "address": source, "columns": json.loads(columns) if columns else None}
        _finish(lambda server: server.post(f"{address}/address", asked), Path(source), bad_rows_file, counts)
    else:
        _import(address, Path(source), bad_rows_file, counts, **how, columns=columns)


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


def _import(
    address: str, file: Path, bad_rows_file: Path | None, counts: tuple[str, ...], **fields: str
) -> None:
    if not file.is_file():
        raise unusable(f"{file} is no file.")
    _finish(lambda server: server.upload(address, file, **fields), file, bad_rows_file, counts)


def _finish(
    start: Callable[["Server"], Json], file: Path, bad_rows_file: Path | None, counts: tuple[str, ...]
) -> None:
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, start(server), f"Importing {file.name}")
    beside = file if file.is_file() else Path(file.name)
    result = bad_rows.report(job["result"], beside, bad_rows_file)
    said = ", ".join(f"{result.get(name, 0):,} {_WORDS[name]}" for name in counts)
    output.show({"job": job["uid"], **result}, f"{result['n_rows']:,} rows: {said}, {result['n_bad']:,} bad.")
    bad_rows.end(result)


_WORDS = {
    "n_added": "added",
    "n_known": "known already",
    "n_duplicates": "with content that was there",
    "n_reused": "with a label taken over",
    "n_stored": "stored",
    "n_repeats": "repeats",
    "n_no_slot": "without a slot",
    "n_not_eligible": "not eligible",
}
