"""Calendars on the command line, against a running server."""

import httpx

from assay.cli.outcome import ExitCode
from tests.cli.commands.test_planning import monday, plan
from tests.cli.serving import Commands


def test_an_address_works_until_it_is_revoked(commands: Commands) -> None:
    made = commands("calendar", "address")
    address = commands.result("calendar", "address")["address"]
    here = commands.access.url + address[address.index("/calendar/") :]

    works = httpx.get(here)
    commands.result("calendar", "revoke")

    assert made.out.rstrip().endswith(".ics")
    assert (works.status_code, works.text.splitlines()[0]) == (200, "BEGIN:VCALENDAR")
    assert httpx.get(here).status_code == 404


def test_the_milestones_of_a_project_are_a_file(commands: Commands) -> None:
    project = ("-p", str(commands.project("Dated")["uid"]))
    commands.result("plan", "publish", commands.written("plan.json", plan(1_000)), *project)

    written = commands.result("calendar", "export", *project, "--to", commands.folder / "dates.ics")
    unknown = commands("calendar", "export", "-p", "No such project", "--json")

    lines = (commands.folder / "dates.ics").read_text(encoding="utf-8").splitlines()
    assert written == {"file": str(commands.folder / "dates.ics")}
    assert f"DTSTART;VALUE=DATE:{monday().replace('-', '')}" in lines
    assert "SUMMARY:Dated: Ramp-up" in lines
    assert unknown.exit_code == ExitCode.NOT_FOUND
