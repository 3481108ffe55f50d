"""The quality of sites: what a lead may read of the own one."""

from typing import Any  # What the server says is JSON.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.finding import InProject
from assay.cli.output import output

COLUMNS = ("name", "by_client", "after_disputes", "by_itself", "open_disputes", "lots")


def register(app: typer.Typer) -> None:
    site = group("Sites: accuracy, people, disputes and lots of the own site.")
    command(site, "quality")(quality)
    app.add_typer(site, name="site")


def quality(*, project: InProject) -> None:
    """The last four weeks of every site you may see, as a table; with --json person by person and week by week."""
    from assay.cli.client import connect

    with connect() as server:
        uid = finding.project(server, project)["uid"]
        found = server.get(f"/projects/{uid}/site-quality")["sites"]
    output.table({"sites": found}, COLUMNS, [_row(each) for each in found])


def _row(site: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": site["name"],
        "by_client": _share(site["client"]["raw"]),
        "after_disputes": _share(site["client"]["adjusted"]),
        "by_itself": _share(site["own"]["raw"]),
        "open_disputes": site["disputes"].get("open", 0),
        "lots": len(site["lots"]),
    }


def _share(found: dict[str, Any]) -> str:
    if found["share"] is None:
        return "n = 0"
    low, high = found["low"] * 100, found["high"] * 100
    return f"{found['share'] * 100:.1f} % ({low:.1f}-{high:.1f}, n = {found['n']})"
