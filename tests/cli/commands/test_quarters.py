"""Reviews of quarters and of vendors' weeks on the command line, against a running server."""

from datetime import UTC, datetime, timedelta

from assay.cli.client import Server
from assay.cli.outcome import ExitCode
from assay.insight.rules.quarters import quarter_of
from tests.cli.serving import Commands

TODAY = datetime.now(UTC).date()
# One whose last week is over, also in the first days of the next.
BEFORE = str(quarter_of(TODAY - timedelta(days=7)).before)
DUE = ("--due", str(TODAY + timedelta(days=9)))


def test_a_quarter_is_decided_on_and_signed(commands: Commands) -> None:
    project = ("-p", str(commands.project("Looked back at")["uid"]))

    made = commands.result("quarter", "decide", BEFORE, "Order more.", "--why", "It pays.", *project, *DUE)
    ended = commands.result("quarter", "end", made["decision"]["uid"], "done", "--outcome", "Ordered.")
    signed = commands.result("quarter", "sign", BEFORE, *project, "--summary", "A quiet one.")
    late = commands("quarter", "decide", BEFORE, "Stop.", "--why", "Too late.", *project, "--json")
    shown = commands("quarter", "show", BEFORE, *project)

    assert (ended["decision"]["state"], signed["summary"]) == ("done", "A quiet one.")
    assert late.result["error"]["code"] == "reviews.signed"
    for said in ("signed by", "Booked: nothing", "not measured (nothing_accepted)", "done: Order more."):
        assert said in shown.out
    rows = commands.result("quarter", "list", BEFORE)["projects"]
    assert [each["is_signed"] for each in rows if each["name"] == "Looked back at"] == [True]
    assert "not measured (no_result)" in commands("quarter", "list", BEFORE).out


def test_what_is_agreed_with_a_vendor_is_carried_into_this_week(commands: Commands) -> None:
    with Server(commands.access) as server:
        server.post("/vendors", {"name": "Weekly"})
    monday = TODAY - timedelta(days=TODAY.weekday() + 7)

    made = commands.result(
        *("week", "agree", "Weekly", "Hire two.", "--why", "Absences.", "--week", str(monday)), *DUE
    )
    shown = commands("week", "show", "Weekly")
    commands.result("week", "end", made["action"]["uid"], "dropped", "--outcome", "Nobody was away.")
    unknown = commands("week", "show", "Nobody & Sons", "--json")

    assert "open: Hire two." in shown.out
    assert [each["state"] for each in commands.result("week", "show", "Weekly")["carried"]] == ["dropped"]
    assert unknown.exit_code == ExitCode.NOT_FOUND
