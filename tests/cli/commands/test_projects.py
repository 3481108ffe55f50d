"""Projects, versions and batches over the command line."""

import json
from pathlib import Path

import pytest

from assay.cli.outcome import ExitCode
from tests.cli.serving import SCHEMA, Commands


def test_a_project_is_found_by_name_or_identifier(commands: Commands) -> None:
    made = commands.result("projects", "create", "Search DE", "--segment", "search_ranking", "--overlap", 3)

    by_name = commands.result("projects", "show", "Search DE")

    assert by_name == commands.result("projects", "show", made["uid"])
    assert (by_name["state"], by_name["segment"], by_name["stages"][0]["overlap"]) == (
        "draft",
        "search_ranking",
        3,
    )
    assert made["uid"] in [each["uid"] for each in commands.result("projects", "list")["projects"]]


def test_a_name_that_nobody_or_several_have_is_refused(commands: Commands) -> None:
    for _ in range(2):
        commands.result("projects", "create", "Twins")

    nobody, several = commands("projects", "show", "Nobody"), commands("projects", "show", "Twins")

    assert (nobody.exit_code, nobody.err) == (
        ExitCode.NOT_FOUND,
        "There is no project named Nobody in your scope.\n",
    )
    assert several.exit_code == ExitCode.USAGE
    assert several.err.startswith("2 projects are named Twins: give one's identifier (")


def test_a_project_without_a_schema_cannot_be_opened(commands: Commands) -> None:
    made = commands.result("projects", "create", "Bare")

    ran = commands("projects", "open", made["uid"], "--json")

    assert ran.exit_code == ExitCode.REFUSED
    assert ran.result["error"]["code"] == "projects.needs_schema"
    assert ran.err == ran.result["error"]["detail"] + "\n"


def test_opening_pausing_and_closing(commands: Commands) -> None:
    project = commands.project("States")

    paused = commands.result("projects", "pause", project["uid"], "--reason", "The guideline is rewritten.")
    closed = commands("projects", "close", "States")

    assert (project["state"], paused["state"]) == ("open", "paused")
    assert paused["state_reason"] == "The guideline is rewritten."
    assert closed.out == "States is closed.\n"


def test_a_schema_comes_back_as_it_was_published(commands: Commands) -> None:
    commands.project("Schemas")

    shown = commands("schema", "show", "-p", "Schemas")
    again = commands("schema", "publish", commands.written("again.json", shown.out), "-p", "Schemas")

    assert json.loads(shown.out) == SCHEMA
    assert (again.exit_code, again.err) == (ExitCode.REFUSED, "This is the version in force already.\n")


@pytest.mark.parametrize("content", ["[1]", "{", ""])
def test_a_schema_file_that_is_no_object_is_one_sentence(commands: Commands, content: str) -> None:
    ran = commands("schema", "publish", commands.written("schema.json", content), "-p", "Any")

    assert (ran.exit_code, ran.out, len(ran.err.splitlines())) == (ExitCode.USAGE, "", 1)


def test_a_guideline_is_published_from_markdown(commands: Commands) -> None:
    commands.project("Guided")
    file = commands.written("guide.md", "# How to match\n\n## Basics\n\nLook at **both**.\n")

    made = commands.result("guideline", "publish", file, "-p", "Guided", "--note", "First.", "--minor")

    assert (made["title"], made["number"], made["needs_acknowledgment"]) == ("How to match", 1, False)
    assert [(each["id"], each["html"]) for each in made["sections"]] == [
        ("basics", "<p>Look at <strong>both</strong>.</p>\n")
    ]


def test_a_missing_guideline_file_is_one_sentence(commands: Commands) -> None:
    ran = commands("guideline", "publish", Path("nowhere.md"), "-p", "Guided")

    assert (ran.exit_code, ran.out, len(ran.err.splitlines())) == (ExitCode.USAGE, "", 1)


def test_batches_are_created_and_listed(commands: Commands) -> None:
    project = commands.project("Batches")

    made = commands.result(
        "batches", "create", "Week 12", "-p", "Batches", "--priority", 1, "--due", "2030-01-02"
    )

    listed = commands.result("batches", "list", "-p", project["uid"])["batches"]
    assert [(each["uid"], each["name"]) for each in listed] == [(made["uid"], "Week 12")]
    assert (made["priority"], made["due_at"][:4]) == (1, "2030")
