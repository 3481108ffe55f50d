"""Payouts on the command line."""

from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def test_an_account_is_set_and_nobody_is_owed_anything(commands: Commands) -> None:
    account = commands("payouts", "account", "EUR", "Assay Labs", "DE75512108001245126199", "SOGEDEFFXXX").out
    wrong = commands("payouts", "account", "EUR", "Assay Labs", "DE00", "SOGEDEFFXXX", "--json")
    unclear = commands("payouts", "draft", "much")
    listed = commands("payouts", "list").out

    assert "EUR is paid from DE75512108001245126199." in account
    assert wrong.result["error"]["code"] == "payee.iban"
    assert unclear.exit_code == ExitCode.USAGE
    assert listed.startswith("NUMBER")
