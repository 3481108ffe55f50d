"""The return of labels on the command line, against a running server."""

from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def test_a_metric_is_kept_and_weighed(commands: Commands) -> None:
    project = ("-p", str(commands.project("Weighed")["uid"]))

    made = commands.result("return", "metric", "Ranker", "Error", *project, "--direction", "lower")
    twice = commands("return", "metric", "Ranker", "Error", *project, "--json")
    said = commands.result("return", "worth", made["uid"], "20000", "EUR", "--reason", "Sold more.")
    nothing = commands("return", "worth", made["uid"], "much", "EUR", "--reason", "Sold more.")

    assert twice.result["error"]["code"] == "results.metric_twice"
    assert said["micro"] == 20_000_000_000
    assert nothing.exit_code == ExitCode.USAGE
    (listed,) = commands.result("return", "list", *project)["metrics"]
    assert (listed["state"], listed["point_micro"]) == ("not_measured", 20_000_000_000)
    shown = commands("return", "show", made["uid"], "--target", "0.06")
    assert "Labels for 0.06: not measured (no_result)" in shown.out


def test_a_month_is_reckoned(commands: Commands) -> None:
    project = ("-p", str(commands.project("Reckoned")["uid"]))

    none = commands("return", "quality-cost", *project, "--month", "soon", "--json")
    (month,) = commands.result("return", "quality-cost", *project, "--month", "2026-03")["months"]

    assert none.result["error"]["code"] == "quality_cost.no_month"
    assert (month["month_on"], [each["base_micro"] for each in month["currencies"]]) == ("2026-03-01", [0])


def test_what_cannot_be_recorded_is_said(commands: Commands) -> None:
    project = ("-p", str(commands.project("Unready")["uid"]))
    made = commands.result("return", "metric", "Ranker", "Latency", *project, "--unit", "ms")
    unknown = "01890a5d-ac96-774b-bcce-b302099a8057"
    result = ("--labels", "100", "--value", "170", "--low", "160", "--high", "180", "--json")

    found = commands("return", "record", made["uid"], unknown, *result)
    corrected = commands("return", "correct", unknown, "--reason", "Wrong.", *result)
    gone = commands("return", "withdraw", unknown, "--reason", "Wrong.", "--json")

    assert made["unit_name"] == "ms"
    assert {each.exit_code for each in (found, corrected, gone)} == {ExitCode.NOT_FOUND}
