"""The ramp-up's curve on the command line."""

from assay.cli.client import Server
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


def test_somebody_goes_along_with_a_new_joiner(commands: Commands) -> None:
    project = str(commands.project("Buddies")["uid"])
    people = commands.people(3)
    ana, ade, mo = (each["uid"] for each in people)
    commands.add_members(project, people)
    with Server(commands.access) as server:
        body = {"code": "PT-buddy", "name": "Portugal", "region": "PT", "language": "pt-PT"}
        server.post("/markets", body)
        for each in (ana, ade):
            server.put(f"/contributors/{each}/markets", {"markets": ["PT-buddy"]})

    made = commands.result("ramp", "buddy", ana, ade, "-p", project)
    far = commands("ramp", "buddy", ana, mo, "-p", project, "--json")
    ended = commands.result("ramp", "end-buddy", ana, "-p", project)
    nobody = commands("ramp", "end-buddy", ana, "-p", project, "--json")

    assert (made, ended) == ({"joiner": ana, "buddy": ade}, {"joiner": ana, "buddy": None})
    codes = [each.result["error"]["code"] for each in (far, nobody)]
    assert codes == ["ramp.not_near", "ramp.no_buddy"]
