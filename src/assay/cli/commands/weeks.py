"""The weekly review of vendors on the command line."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.commands.partners import OfVendor
from assay.cli.commands.quarters import end
from assay.cli.output import output

Week = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its Monday; else that of this week.")
]


def register(app: typer.Typer) -> None:
    weeks = group("Weekly reviews of vendors: what a week reached, what differs, and what is to be done.")
    command(weeks, "show")(show)
    command(weeks, "agree")(agree)
    command(weeks, "end")(end)
    app.add_typer(weeks, name="week")


def show(vendor: OfVendor, *, week: Week = None) -> None:
    """Scores, differences of open invoices, and actions: those of the week, and what earlier ones left to do."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/vendors/{finding.vendor(server, vendor)['uid']}/weeks/{_monday(week)}")
    output.show(found, "\n".join(_lines(found)))


def agree(
    vendor: OfVendor,
    what: Annotated[str, typer.Argument(help="What is to be done.")],
    *,
    why: Annotated[str, typer.Option(help="What it rests on.")],
    due: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="By when.")],
    owner: Annotated[UUID | None, typer.Option(help="Who sees to it; else you.")] = None,
    week: Week = None,
) -> None:
    """Write down what is to be done; it is carried forward until it is done or dropped."""
    from assay.cli.client import connect

    asked = {"what": what, "why": why, "due_on": due.date().isoformat()}
    with connect() as server:
        uid = finding.vendor(server, vendor)["uid"]
        given = asked | {"owner": str(owner) if owner else None}
        made = server.post(f"/vendors/{uid}/weeks/{_monday(week)}/actions", given)
    output.show(made, f"Agreed: {made['action']['uid']}")


def _monday(week: datetime | None) -> str:
    if week is not None:
        return week.date().isoformat()
    today = datetime.now(UTC).date()
    return (today - timedelta(days=today.weekday())).isoformat()


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [f"{found['vendor_name']}, week of {found['week_on']}: {found['n_overdue']} overdue"]
    for card in found["cards"]:
        score = "no score" if card["score"] is None else f"{card['score']:.0f}"
        lines.append(f"{card['site'] or 'the whole vendor'}: {score}")
    lines += [
        f"{each['month']} {each['project']} {each['site']}: {each['difference']}"
        for each in found["differences"]
    ]
    for each in (*found["carried"], *found["actions"]):
        lines += [f"{each['state']}: {each['what']} ({each['owner']}, due {each['due_on']}) {each['uid']}"]
    return lines
