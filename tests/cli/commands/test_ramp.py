"""The ramp-up's curve on the command line."""

from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def test_a_curve_is_set_and_shown(commands: Commands) -> None:
    project = str(commands.project("Ramp")["uid"])

    made = commands.result("ramp", "set", "1:0.7:30", "4:0.85:60:20", "-p", project)
    twice = commands("ramp", "set", "1:0.7:30", "1:0.8:30", "-p", project, "--json")
    nonsense = commands("ramp", "set", "soon", "-p", project)
    shown = commands.result("ramp", "show", "-p", project)

    assert [each["week"] for each in made["curve"]] == [1, 4]
    assert (twice.exit_code, twice.result["error"]["code"]) == (ExitCode.REFUSED, "ramp.week_twice")
    assert nonsense.exit_code == ExitCode.USAGE
    assert (shown["joiners"], shown["curve"][1]["hours"]) == ([], 20.0)
