"""Contracts with vendors on the command line."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assay.cli.client import Server
from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def test_a_contract_is_published_from_a_file_and_shown(commands: Commands, tmp_path: Path) -> None:
    today = datetime.now(UTC)
    with Server(commands.access) as server:
        server.post("/vendors", {"name": "Lingua"})
    terms = tmp_path / "terms.json"
    asked = {"starts_on": today.date().isoformat(), "currency": "EUR", "reason": "The first."}
    terms.write_text(json.dumps({**asked, "levels": {"quality": {"target": 0.9, "at_risk": 0.1}}}))

    made = commands.result("partner", "publish", "Lingua", str(terms))
    shown = commands.result("partner", "contracts")
    levels = commands("partner", "levels", "Lingua")
    unknown = commands("partner", "levels", "Nobody")
    terms.write_text("no json")

    assert (made["number"], made["at_risk"]) == (1, 0.1)
    assert [each["contract"]["number"] for each in shown["vendors"] if each["vendor_name"] == "Lingua"] == [1]
    assert levels.exit_code == ExitCode.OK
    assert unknown.exit_code == ExitCode.NOT_FOUND
    assert commands("partner", "publish", "Lingua", str(terms)).exit_code == ExitCode.USAGE


def test_a_headcount_is_committed_from_a_file_and_shown(commands: Commands, tmp_path: Path) -> None:
    with Server(commands.access) as server:
        vendor = server.post("/vendors", {"name": "Setu"})
        server.post(f"/vendors/{vendor['uid']}/sites", {"name": "Pune"})
    today = datetime.now(UTC).date()
    monday = today - timedelta(days=today.weekday())
    plan = tmp_path / "plan.csv"
    plan.write_text(f"site,week_on,people,language\nPune,{monday},3,\nPune,{monday},2,hi\n")

    made = commands.result("partner", "commit", str(plan))
    shown = commands("partner", "headcount")
    plan.write_text(f"site,week_on,people\nPune,{monday},many\n")

    assert made == {"changed": 2}
    assert "nothing_committed" in shown.out
    assert commands("partner", "commit", str(plan)).exit_code == ExitCode.USAGE
