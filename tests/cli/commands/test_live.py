"""Live sessions on the command line."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.serving import Commands

LISBON = ZoneInfo("Europe/Lisbon")


def test_a_session_is_planned_attended_and_measured(commands: Commands) -> None:
    project = str(commands.project("Live")["uid"])
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])
    commands.add_members(project, [ana])
    starts = f"{datetime.now(LISBON) + timedelta(minutes=5):%Y-%m-%dT%H:%M}"
    asked = ("live", "plan", "Tickets", starts, "-p", project, "--place", "Room 2")

    made = commands.result(*asked, "--zone", "Europe/Lisbon")
    uid = made["uid"]
    nowhere = commands(*asked, "--zone", "Mars/Olympus")

    assert nowhere.exit_code == ExitCode.USAGE
    assert commands.result("live", "invite", uid, ana["uid"]) == {"n_new": 1}
    assert commands.result("live", "attend", uid, "--late", ana["uid"]) == {"n_changed": 1}
    assert [each["presence"] for each in commands.result("live", "people", uid)["people"]] == ["late"]
    assert [each["title"] for each in commands.result("live", "mine", token=own)["sessions"]] == ["Tickets"]
    assert commands.result("live", "effect", uid)["errors"] == []
    assert "Tickets" in commands("live", "list", "-p", project).out
    assert commands.result("live", "cancel", uid, "--reason", "Ill.")["state"] == "cancelled"
