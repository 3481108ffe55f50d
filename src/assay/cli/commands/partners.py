"""Partners: what was agreed with vendors, and how it is attained."""

import json
from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output

CONTRACTS = ("vendor", "version", "state", "starts_on", "ends_on", "currency", "levels", "at_risk")
LEVELS = ("measure", "target", "at_risk", "place", "value", "n", "attained")
OfVendor = Annotated[str, typer.Argument(help="The vendor: its name or its identifier.")]


def register(app: typer.Typer) -> None:
    partner = group("Partners: contracts with vendors, and how they are attained.")
    command(partner, "contracts")(contracts)
    command(partner, "levels")(levels)
    command(partner, "publish")(publish)
    app.add_typer(partner, name="partner")


def contracts() -> None:
    """What holds today with every vendor whose contract you may read."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/contracts")
    output.table(found, CONTRACTS, [_row(each) for each in found["vendors"]])


def levels(vendor: OfVendor) -> None:
    """The service levels in force with one vendor, place by place."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/vendors/{finding.vendor(server, vendor)['uid']}/contracts")
    agreed = (found["contract"] or {"levels": {}})["levels"]
    rows = [
        {**each, **agreed[each["measure"]], "place": each["site_name"] or "all"} for each in found["attained"]
    ]
    output.table(found, LEVELS, rows)


def publish(
    vendor: OfVendor,
    terms: Annotated[Path, typer.Argument(help="JSON: starts_on, ends_on, currency, levels, reason.")],
) -> None:
    """The next version of a vendor's contract; it supersedes the one before from its first day on."""
    from assay.cli.client import connect

    try:
        asked = json.loads(terms.read_bytes())
    except (OSError, ValueError) as error:
        raise unusable(f"{terms} is no JSON that can be read: {error}.") from error
    with connect() as server:
        made = server.post(f"/vendors/{finding.vendor(server, vendor)['uid']}/contracts", asked)
    output.show(made, f"Version {made['number']}, from {made['starts_on']}: {made['state']}.")


def _row(each: dict[str, Any]) -> dict[str, Any]:
    held = each["contract"]
    if held is None:
        return {"vendor": each["vendor_name"], "state": "nothing holds"}
    return {
        **held,
        "vendor": each["vendor_name"],
        "version": held["number"],
        "ends_on": held["ends_on"] or "open",
        "levels": len(held["levels"]),
        "at_risk": f"{held['at_risk'] * 100:.4g} %",
    }
