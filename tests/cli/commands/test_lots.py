"""Lots: their plan, the register, and what becomes of one that was rejected; a site's page of them."""

from assay.cli.client import Server
from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.inspected import inspected, staff
from tests.cli.serving import Commands


def test_a_lot_is_cut_inspected_and_accepted(commands: Commands) -> None:
    way = inspected(commands, "Accepted lots")
    for _ in range(way.n_sample):
        way.review()

    plan = commands.result("lot", "plan", "-p", way.project)
    (listed,) = commands.result("lot", "list", "-p", way.project, "--state", "accepted")["lots"]
    shown = commands("lot", "show", way.lot).out
    nothing = commands("lot", "cut", "-p", way.project, "--json")

    assert (plan["number"], plan["note"], plan["promises"][0]["aql"]) == (1, "As agreed.", 4.0)
    assert (listed["uid"], listed["n_units"], listed["inspections"][0]["is_accepted"]) == (way.lot, 10, True)
    assert shown.splitlines()[0] == "Lot 1 (10 tasks): accepted"
    assert f"major: 0 of {way.n_sample} defective, at most 0 of {way.n_sample} accepted" in shown
    assert (nothing.exit_code, nothing.result["error"]["code"]) == (ExitCode.REFUSED, "lots.nothing_to_cut")


def test_a_rejected_lot_is_accepted_with_the_own_name_only(commands: Commands) -> None:
    way = inspected(commands, "Conceded lots")
    way.reject_all()
    reason = ("--reason", "Good enough for training.")

    other = commands("lot", "concede", way.lot, *reason, "--signature", "Somebody", "--json", token=way.ben)
    conceded = commands.result("lot", "concede", way.lot, *reason, "--signature", "ben", token=way.ben)
    twice = commands("lot", "concede", way.lot, *reason, "--signature", "Ben", token=way.ben)
    shown = commands("lot", "show", way.lot).out

    assert (other.exit_code, other.result["error"]["code"]) == (ExitCode.REFUSED, "lots.sign_with_name")
    assert (conceded["state"], conceded["inspections"][0]["signed_as"]) == ("conceded", "Ben")
    assert twice.exit_code == ExitCode.REFUSED
    assert "concession, signed by Ben: Good enough for training." in shown


def test_a_rejected_lot_is_done_again_and_inspection_that_goes_on_needs_no_resumption(
    commands: Commands,
) -> None:
    way = inspected(commands, "Lots done again")
    way.reject_all()

    given = commands.result("lot", "rework", way.lot, "--what", "defects", "--reason", "Brands.")
    resumed = commands("lot", "resume", "-p", way.project, "--action", "Trained again.", "--json")

    assert (given["state"], given["inspections"][0]["n_reworked"]) == ("reworked", way.n_sample)
    assert (resumed.exit_code, resumed.result["error"]["code"]) == (
        ExitCode.REFUSED,
        "lots.not_discontinued",
    )


def test_a_site_lead_reads_the_own_site_and_no_other(commands: Commands) -> None:
    project, other = (str(commands.project(name)["uid"]) for name in ("Of a site", "Of another site"))
    people = commands.people(2)
    with Server(commands.access) as server:
        lisbon, porto = (site_of(server, name, project) for name in ("Lisbon", "Porto"))
        for person, place in zip(people, (lisbon, porto), strict=True):
            server._call("PUT", f"/contributors/{person['uid']}/place", json={"place": place})
    commands.add_members(project, people)
    commands.add_members(other, people[1:])
    (ravi,) = tokens(commands.home, [staff(commands, project, "Ravi", "site_lead", place=lisbon)])

    everywhere = commands.result("site", "quality", "-p", project)["sites"]
    own = commands.result("site", "quality", "-p", project, token=ravi)["sites"]
    elsewhere = commands("site", "quality", "-p", other, "--json", token=ravi)

    assert [each["name"] for each in everywhere] == ["Lisbon", "Porto"]
    assert [(each["name"], each["client"]["raw"]["n"]) for each in own] == [("Lisbon", 0)]
    assert "n = 0" in commands("site", "quality", "-p", project, token=ravi).out
    assert (elsewhere.exit_code, "Porto" in elsewhere.out) == (ExitCode.NOT_FOUND, False)


def site_of(server: Server, name: str, project: str) -> str:
    vendor = server.post("/vendors", {"name": f"{name} {project}"})
    return str(server.post(f"/vendors/{vendor['uid']}/sites", {"name": name})["uid"])
