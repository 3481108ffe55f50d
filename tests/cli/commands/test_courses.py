"""Courses on the command line."""

from tests.cli.inside import tokens
from tests.cli.serving import Commands


def test_a_course_is_made_refused_and_retired(commands: Commands) -> None:
    project = str(commands.project("Courses")["uid"])
    (ana,) = commands.people(1)
    (own,) = tokens(commands.home, [ana["uid"]])
    commands.add_members(project, [ana])

    made = commands.result("course", "create", "First steps", "-p", project, "--assigned-only")
    uid = made["uid"]
    codes = [
        commands(*asked, "--json").result["error"]["code"]
        for asked in (
            ("course", "lesson", uid, "s1"),
            ("course", "practice", uid, "no-gold"),
            ("course", "publish", uid),
            ("course", "assign", uid, "--due", "2999-12-31"),
        )
    ]

    assert codes == ["course.no_guideline", "course.no_gold", "course.no_steps", "course.not_published"]
    assert made["is_open"] is False
    assert commands.result("course", "steps", uid) == {"steps": []}
    assert commands.result("course", "people", uid) == {"assignments": []}
    assert commands.result("course", "mine", token=own) == {"courses": []}
    assert "First steps" in commands("course", "list", "-p", project).out
    assert commands.result("course", "retire", uid, "--reason", "Over.")["retired_at"]
