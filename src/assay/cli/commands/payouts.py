"""Payouts on the command line: draft, approve, give the file to the bank, read its answer."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any  # What the server says is JSON.
from uuid import UUID

import typer

from assay.cli import finding
from assay.cli.app import command, group
from assay.cli.outcome import unusable
from assay.cli.output import output
from assay.kit.money import micro_of


def register(app: typer.Typer) -> None:
    payouts = group("Payouts: batches of what people are paid, from the draft to the bank's answer.")
    for name, what in (
        ("list", listed),
        ("show", show),
        ("account", account),
        ("draft", draft),
        ("approve", approve),
        ("cancel", cancel),
        ("file", file),
        ("sent", sent),
        ("answer", answer),
    ):
        command(payouts, name)(what)
    app.add_typer(payouts, name="payouts")


def listed() -> None:
    """The newest 200 batches."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get("/payouts", limit=finding.AT_ONCE)
    columns = ("number", "state", "n_payouts", "pay_on", "drafted_by", "approved_by", "uid")
    output.table(found, columns, found["items"])


def show(batch: UUID) -> None:
    """One batch: how many payments of each state, and how much."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.get(f"/payouts/{batch}")
    output.table(found, ("currency", "state", "n", "minor"), found["sums"])


def account(
    currency: Annotated[str, typer.Argument(help="Such as EUR.")],
    holder: Annotated[str, typer.Argument(help="Your organisation, as the bank knows it.")],
    iban: str,
    bic: str,
) -> None:
    """Set the account from which a currency is paid."""
    from assay.cli.client import connect

    asked = {"currency": currency, "holder": holder, "iban": iban, "bic": bic}
    with connect() as server:
        found = server.post("/payouts/accounts", asked)
    output.show(found, f"{currency} is paid from {found['iban']}.")


def draft(
    least: Annotated[list[str], typer.Argument(help="From which amount on: 10:EUR 12.50:USD.")],
    *,
    on: Annotated[str | None, typer.Option(help="When the bank is asked to pay; today.")] = None,
) -> None:
    """Draft a batch of everybody's available balance; somebody else approves it."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    asked = {
        "least": dict(_least(each) for each in least),
        "pay_on": on or datetime.now(UTC).date().isoformat(),
    }
    with connect() as server:
        found = server.post("/payouts", asked)
        finished(server, found["job"], "Drafting")
        batch = server.get(f"/payouts/{found['batch']['uid']}")
    output.show(batch, f"Payout {batch['number']}: {batch['n_payouts']} payments. {batch['uid']}")


def approve(batch: UUID) -> None:
    """Approve what somebody else has drafted, and post it."""
    from assay.cli.client import connect
    from assay.cli.waiting import finished

    with connect() as server:
        job = finished(server, server.post(f"/payouts/{batch}/approval"), "Posting")
    output.show(job, f"{job['result']['n_payouts']} payments stand in the ledger.")


def cancel(batch: UUID) -> None:
    """Cancel a draft; nothing was posted."""
    _step(batch, "cancellation")


def file(
    batch: UUID,
    to: Annotated[Path, typer.Argument(help="Where to write it; .csv writes CSV.")],
) -> None:
    """Write the file for the bank: ISO 20022 pain.001.001.09, or CSV."""
    from assay.cli.client import connect

    as_ = "csv" if to.suffix == ".csv" else "xml"
    with connect() as server:
        written = server.download(f"/payouts/{batch}/file?as_={as_}", to, method="POST")
    # It says where everybody is paid.
    written.chmod(0o600)
    output.show({"file": str(written)}, f"Written: {written}")


def sent(batch: UUID) -> None:
    """Say that the bank has the file."""
    _step(batch, "sending")


def answer(batch: UUID, file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Read the bank's answer: pain.002, or CSV with end_to_end_id, status and reason."""
    from assay.cli.client import connect

    with connect() as server:
        found = server.upload(f"/payouts/{batch}/answers", file)
    output.show(
        found,
        f"{found['n_accepted']} paid, {found['n_rejected']} came back, {found['n_open']} still under way.",
    )


def _step(batch: UUID, what: str) -> None:
    from assay.cli.client import connect

    with connect() as server:
        found: dict[str, Any] = server.post(f"/payouts/{batch}/{what}")
    output.show(found, f"Payout {found['number']}: {found['state']}.")


def _least(text: str) -> tuple[str, int]:
    amount, _, currency = text.partition(":")
    micro = micro_of(amount)
    if micro is None or not currency:
        raise unusable(f"{text} is no amount of a currency: write 10:EUR.")
    return currency, micro
