"""Extra pay on the command line: what waits, and deciding it."""

from typing import Annotated
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.output import output
from assay.kit.money import text_of

COLUMNS = ("starts_on", "project_name", "kind", "amount", "state", "uid")


def register(app: typer.Typer) -> None:
    extras = group(
        "Extra pay: top-ups to the minimum of an hour, proposed by the rate card, approved by a person."
    )
    for name, what in (("list", listed), ("approve", approve), ("decline", decline)):
        command(extras, name)(what)
    app.add_typer(extras, name="extra-pay")


def listed(*, every: Annotated[bool, typer.Option("--all", help="Decided ones, too.")] = False) -> None:
    """What waits for approval."""
    from assay.cli.client import connect

    with connect() as server:
        state = {} if every else {"state": "proposed"}
        found = server.get("/ledger/extra-pay", limit=finding.AT_ONCE, **state)
    rows = [
        {**each, "amount": f"{text_of(each['amount_micro'])} {each['currency']}"} for each in found["items"]
    ]
    output.table(found, COLUMNS, rows)


def approve(extras: list[UUID], *, remark: Annotated[str, typer.Option(help="Kept beside it.")] = "") -> None:
    """Approve and post them, all or none."""
    _decide(extras, is_approved=True, ruling=remark)


def decline(extras: list[UUID], *, remark: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Decline them; nothing is posted."""
    _decide(extras, is_approved=False, ruling=remark)


def _decide(extras: list[UUID], *, is_approved: bool, ruling: str) -> None:
    from assay.cli.client import connect

    asked = {"extras": [str(each) for each in extras], "is_approved": is_approved, "ruling": ruling}
    with connect() as server:
        found = server.post("/ledger/extra-pay/decisions", asked)
    said = "approved and posted" if is_approved else "declined"
    output.show(found, f"{len(found['extras'])} {said}.")
