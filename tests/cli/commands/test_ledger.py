"""The ledger on the command line."""

from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def test_an_entry_by_hand_waits_for_somebody_else(commands: Commands) -> None:
    made = commands.result("ledger", "propose", "fees", "cash", "12.50", "EUR", "--reason", "The bank's fee.")
    own = commands("ledger", "approve", made["uid"], "--json")
    listed = commands("ledger", "manual").out
    withdrawn = commands.result("ledger", "withdraw", made["uid"])
    wrong = commands("ledger", "propose", "fees", "cash", "much", "EUR", "--reason", "Why.")

    assert (made["micro"], made["state"]) == (12_500_000, "proposed")
    assert (own.exit_code, own.result["error"]["code"]) == (ExitCode.REFUSED, "ledger.own_proposal")
    assert "12.50 EUR" in listed
    assert withdrawn["state"] == "withdrawn"
    assert wrong.exit_code == ExitCode.USAGE


def test_what_there_is_is_shown(commands: Commands) -> None:
    assert commands("ledger", "balances").out.startswith("KIND")
    assert commands("ledger", "postings").out.startswith("BOOKED_ON")
    assert commands("ledger", "periods").out.startswith("MONTH")
    closed = commands("ledger", "close", "2020-01", "--json")
    assert (closed.exit_code, closed.result["error"]["code"]) == (ExitCode.REFUSED, "period.nothing_booked")
