"""Machine labelers on the command line, against a running server."""

from pathlib import Path

from tests.cli.serving import Commands


def test_registered_and_refused(commands: Commands, tmp_path: Path) -> None:
    project = ("-p", str(commands.project("Automated")["uid"]))

    made = commands.result("labelers", "register", "Rule", *project, "--kind", "rule")
    version = made["versions"][0]["uid"]
    second = commands.result("labelers", "version", made["uid"], "--origin", "abc")
    alone = commands("labelers", "use", made["uid"], version, "alone", "--reason", "Hope.", "--json")
    off = commands.result("labelers", "use", made["uid"], version, "off", "--reason", "Not yet.")
    remote = commands.result("labelers", "register", "Model", *project, "--kind", "remote")["uid"]
    given = commands("labelers", "consent", remote, "--version", "1", "--reason", "Agreed.", "--json")
    taken_back = commands("labelers", "revoke", remote, "--reason", "Over.", "--json")
    file = tmp_path / "said.csv"
    file.write_text("task\n")
    wrong = commands("labelers", "predict", version, str(file), "--json")

    assert (second["number"], off["mode"]) == (2, "off")
    assert alone.result["error"]["code"] in {"labelers.not_trusted", "labelers.no_schema"}
    codes = [each.result["error"]["code"] for each in (given, taken_back)]
    assert codes == ["labelers.not_configured"] * 2
    assert wrong.result["error"]["code"] in {"labelers.format", "labelers.no_schema"}
    listed = commands.result("labelers", "list", *project)["labelers"]
    assert {each["name"] for each in listed} == {"Rule", "Model"}
    assert "Version 2" in commands("labelers", "show", made["uid"]).out
    assert commands.result("labelers", "accuracy", version) == {"whole": [], "labels": []}
    assert (
        commands.result("labelers", "retire", made["uid"], "--reason", "Over.")["retired_reason"] == "Over."
    )
