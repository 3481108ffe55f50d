"""Vendors' invoices on the command line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.output import output
from assay.kit.money import text_of

LINES = ("project", "site", "market", "count", "rate", "amount")
SECONDS_OF_HOUR = 3600
COMPARED = ("project", "site", "market", "difference", "ours", "theirs")


def register(app: typer.Typer) -> None:
    invoices = group("Vendors' invoices: proposed, checked against the vendor's own, decided, paid.")
    for name, what in (
        ("list", listed),
        ("show", show),
        ("propose", propose),
        ("hand-in", hand_in),
        ("approve", approve),
        ("return", give_back),
        ("pay", pay),
    ):
        command(invoices, name)(what)
    app.add_typer(invoices, name="invoices")


def listed() -> None:
    """The newest 200 of vendors in your sight."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/vendor-invoices", limit=finding.AT_ONCE)
    rows = [
        {**each, "total": f"{text_of(each['total_micro'])} {each['currency']}"} for each in found["items"]
    ]
    output.table(found, ("vendor_name", "number", "month", "state", "total", "uid"), rows)


def show(invoice: UUID) -> None:
    """One with its lines, and how the vendor's own differs."""
    from assay.cli.client import connect

    with connect() as server:
        _shown(server.get(f"/vendor-invoices/{invoice}"))


def propose(
    vendor: Annotated[UUID, typer.Argument(help="The vendor's identifier.")],
    month: Annotated[str, typer.Argument(help="Such as 2026-02.")],
) -> None:
    """Propose an invoice of what became final by the end of a month."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        found = server.post(f"/vendors/{vendor}/invoices", {"month": month})
        finished(server, found["job"], "Counting")
        _shown(server.get(f"/vendor-invoices/{found['invoice']['uid']}"))


def hand_in(
    invoice: UUID,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    *,
    number: Annotated[str, typer.Option(help="The number of your invoice.")],
) -> None:
    """Hand in the vendor's own invoice (CSV: project, site, market, unit, count, rate; unit is judgment or hour)."""
    from assay.cli.client import connect

    with connect() as server:
        _shown(server.upload(f"/vendor-invoices/{invoice}/claims", file, number=number))


def approve(
    invoice: UUID, *, remark: Annotated[str, typer.Option(help="Needed where theirs differs.")] = ""
) -> None:
    """Approve what somebody else has proposed."""
    _decide(invoice, is_approved=True, ruling=remark)


def give_back(
    invoice: UUID, *, remark: Annotated[str, typer.Option(help="What the vendor should correct.")]
) -> None:
    """Return it to the vendor."""
    _decide(invoice, is_approved=False, ruling=remark)


def pay(invoice: UUID) -> None:
    """Say that an approved one was paid: it is posted."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/vendor-invoices/{invoice}/payment")
    output.show(found, f"{found['vendor_name']}: {text_of(found['total_micro'])} {found['currency']} paid.")


def _decide(invoice: UUID, *, is_approved: bool, ruling: str) -> None:
    from assay.cli.client import connect

    asked = {"is_approved": is_approved, "ruling": ruling}
    with connect() as server:
        found = server.post(f"/vendor-invoices/{invoice}/decision", asked)
    output.show(found, f"{found['vendor_name']}, {found['month']}: {found['state']}.")


def _shown(found: Mapping[str, Any]) -> None:
    rows = [
        {
            **each,
            "count": _count(each["unit"], each["n"]),
            "rate": text_of(each["rate_micro"]),
            "amount": text_of(each["amount_micro"]),
        }
        for each in found["lines"]
    ]
    output.table(dict(found), LINES, rows)
    if found["compared"]:
        sides = [
            {
                **each,
                "ours": _side(each["unit"], each["ours"]),
                "theirs": _side(each["unit"], each["theirs"]),
            }
            for each in found["compared"]
        ]
        output.table(dict(found), COMPARED, sides)


def _side(unit: str, each: Mapping[str, Any] | None) -> str:
    return f"{_count(unit, each['n'])} × {text_of(each['rate_micro'])}" if each else "–"


def _count(unit: str, n: int) -> str:
    return f"{n / SECONDS_OF_HOUR:.2f} h" if unit == "hour" else str(n)
