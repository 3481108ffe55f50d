"""Dates for your calendar program: a secret address of your own, the milestones of a project as a file."""

from pathlib import Path
from typing import Annotated

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output


def register(app: typer.Typer) -> None:
    calendar = group("Dates for your calendar program: milestones, calibrations, deadlines.")
    command(calendar, "address")(make_address)
    command(calendar, "revoke")(revoke)
    command(calendar, "export")(export)
    app.add_typer(calendar, name="calendar")


def make_address() -> None:
    """Make a secret address to subscribe to; the one before it stops working."""
    from assay.cli.client import connect

    with connect() as server:
        made = server.post("/me/calendar", {})
    output.say("Whoever has this address reads your dates. It is shown this once:")
    output.show(made, made["address"])


def revoke() -> None:
    """Revoke your address; it stops working at once."""
    from assay.cli.client import connect

    with connect() as server:
        server.delete("/me/calendar")
    output.show({"revoked": True}, "It is revoked.")


def export(
    *,
    project: InProject,
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("milestones.ics"),
) -> None:
    """Write the milestones of a project as an iCalendar file."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        written = server.download(f"/projects/{uid}/plan/calendar", to)
    output.show({"file": str(written)}, f"{written} is written.")
