"""Jobs of the server: long work, how far it is, and stopping it."""

from typing import TYPE_CHECKING
from uuid import UUID

import typer

from assay.cli.app import command, group
from assay.cli.output import output

if TYPE_CHECKING:
    from assay.cli.client import Json

COLUMNS = ("uid", "kind", "state", "n_done", "n_total", "created_at", "error")
SHOWN = 50


def register(app: typer.Typer) -> None:
    jobs = group("Jobs: long work on the server.")
    command(jobs, "list")(list_jobs)
    command(jobs, "show")(show)
    command(jobs, "cancel")(cancel)
    command(jobs, "watch")(watch)
    app.add_typer(jobs, name="jobs")


def list_jobs() -> None:
    """The newest 50 jobs that you may see."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/jobs", limit=SHOWN)["items"]
    output.table({"jobs": found}, COLUMNS, found)


def show(job: UUID) -> None:
    """One job, its progress and its result."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/jobs/{job}")
    output.show(found, _line(found))


def cancel(job: UUID) -> None:
    """Ask a job to stop; what it has done so far stays."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/jobs/{job}/cancel")
    output.show(found, _line(found))


def watch(job: UUID) -> None:
    """Wait for a job with its progress shown; the exit code is 1 when it does not end well."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        found = server.get(f"/jobs/{job}")
        found = finished(server, found, found["kind"])
    output.show(found, _line(found))


def _line(job: "Json") -> str:
    n_total = "?" if job["n_total"] is None else f"{job['n_total']:,}"
    error = f": {job['error']}" if job["error"] else ""
    result = "".join(f"\n{name}: {value}" for name, value in job["result"].items())
    return f"{job['kind']} is {job['state']} ({job['n_done']:,} of {n_total}){error}{result}"
