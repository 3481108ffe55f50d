"""Standing rules on the command line: looked at before they act; steps, and their end."""

import json

from assay.cli.client import Server
from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.serving import Commands

RULE = {
    "key": "Gold", "measure": "gold", "threshold": 0.8, "window": 40, "least": 15,
    "ladder": ["warn", "pause"], "days": 7,
}  # fmt: skip


def test_rules_are_looked_at_switched_on_and_off(commands: Commands) -> None:
    project = str(commands.project("Standing")["uid"])
    file = commands.written("rules.json", json.dumps([RULE]))

    made = commands.result("standing", "rules", file, "-p", project, "--note", "First")
    shown = commands("standing", "rules", file, "-p", project).out
    on = commands.result("standing", "switch-on", made["uid"])
    twice = commands("standing", "switch-on", made["uid"], "--json")
    off = commands.result("standing", "switch-off", made["uid"])

    assert (made["number"], made["note"], made["simulation"]["hits"]) == (1, "First", [])
    assert "0 of 0 people would have had a step, 0 steps in all. Nothing is in force yet." in shown
    assert (on["is_on"], off["is_on"]) == (True, False)
    assert (twice.exit_code, twice.result["error"]["code"]) == (ExitCode.REFUSED, "standing.on_already")


def test_rules_that_cannot_be_and_files_that_are_none_are_refused(commands: Commands) -> None:
    project = str(commands.project("Bad standing")["uid"])
    bad = commands.written("bad.json", json.dumps([{**RULE, "measure": "integrity", "threshold": 1}]))

    refused = commands("standing", "rules", bad, "-p", project, "--json")
    missing = commands("standing", "rules", "nowhere.json", "-p", project)

    assert (refused.exit_code, refused.result["error"]["code"]) == (ExitCode.REFUSED, "standing.families")
    assert (missing.exit_code, "nowhere.json cannot be read as JSON" in missing.err) == (ExitCode.USAGE, True)


def test_steps_are_listed_and_lifted_by_who_manages_quality(commands: Commands) -> None:
    project = str(commands.project("Steps")["uid"])
    (ana,) = commands.people(1)
    commands.add_members(project, [ana])
    asked = {"contributor": ana["uid"], "step": "pause", "reason": "Seen twice.", "days": 3}
    with Server(commands.access) as server:
        step = server.post(f"/projects/{project}/standing-steps", asked)["uid"]
    (own,) = tokens(commands.home, [ana["uid"]])

    (listed,) = commands.result("standing", "steps", "-p", project)["steps"]
    by_ana = commands("standing", "lift", step, "--reason", "Mine.", "--json", token=own)
    lifted = commands.result("standing", "lift", step, "--reason", "It was the tool.")
    (ended,) = commands.result("standing", "steps", "-p", project, "--ended")["steps"]

    assert (listed["uid"], listed["step"], listed["pseudonym"]) == (step, "pause", ana["pseudonym"])
    assert (by_ana.exit_code, by_ana.result["error"]["code"]) == (ExitCode.NOT_FOUND, "api.not_found")
    assert (lifted["state"], ended["ended_reason"]) == ("lifted", "It was the tool.")
    assert commands.result("standing", "steps", "-p", project)["steps"] == []


def test_cases_are_listed_and_none_is_decided_that_is_not_there(commands: Commands) -> None:
    project = str(commands.project("Cases")["uid"])

    listed = commands("standing", "cases", "-p", project).out
    gone = commands("standing", "decide", project, "--outcome", "nothing", "--why", "Honest.", "--json")

    assert listed.split() == ["UID", "PSEUDONYM", "STATE", "OUTCOME", "N_TASKS", "OPENED_AT"]
    assert gone.exit_code == ExitCode.NOT_FOUND
