"""Rates and earnings on the command line."""

from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.serving import Commands


def test_a_card_is_published_and_reckoned_with(commands: Commands) -> None:
    project = ("-p", str(commands.project("Paid")["uid"]))

    first = commands("rates", "show", *project).out
    made = commands.result(
        "rates", "publish", "0.05", "EUR", *project, "--reason", "The first card.", "--line", "0.1:severity=4"
    )
    shown = commands("rates", "show", *project, "--seconds", "30").out
    wrong = commands("rates", "publish", "0.05", "EUR", *project, "--reason", "Why.", "--line", "0.1:moon=1")

    assert "nothing is earned by the answer" in first
    assert [each["micro"] for each in made["lines"]] == [50_000, 100_000]
    assert "0.05 EUR" in shown
    assert "12" in shown
    assert wrong.exit_code == ExitCode.USAGE


def test_floors_and_ones_own_earnings(commands: Commands) -> None:
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])

    unknown = commands("rates", "set-floor", "XX-xx", "5", "EUR", "--source", "Ours.", "--json")
    listed = commands("rates", "floors").out
    mine = commands("earnings", "mine", token=own).out

    assert unknown.result["error"]["code"] == "rates.unknown_market"
    assert listed.startswith("MARKET")
    assert mine.startswith("WEEK_ON")
