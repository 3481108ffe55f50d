"""Consensus: run it, list runs, prove that one can be reproduced."""

from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.outcome import ExitCode
from assay.cli.output import output

COLUMNS = ("uid", "number", "state", "method", "n_judgments", "n_tasks", "n_labels", "created_at")


def register(app: typer.Typer) -> None:
    consensus = group("Consensus: from judgments to labels.")
    command(consensus, "run")(run)
    command(consensus, "list")(list_runs)
    command(consensus, "reproduce")(reproduce)
    app.add_typer(consensus, name="consensus")


def run(
    *,
    project: InProject,
    method: Annotated[str | None, typer.Option(help="Else the method of the stage.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Breaks ties.")] = None,
) -> None:
    """Find the labels of everything that counts by now."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    asked = {"method": method, "params": None if seed is None else {"seed": seed}}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        job = finished(server, server.post(f"/projects/{uid}/consensus-runs", asked), "Running consensus")
        found = server.get(f"/consensus-runs/{job['result']['run']}")
    output.show(
        found,
        f"{found['n_judgments']:,} judgments of {found['n_contributors']:,} contributors on {found['n_tasks']:,} "
        f"tasks gave {found['n_labels']:,} labels: run {found['number']}, {found['uid']}",
    )


def list_runs(*, project: InProject) -> None:
    """The project's runs, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/consensus-runs", limit=finding.AT_ONCE))
    output.table({"runs": found}, COLUMNS, found)


def reproduce(run: UUID) -> None:
    """Run it again on its own inputs; exit code 7 when a label came out differently."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, server.post(f"/consensus-runs/{run}/reproduce"), "Running consensus again")
    output.show(job["result"], job["result"]["sentence"])
    if not job["result"]["is_same"]:
        raise typer.Exit(ExitCode.BROKEN)
