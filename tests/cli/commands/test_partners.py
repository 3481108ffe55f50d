"""Contracts with vendors on the command line."""

import json
from datetime import UTC, datetime
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
    unknown = commands("partner", "levels", "Nilework")
    terms.write_text("no json")

    assert (made["number"], made["at_risk"]) == (1, 0.1)
    assert [each["contract"]["number"] for each in shown["vendors"]] == [1]
    assert levels.exit_code == ExitCode.OK
    assert unknown.exit_code == ExitCode.NOT_FOUND
    assert commands("partner", "publish", "Lingua", str(terms)).exit_code == ExitCode.USAGE
