"""Standards: what a project is measured against, and how it stands."""

from datetime import datetime
from typing import Annotated, Any  # What the server says is JSON.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("metric", "target", "threshold", "value", "interval", "n", "status", "source")
VERSIONS = ("metric", "number", "target", "threshold", "in_force_from", "reason")


def register(app: typer.Typer) -> None:
    standard = group("Standards: what projects and sites are measured against.")
    command(standard, "list")(list_standards)
    command(standard, "set")(set_standard)
    command(standard, "versions")(versions)
    command(standard, "defaults")(defaults)
    app.add_typer(standard, name="standard")


def list_standards(
    *,
    project: InProject,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By the versions in force that day.")
    ] = None,
) -> None:
    """Every standard with what is measured over the four weeks before the day."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/standards", on=on and on.date())
    output.table(found, COLUMNS, [_row(each) for each in found["standards"]])


def set_standard(
    metric: Annotated[str, typer.Argument(help="Such as accuracy_major or handling_time.")],
    *,
    project: InProject,
    target: Annotated[float, typer.Option(help="In the unit of the metric; shares from 0 to 1.")],
    threshold: Annotated[float, typer.Option(help="Beyond it the standard is missed.")],
    reason: Annotated[str, typer.Option(help="Why it changes.")],
    begins: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it is in force from; else today.")
    ] = None,
    currency: Annotated[str, typer.Option(help="Of money only.")] = "",
) -> None:
    """A standard of the project's own, over the default of its segment."""
    from assay.cli.client import connect

    asked: dict[str, Any] = {"metric": metric, "target": target, "threshold": threshold, "reason": reason}
    asked |= {"currency": currency, "in_force_from": begins.date().isoformat() if begins else None}
    with connect() as server:
        uid = finding.project(server, project)["uid"]
        made = server.post(f"/projects/{uid}/standards", asked)
    output.show(made, f"Version {made['number']} of {metric}, in force from {made['in_force_from']}.")


def versions(*, project: InProject) -> None:
    """Every version the project has published, newest first."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = list(server.pages(f"/projects/{uid}/standard-versions", limit=finding.AT_ONCE))
    output.table({"versions": found}, VERSIONS, found)


def defaults(segment: Annotated[str, typer.Argument(help="Such as search_ranking.")]) -> None:
    """What every project of a segment begins with."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/standards/{segment}")
    output.table(found, ("metric", "target", "threshold", "number", "how"), found["standards"])


def _row(each: dict[str, Any]) -> dict[str, Any]:
    measured = each["measured"] or {"value": None, "low": None, "high": None, "n": 0}
    ends = (measured["low"], measured["high"])
    return {
        **each,
        "value": "" if measured["value"] is None else f"{measured['value']:.4g}",
        "interval": "" if None in ends else "{:.4g}–{:.4g}".format(*ends),
        "n": measured["n"],
        "source": f"{'own' if each['is_own'] else 'default'} {each['number']}",
    }
