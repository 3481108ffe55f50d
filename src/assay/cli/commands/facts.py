"""Facts: judgments and labels as Parquet, for analysis beside the platform."""

import typer

from assay.cli.app import command, group
from assay.cli.outcome import ExitCode
from assay.cli.output import output


def register(app: typer.Typer) -> None:
    facts = group("Facts: judgments and labels as Parquet.")
    command(facts, "snapshot")(snapshot)
    command(facts, "verify")(verify)
    app.add_typer(facts, name="facts")


def snapshot() -> None:
    """Write what is new since the last snapshot into the server's facts folder."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, server.post("/facts/snapshots"), "Writing facts")
    result = job["result"]
    written = ", ".join(f"{n:,} {source}" for source, n in result["written"].items())
    output.show({"job": job["uid"], **result}, f"Written: {written}. The facts are in {result['folder']}.")


def verify() -> None:
    """Compare files and counts with the database; exit code 7 when they differ."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, server.post("/facts/verifications"), "Verifying facts")
    result = job["result"]
    counts = ", ".join(f"{n:,} {source}" for source, n in result["n_facts"].items())
    output.show(result, result["problem"] or f"Every file and count is right: {counts}.")
    if not result["is_intact"]:
        raise typer.Exit(ExitCode.BROKEN)
