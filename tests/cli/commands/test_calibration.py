"""A calibration session on the command line, from its making to how near people were."""

from assay.cli.client import Server
from assay.cli.credentials import Credentials
from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.inspected import judged
from tests.cli.serving import Commands

DUE = ("--due", "2126-12-01T18:00+01:00")


def answer(commands: Commands, token: str, session: str, match: str) -> None:
    with Server(Credentials(commands.access.url, token)) as server:
        item = server.get(f"/calibration-sessions/{session}/next")["uid"]
        server.post(f"/calibration-items/{item}/answer", {"answers": {"match": match}})


def test_a_session_goes_from_its_making_to_its_alignment(commands: Commands) -> None:
    project = str(commands.project("Calibrated")["uid"])
    ana, ade = commands.people(2)
    judged(commands, project, ana["uid"])
    commands.add_members(project, [ade])
    session = commands.result("calibration", "create", "Week 12", "-p", project, *DUE, "--note", "Read 3.")[
        "uid"
    ]

    commands.result("calibration", "add-items", session, "t0")
    commands.result("calibration", "invite", session, ana["uid"], ade["uid"])
    assert commands.result("calibration", "move", session, "open")["state"] == "open"
    for person, token in zip((ana, ade), tokens(commands.home, [ana["uid"], ade["uid"]]), strict=True):
        answer(commands, token, session, "yes" if person is ana else "no")
    commands.result("calibration", "move", session, "ruling")
    (item,) = commands.result("calibration", "items", session)["items"]
    ruling = ("--answer", "match=yes", "--ruling", "The brand counts.")
    assert commands.result("calibration", "rule", item["uid"], *ruling)["benchmark"] == {"match": "yes"}
    commands.result("calibration", "move", session, "closed")

    found = commands.result("calibration", "alignment", session)
    (point,) = commands.result("calibration", "series", "-p", project)["sessions"]
    (listed,) = commands.result("calibration", "list", "-p", project)["sessions"]
    assert (found["overall"]["share"], found["overall"]["n"]) == (0.5, 2)
    assert {each["name"]: each["share"] for each in found["people"]} == {
        ana["pseudonym"]: 1.0,
        ade["pseudonym"]: 0.0,
    }
    assert (point["title"], listed["state"]) == ("Week 12", "closed")


def test_a_session_without_items_does_not_open_and_alignment_waits_for_its_end(commands: Commands) -> None:
    project = str(commands.project("Not calibrated")["uid"])
    session = commands.result("calibration", "create", "Empty", "-p", project, *DUE)["uid"]

    opened = commands("calibration", "move", session, "open", "--json")
    early = commands("calibration", "alignment", session, "--json")
    nothing = commands("calibration", "add-items", session)
    timeless = commands("calibration", "create", "When?", "-p", project, "--due", "2126-12-01T18:00")

    assert opened.exit_code == ExitCode.REFUSED
    assert opened.err == opened.result["error"]["detail"] + "\n"
    assert (early.exit_code, early.result["error"]["code"]) == (ExitCode.NOT_FOUND, "api.not_found")
    assert (nothing.exit_code, timeless.exit_code) == (ExitCode.USAGE, ExitCode.USAGE)
    assert "says no time zone" in timeless.err
