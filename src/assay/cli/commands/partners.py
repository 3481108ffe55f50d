"""Partners: what was agreed with vendors, how many people their sites commit to, and how both are kept."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output

CONTRACTS = ("vendor", "version", "state", "starts_on", "ends_on", "currency", "levels", "at_risk")
HEADCOUNT = ("vendor", "site", "week_on", "language", "committed", "active", "gap", "joined", "left")
ABILITIES = ("kind", "key", "name", "n", "n_ending", "n_expired")
COMPLIANCE = ("vendor", "site", "name", "proof", "expires_on")
OUTCOMES = ("contributor", "changes", "refused")
LEVELS = ("measure", "target", "at_risk", "place", "value", "n", "attained")
OfVendor = Annotated[str, typer.Argument(help="The vendor: its name or its identifier.")]


def register(app: typer.Typer) -> None:
    partner = group("Partners: contracts with vendors, headcount, and how they are kept.")
    command(partner, "contracts")(contracts)
    command(partner, "levels")(levels)
    command(partner, "publish")(publish)
    command(partner, "headcount")(headcount)
    command(partner, "commit")(commit)
    command(partner, "abilities")(abilities)
    command(partner, "compliance")(compliance)
    command(partner, "people")(people)
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


def headcount() -> None:
    """Committed and active people of every whole site you may see, from eight weeks back to four ahead."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/headcount")
    output.table(
        found,
        HEADCOUNT,
        [
            {**week, **line, "site": site["site_name"], "vendor": site["vendor_name"]}
            for site in found["sites"]
            for week in site["weeks"]
            for line in (week["whole"], *week["languages"])
        ],
    )


def commit(
    plan: Annotated[
        Path, typer.Argument(help="CSV: site, week_on (a Monday), people, and language if of one.")
    ],
) -> None:
    """Commit sites to a headcount: all lines of a file or none; 0 takes a commitment away."""
    from assay.cli.client import connect

    try:
        text = plan.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise unusable(f"{plan} is no text that can be read: {error}.") from error
    with connect() as server:
        listed = server.get("/headcount")["sites"]
        n_called = Counter(each["site_name"] for each in listed)
        # A name that two vendors' sites have names neither of them: its identifier does.
        sites = {each["site_name"]: each["site"] for each in listed if n_called[each["site_name"]] == 1}
        lines = [_line(nth, row, sites) for nth, row in enumerate(csv.DictReader(io.StringIO(text)), 2)]
        made = server.put("/headcount", {"lines": lines})
    output.show(made, f"{made['changed']} lines changed what was committed.")


def abilities(site: Annotated[UUID, typer.Argument(help="The site's identifier.")]) -> None:
    """How many people of a site have which language and skill today, and whom skills leave soon."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/sites/{site}/abilities")
    output.table(found, ABILITIES, found["abilities"])


def compliance() -> None:
    """What every whole site you may see has to prove, and whether its evidence holds."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/compliance")
    rows = [
        {**each, "site": site["site_name"], "vendor": site["vendor_name"]}
        for site in found["sites"]
        for each in site["proven"]
    ]
    output.table(found, COMPLIANCE, rows)


def people(
    file: Annotated[
        Path, typer.Argument(help="CSV: contributor, and what is to change; see the how-to guide.")
    ],
    *,
    apply: Annotated[
        bool, typer.Option("--apply", help="Do it; without it you see what would happen.")
    ] = False,
) -> None:
    """Change teams, languages, skills and standing of many people from a file; tried first unless --apply is given."""
    from assay.cli.client import connect

    try:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    except (OSError, ValueError, csv.Error) as error:
        raise unusable(f"{file} is no CSV that can be read: {error}.") from error
    asked = [{str(name): cell or "" for name, cell in row.items()} for row in rows]
    with connect() as server:
        found = server.post("/contributors/changes", {"rows": asked, "is_trial": not apply})
    output.table(found, OUTCOMES, [_outcome(each) for each in found["rows"]])


def _outcome(each: dict[str, Any]) -> dict[str, str]:
    return {
        "contributor": each["contributor"],
        "changes": "; ".join(f"{one['what']}: {one['before']} -> {one['after']}" for one in each["changes"]),
        "refused": " ".join(one["sentence"] for one in each["refused"]),
    }


def _line(nth: int, row: dict[str, str], sites: dict[str, str]) -> dict[str, Any]:
    site, people = (row.get("site") or "").strip(), (row.get("people") or "").strip()
    if not people.isdecimal():
        raise unusable(f"Line {nth}: {people or 'nothing'} is no number of people.")
    return {
        "site": sites.get(site, site),
        "language": (row.get("language") or "").strip(),
        "week_on": (row.get("week_on") or "").strip(),
        "people": int(people),
    }


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
