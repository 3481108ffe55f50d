"""Agreements on the command line."""

from pathlib import Path

from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.serving import Commands


def test_an_agreement_is_asked_for_signed_and_retired(commands: Commands, tmp_path: Path) -> None:
    project = str(commands.project("Secrets")["uid"])
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])
    commands.add_members(project, [ana])
    text = tmp_path / "nda.md"
    text.write_text("I keep it to myself.", encoding="utf-8")
    said = ("--title", "Confidentiality", "--text", str(text))

    made = commands.result("agreement", "create", "NDA", "--kind", "nda", "-p", project, *said)
    mine = commands.result("agreement", "mine", token=own)["agreements"]

    assert made["name"] == "NDA"
    assert [each["state"] for each in mine] == ["owed"]
    wrong = commands("agreement", "sign", mine[0]["version"], "--name", "Nobody", "--json", token=own)
    assert (wrong.exit_code, wrong.result["error"]["code"]) == (ExitCode.REFUSED, "agreement.name_differs")
    again = commands.result("agreement", "publish", made["uid"], *said, "--grace-days", "2")
    french = commands("agreement", "translate", made["uid"], *said, "--language", "fr").out
    assert again["version"]["number"] == 2
    assert "in 2 languages" in french
    assert "NDA" in commands("agreement", "list").out
    people = commands.result("agreement", "people", made["uid"])["people"]
    assert [each["signed_number"] for each in people] == [0]
    gone = commands.result("agreement", "retire", made["uid"], "--reason", "Over.")
    assert gone["retired_at"]
