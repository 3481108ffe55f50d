"""Guidelines on the command line: a draft is written and put in force, policies, translations, readers, impact."""

import json

from assay.cli.client import Server
from assay.cli.outcome import ExitCode
from tests.cli.inside import tokens
from tests.cli.serving import Commands

TEXT = "# Matching\n\n## What to do\n\nLook twice.\n\n## In doubt\n\nSkip it.\n"


def test_a_draft_is_written_and_put_in_force(commands: Commands) -> None:
    project = str(commands.project("Drafted")["uid"])
    in_project = ("-p", project)
    none = commands("guideline", "draft", "show", *in_project, "--json")

    saved = commands.result("guideline", "draft", "save", commands.written("g.md", TEXT), *in_project)
    shown = commands("guideline", "draft", "show", *in_project)
    edited = json.loads(shown.out) | {"change_note": "New."}
    again = commands.result(
        "guideline", "draft", "save", commands.written("g.json", json.dumps(edited)), *in_project
    )
    made = commands.result("guideline", "draft", "publish", *in_project)

    assert none.exit_code == ExitCode.NOT_FOUND
    assert (saved["revision"], [each["id"] for each in saved["sections"]]) == (1, ["what-to-do", "in-doubt"])
    assert (again["revision"], again["change_note"]) == (2, "New.")
    assert (made["number"], made["title"], made["change_note"]) == (1, "Matching", "New.")
    (version,) = commands.result("guideline", "versions", *in_project)["versions"]
    assert version["uid"] == made["uid"]


def test_a_draft_is_reviewed_taken_back_and_discarded(commands: Commands) -> None:
    project = str(commands.project("Reviewed")["uid"])
    in_project = ("-p", project)
    commands.result("guideline", "draft", "save", commands.written("g.md", TEXT), *in_project)

    with Server(commands.access) as server:
        grant = {"role": "qa_analyst", "project": project}
        ben = server.post("/users", {"email": "ben@guideline.example", "name": "Ben", "grant": grant})
    (asked_for,) = commands.result("guideline", "draft", "reviewers", *in_project)["reviewers"]
    unclear = commands("guideline", "draft", "review", "--ask", "policy", *in_project)
    asked = commands.result("guideline", "draft", "review", "--ask", f"qa={ben['uid']}", *in_project)
    (token,) = tokens(commands.home, [str(ben["uid"])])
    silent = commands("guideline", "draft", "verdict", "changes", *in_project, "--json", token=token)
    commands.result("guideline", "draft", "take-back", *in_project)
    commands.result("guideline", "draft", "discard", *in_project)

    assert asked_for == {"user": ben["uid"], "name": "Ben"}
    assert unclear.exit_code == ExitCode.USAGE
    assert (asked["state"], asked["reviews"][0]["verdict"]) == ("in_review", "waiting")
    assert silent.result["error"]["code"] == "guideline.no_comment"
    assert commands("guideline", "draft", "reviews", *in_project).exit_code == ExitCode.NOT_FOUND


def test_readers_translations_and_impact(commands: Commands) -> None:
    project = str(commands.project("Read")["uid"])
    in_project = ("-p", project)
    (ana,) = commands.people(1)
    commands.add_members(project, [ana])
    commands.result("guideline", "publish", commands.written("g.md", TEXT), *in_project)
    texts = {"title": "Que fazer", "markdown": "Olhe duas vezes."}
    file = commands.written("pt.json", json.dumps(texts))

    made = commands.result("guideline", "translate", "pt", "what-to-do", file, *in_project, "--finished")
    parts = commands.result("guideline", "translations", *in_project)["parts"]
    board = commands.result("guideline", "readers", *in_project)
    (reader,) = commands.result("guideline", "readers", "--people", *in_project)["people"]
    impact = commands.result("guideline", "impact", 1, "--compute", *in_project)
    none = commands("guideline", "invalidated", 1, *in_project)

    assert (made["state"], made["markdown"]) == ("translated", "Olhe duas vezes.")
    assert [each["part"] for each in parts] == ["what-to-do", "in-doubt"]
    assert (board["version"], board["sites"][0]["n_outstanding"]) == (1, 1)
    assert (reader["pseudonym"], reader["standing"]) == (ana["pseudonym"], "outstanding")
    assert (impact["n_before"], impact["n_after"], set(impact["measures"])) == (
        0,
        0,
        {"gold", "review", "agreement", "seconds"},
    )
    assert none.exit_code == ExitCode.NOT_FOUND
    assert commands.result("guideline", "remind", *in_project) == {"n": 1}
    assert commands("guideline", "impact", 7, *in_project).exit_code == ExitCode.NOT_FOUND


def test_policies_come_from_a_table_after_one_has_seen_what_changes(commands: Commands) -> None:
    in_project = ("-p", str(commands.project("Tabled")["uid"]))
    commands.result("guideline", "draft", "save", commands.written("g.md", TEXT), *in_project)
    table = commands.written("p.csv", "id,policy\n,Knives\n")
    elsewhere = commands.written("q.csv", "id,policy,AQ-en\n,Knives,allowed\n")

    seen = commands.result("guideline", "set-policies", table, *in_project)
    kept = commands.result("guideline", "set-policies", table, *in_project, "--keep")
    refused = commands("guideline", "set-policies", elsewhere, *in_project, "--json")
    commands.result("guideline", "draft", "publish", *in_project)
    shown = commands("guideline", "policies", *in_project)
    commands.result("guideline", "policies", *in_project, "--to", "out.csv")

    assert (seen["is_kept"], kept["is_kept"]) == (False, True)
    assert refused.result["error"]["code"] == "guideline.unknown_market"
    assert shown.out.splitlines() == ["id,policy", "knives,Knives"]
    assert (commands.folder / "out.csv").read_text() == "id,policy\nknives,Knives\n"
