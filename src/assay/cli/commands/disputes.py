"""Disputes: what waits for an arbitrator, decided one by one; accuracy as reviewed and after disputes."""

from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("uid", "external_id", "state", "reason", "due_at", "ruling")
SCORES = ("name", "raw", "adjusted", "n")


def register(app: typer.Typer) -> None:
    disputes = group("Disputes of what reviewers charge, and accuracy after them.")
    command(disputes, "list")(list_disputes)
    command(disputes, "decide")(decide)
    command(disputes, "scores")(scores)
    app.add_typer(disputes, name="dispute")


def list_disputes(
    *,
    project: InProject,
    decided: Annotated[bool, typer.Option("--decided", help="Those that are decided.")] = False,
) -> None:
    """Open disputes by when they are due."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        address = f"/projects/{uid}/disputes"
        found = list(server.pages(address, limit=finding.AT_ONCE, decided=str(decided).lower()))
    output.table({"disputes": found}, COLUMNS, found)


def decide(
    dispute: UUID,
    *,
    overturn: Annotated[bool, typer.Option("--overturn/--uphold", help="Does the error still count?")],
    ruling: Annotated[str, typer.Option(help="Why; the person reads it.")],
) -> None:
    """Overturn the error, or let it stand."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/disputes/{dispute}/decide", {"is_overturned": overturn, "ruling": ruling})
    output.show(found, f"{found['external_id']}: {found['state']}")


def scores(*, project: InProject) -> None:
    """Accuracy by contributor, as reviewed and after disputes."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/projects/{finding.project(server, project)['uid']}/scores")
    rows = [
        {
            "name": each["name"],
            "raw": _said(each["raw"]),
            "adjusted": _said(each["adjusted"]),
            "n": each["raw"]["n"],
        }
        for each in [*found["contributors"], {**found["total"], "name": "together"}]
    ]
    output.table(found, SCORES, rows)


def _said(share: dict[str, float]) -> str:
    if not share["n"]:
        return "not measured"
    return f"{share['share']:.1%} ({share['low']:.1%} to {share['high']:.1%})"
