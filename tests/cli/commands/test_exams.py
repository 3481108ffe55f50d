"""Exams on the command line."""

from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.serving import Commands


def test_an_exam_is_made_and_retired(commands: Commands) -> None:
    project = str(commands.project("Exams")["uid"])
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])
    commands.add_members(project, [ana])

    unknown = commands("exam", "create", "E", "-p", project, "--skill", "no-such", "--json")
    assert (unknown.exit_code, unknown.result["error"]["code"]) == (ExitCode.REFUSED, "exam.no_skill")
    skill = commands.skill("exam-colours")
    made = commands.result("exam", "create", "E", "-p", project, "--skill", skill, "--questions", "2")
    mine = commands.result("exam", "mine", token=own)["exams"]
    none = commands("exam", "add", made["uid"], "no-gold", "--json")
    items = commands("exam", "items", made["uid"]).out
    attempts = commands.result("exam", "attempts", made["uid"])

    assert [each["why_not"] for each in mine] == [
        "This exam has too few questions at present: ask the project owner."
    ]
    assert none.result["error"]["code"] == "exam.no_gold"
    assert "DISCRIMINATION" in items
    assert attempts == {"attempts": []}
    assert "E" in commands("exam", "list", "-p", project).out
    assert commands.result("exam", "retire", made["uid"], "--reason", "Over.")["retired_at"]
