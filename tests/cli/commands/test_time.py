"""Time on the command line."""

from datetime import date
from pathlib import Path

from assay.cli.outcome import ExitCode
from tests.cli.inside import place_at_funchal, tokens
from tests.cli.serving import Commands


def test_a_file_that_is_none_and_a_site_that_is_none(commands: Commands, tmp_path: Path) -> None:
    file = tmp_path / "shifts.csv"
    file.write_text("who,when\nana,now\n")

    wrong = commands("time", "plan", str(file), "--site", "Lisbon")
    nowhere = commands("time", "site", "--site", "Atlantis")

    assert (wrong.exit_code, nowhere.exit_code) == (ExitCode.USAGE, ExitCode.NOT_FOUND)


def test_a_crowdsourcer_has_no_hours(commands: Commands) -> None:
    mine = commands("time", "mine", "--json")

    assert mine.exit_code == ExitCode.NOT_FOUND


def test_a_sites_week_from_the_file_of_shifts_to_the_table(commands: Commands, tmp_path: Path) -> None:
    (ana,) = commands.people(1)
    place_at_funchal(commands.home, ana["uid"])
    file = tmp_path / "shifts.csv"
    file.write_text(f"contributor,day,start,end\n{ana['pseudonym']},{date.today()},09:00,17:00\n")  # noqa: DTZ011 — any day near.

    planned = commands("time", "plan", str(file), "--site", "Funchal")
    again = commands("time", "plan", str(file), "--site", "Funchal", "--json")
    week = commands.result("time", "site", "--site", "Funchal")
    approved = commands("time", "approve", "--site", "Funchal")

    assert planned.out == "1 shifts are planned.\n"
    assert again.result["error"]["code"] == "people.shift_overlaps"
    assert [len(day["shifts"]) for day in week["people"][0]["days"]].count(1) == 1
    assert approved.exit_code == 0


def test_one_says_the_own_hours(commands: Commands) -> None:
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])

    before = commands("time", "hours", token=own).out
    week = commands("time", "set-hours", "4", "4", "4.5", "4", "4", "0", "0", token=own).out
    commands("time", "away", "2099-01-01", token=own)
    after = commands("time", "hours", token=own).out

    assert (before, week) == ("You have not said anything yet.\n", "20.5 hours in a usual week.\n")
    assert after.splitlines() == ["Mon: 4 h", "Tue: 4 h", "Wed: 4.5 h", "Thu: 4 h", "Fri: 4 h"]
