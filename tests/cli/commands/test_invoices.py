"""Vendors' invoices on the command line."""

import json
from datetime import UTC, datetime
from pathlib import Path

from assay.cli.client import Server
from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def test_a_month_without_work_is_proposed_counted_and_has_nothing_to_pay(
    commands: Commands, tmp_path: Path
) -> None:
    today = datetime.now(UTC).date()
    with Server(commands.access) as server:
        vendor = server.post("/vendors", {"name": "Nilework"})["uid"]
    terms = tmp_path / "terms.json"
    before = commands("invoices", "propose", vendor, f"{today:%Y-%m}", "--json")
    terms.write_text(json.dumps({"starts_on": today.isoformat(), "currency": "EUR", "reason": "First."}))
    commands.result("partner", "publish", "Nilework", str(terms))

    counted = commands("invoices", "propose", vendor, f"{today:%Y-%m}")
    [listed] = commands.result("invoices", "list")["items"]
    refused = commands("invoices", "approve", listed["uid"], "--json")

    assert before.result["error"]["code"] == "invoice.no_contract"
    assert counted.exit_code != ExitCode.OK
    assert (listed["vendor_name"], listed["state"], listed["total_micro"]) == ("Nilework", "counting", 0)
    assert refused.result["error"]["code"] == "state.not_from_here"
    assert commands("invoices", "show", vendor).exit_code == ExitCode.NOT_FOUND
