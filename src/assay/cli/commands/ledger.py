"""The ledger on the command line."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.kit.money import micro_of, text_of

Account = Annotated[
    str, typer.Argument(help="A kind, such as fees or cash; labour:PROJECT, available:PSEUDONYM.")
]


def register(app: typer.Typer) -> None:
    ledger = group("The ledger: balances, postings, entries by hand, closed months.")
    command(ledger, "balances")(balances)
    command(ledger, "postings")(postings)
    command(ledger, "show")(show)
    command(ledger, "hours")(hours)
    command(ledger, "manual")(manual)
    command(ledger, "propose")(propose)
    command(ledger, "reverse")(reverse)
    command(ledger, "approve")(approve)
    command(ledger, "reject")(reject)
    command(ledger, "withdraw")(withdraw)
    command(ledger, "periods")(periods)
    command(ledger, "close")(close)
    app.add_typer(ledger, name="ledger")


def balances() -> None:
    """What the accounts of each kind hold; every currency sums to zero."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/ledger/balances")
    rows = [{**each, "amount": signed(each["micro"])} for each in found["balances"]]
    output.table(found, ("kind", "currency", "amount", "n_accounts"), rows)


def postings(*, kind: Annotated[str | None, typer.Option(help="Only these.")] = None) -> None:
    """The newest 200 postings."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/ledger/postings", limit=finding.AT_ONCE, kind=kind)
    output.table(found, ("booked_on", "kind", "memo", "posted_by", "uid"), found["items"])


def show(posting: UUID) -> None:
    """One posting with its entries: debits, and credits below zero."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/ledger/postings/{posting}")
    rows = [{**each, "amount": signed(each["micro"])} for each in found["entries"]]
    output.table(found, ("account", "of", "currency", "amount"), rows)


def hours() -> None:
    """Approved hours by site and week, and what they came to."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/ledger/hours")
    rows = [
        {
            **each,
            "hours": f"{each['seconds'] / 3600:.1f}",
            "paid": f"{each['paid_seconds'] / 3600:.1f}",
            "amount": signed(each["micro"]) if each["currency"] else "no rate",
        }
        for each in found["weeks"]
    ]
    output.table(found, ("week_on", "vendor", "site", "n_days", "hours", "paid", "amount", "currency"), rows)


def manual() -> None:
    """The newest 200 entries by hand, and who has decided about them."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/ledger/manual-entries", limit=finding.AT_ONCE)
    rows = [_manual_row(each) for each in found["items"]]
    columns = (
        "booked_on",
        "debit",
        "credit",
        "amount",
        "state",
        "proposed_by",
        "decided_by",
        "reason",
        "uid",
    )
    output.table(found, columns, rows)


def propose(
    debit: Account,
    credit: Account,
    amount: Annotated[str, typer.Argument(help="Such as 12.50.")],
    currency: Annotated[str, typer.Argument(help="Such as EUR.")],
    *,
    reason: Annotated[str, typer.Option(help="Why; it stands in the ledger for good.")],
    on: Annotated[str | None, typer.Option(help="The day it is booked on; today.")] = None,
) -> None:
    """Propose an entry by hand; somebody else approves it."""
    from assay.cli.client import connect

    micro = micro_of(amount)
    if micro is None:
        raise unusable(f"{amount} is no amount: write 12.50.")
    asked = {
        "debit": _account(debit),
        "credit": _account(credit),
        "micro": micro,
        "currency": currency,
        "booked_on": on or datetime.now(UTC).date().isoformat(),
        "reason": reason,
    }
    with connect() as server:
        found = server.post("/ledger/manual-entries", asked)
    output.show(found, f"Proposed; somebody else approves it: assay ledger approve {found['uid']}")


def reverse(posting: UUID, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Propose the mirror of a posting by hand."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/ledger/postings/{posting}/reversal", {"reason": reason})
    output.show(found, f"Proposed; somebody else approves it: assay ledger approve {found['uid']}")


def approve(entry: UUID) -> None:
    """Approve what somebody else has proposed: it is posted."""
    _decide(entry, is_approved=True, ruling="")


def reject(entry: UUID, *, reason: Annotated[str, typer.Option(help="Why.")]) -> None:
    """Reject what somebody else has proposed."""
    _decide(entry, is_approved=False, ruling=reason)


def withdraw(entry: UUID) -> None:
    """Take back what you have proposed."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.post(f"/ledger/manual-entries/{entry}/withdrawal")
    output.show(found, "Withdrawn.")


def periods() -> None:
    """Every month with a posting, and whether it is closed."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/ledger/periods")
    output.table(
        found, ("month", "state", "n_postings", "n_entries", "n_earnings", "sha256"), found["periods"]
    )


def close(month: Annotated[str, typer.Argument(help="Such as 2026-02.")]) -> None:
    """Close a month for good: it takes no posting any more, its balances are kept, its entries sealed."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, server.post("/ledger/periods", {"month": month}), f"Closing {month}")
    result = job["result"]
    counted = f"{result['n_entries']:,} entries, {result['n_earnings']:,} earnings"
    output.show(result, f"{month} is closed: {counted}, sealed as {result['sha256']}.")


def signed(micro: int) -> str:
    return f"-{text_of(-micro)}" if micro < 0 else text_of(micro)


def _account(text: str) -> dict[str, str]:
    kind, _, of = text.partition(":")
    return {"kind": kind, "of": of}


def _named(account: Mapping[str, str]) -> str:
    return f"{account['kind']}:{account['of']}" if account["of"] else account["kind"]


def _manual_row(each: Mapping[str, Any]) -> dict[str, Any]:
    amount = f"{text_of(each['micro'])} {each['currency']}"
    return {**each, "debit": _named(each["debit"]), "credit": _named(each["credit"]), "amount": amount}


def _decide(entry: UUID, *, is_approved: bool, ruling: str) -> None:
    from assay.cli.client import connect

    with connect() as server:
        asked = {"is_approved": is_approved, "ruling": ruling}
        found = server.post(f"/ledger/manual-entries/{entry}/decision", asked)
    output.show(found, f"{found['state'].capitalize()}.")
