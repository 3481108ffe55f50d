"""The whole way on the command line: import, work, gold, consensus, release, why."""

import csv
import json
from pathlib import Path
from typing import Any  # Rows are JSON.

from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def batch_of(commands: Commands, project: str, *options: str) -> str:
    made = commands.result("batches", "create", f"Batch {options}", "-p", project, *options)
    return str(made["uid"])


def imported(commands: Commands, project: str, n_tasks: int) -> None:
    rows = [{"external_id": f"t{nth}", "content": {"text": f"Task {nth}"}} for nth in range(n_tasks)]
    file = commands.written("tasks.jsonl", rows)
    assert (
        commands.result("tasks", "import", file, "--batch", batch_of(commands, project))["n_added"] == n_tasks
    )


def judged(commands: Commands, name: str) -> str:
    """A project with two tasks, each judged yes by two people."""
    project = str(commands.project(name, overlap=2)["uid"])
    imported(commands, project, 2)
    people = commands.people(2)
    commands.add_members(project, people)
    rows = [
        {"task": task, "contributor": person["uid"], "answers": {"match": "yes"}, "handling_seconds": 2}
        for task in ("t0", "t1")
        for person in people
    ]
    commands.undo_nothing(project)
    file = commands.written("judgments.jsonl", rows)
    assert commands.result("judgments", "import", file, "-p", project)["n_stored"] == 4
    return project


def test_good_rows_are_kept_and_bad_rows_are_listed(commands: Commands) -> None:
    project = str(commands.project("Half good")["uid"])
    rows = [{"external_id": "=1+1", "content": {}}, {"external_id": "t1", "content": {"text": "One"}}]
    file = commands.written("tasks.jsonl", rows)

    ran = commands("tasks", "import", file, "--batch", batch_of(commands, project), "--json")

    assert ran.exit_code == ExitCode.PARTLY
    assert (ran.result["n_added"], ran.result["n_bad"]) == (1, 1)
    assert "Line 1 was left out: The field text is missing.\n" in ran.err
    listed = list(csv.DictReader(Path(ran.result["bad_rows_file"]).read_text().splitlines()))
    assert listed == [
        {
            "line": "1",
            "external_id": "'=1+1",
            "field": "text",
            "code": "content.missing",
            "reason": "The field text is missing.",
        }
    ]


def test_a_file_of_the_wrong_kind_is_refused(commands: Commands) -> None:
    project = str(commands.project("Kinds")["uid"])
    batch = batch_of(commands, project)

    wrong = commands("tasks", "import", commands.written("tasks.xlsx", "PK"), "--batch", batch)
    missing = commands("tasks", "import", "nowhere.csv", "--batch", batch)

    assert (wrong.exit_code, wrong.err) == (
        ExitCode.REFUSED,
        "A file of tasks is named .csv, .jsonl or .parquet; .csv and .jsonl may be packed as .gz.\n",
    )
    assert (missing.exit_code, missing.err) == (ExitCode.USAGE, "nowhere.csv is no file.\n")


def test_a_contributor_takes_and_answers_a_task_and_hears_why_there_is_none(commands: Commands) -> None:
    project = str(commands.project("Own work")["uid"])
    imported(commands, project, 1)
    (ana,) = commands.people(1)
    commands.add_members(project, [ana])
    token = ana["token"]

    task = commands.result("work", "next", token=token)["tasks"][0]
    answers = commands.written("answers.json", '{"match": "no"}')
    options = ("--answers", answers, "--schema-version", task["schema_version"], "--seconds", 3)
    done = commands.result("work", "submit", task["claim"], *options, token=token)
    nothing = commands("why", token=token)

    assert task["content"] == {"text": "Task 0"}
    assert done["today"]["n_submitted"] == 1
    assert nothing.exit_code == ExitCode.OK
    assert nothing.out.splitlines()[0] in {
        "Own work has no tasks left to do.",
        "All remaining tasks are in other people's hands or answered by you.",
    }


def test_gold_is_added_and_imported_and_what_is_wrong_is_listed(commands: Commands) -> None:
    project = str(commands.project("Golden")["uid"])
    batch = batch_of(commands, project, "--gold")
    rows = [{"external_id": f"g{nth}", "content": {"text": "x"}} for nth in range(2)]
    commands.result("tasks", "import", commands.written("tasks.jsonl", rows), "--batch", batch)
    answers = {"answers": {"match": ["yes"]}, "reason": "Because."}

    one = commands.result("gold", "add", "g0", "-p", project, "--answer", "match=yes", "--reason", "Because.")
    lines: list[dict[str, Any]] = [
        {"external_id": "g1", **answers},
        {"external_id": "nowhere", **answers},
        {"external_id": "g0", "reason": "x"},
    ]
    many = commands("gold", "import", commands.written("gold.jsonl", lines), "-p", project, "--json")

    assert one["answers"] == {"match": ["yes"]}
    assert (many.exit_code, many.result["n_added"], many.result["n_bad"]) == (ExitCode.PARTLY, 1, 2)
    assert [row["reasons"][0]["text"] for row in many.result["bad_rows"]] == [
        "There is no task nowhere in a gold batch.",
        "This row cannot be read: answers is missing.",
    ]


def test_judgments_become_labels_a_release_and_a_reason(commands: Commands) -> None:
    project = judged(commands, "Whole way")

    run = commands.result("consensus", "run", "-p", project, "--method", "majority", "--seed", 1)
    same = commands.result("consensus", "reproduce", run["uid"])
    release = commands.result("release", "build", "-p", project, "--note", "First", "--out", "out")
    again = commands.result("release", "download", release["uid"], "--out", "again")
    listed = commands.result("release", "list", "-p", project)["releases"]

    assert (run["n_judgments"], run["n_labels"], run["method"]) == (4, 2, "majority")
    assert same["is_same"]
    assert again["is_intact"]
    assert [each["uid"] for each in listed] == [release["uid"]]
    rows = [json.loads(line) for line in (commands.folder / "out" / "labels.jsonl").read_text().splitlines()]
    assert {row["external_id"]: row["labels"]["match"]["value"] for row in rows} == {"t0": "yes", "t1": "yes"}
    why = commands.result("why", "--task", rows[0]["task"], "--question", "match")
    assert (why["label"]["value"], [each["answer"] for each in why["judgments"]]) == ("yes", ["yes", "yes"])
    shown = commands("why", "--task", rows[0]["task"], "--question", "match").out.splitlines()
    assert len(shown) == 4
    commands.folder.joinpath("again", "labels.csv").write_text("changed")
    assert commands("release", "verify", "again").exit_code == ExitCode.BROKEN


def test_a_label_needs_task_and_question(commands: Commands) -> None:
    ran = commands("why", "--question", "match")

    assert (ran.exit_code, ran.err) == (ExitCode.USAGE, "A label needs both: --task UID and --question ID.\n")


def test_agreement_is_measured_and_shown(commands: Commands) -> None:
    project = judged(commands, "Board")

    nothing = commands("board", "show", "-p", project)
    run = commands.result("board", "run", "-p", project)
    cells = commands.result("board", "show", "-p", project)["cells"]
    people = commands.result("board", "show", "contributors", "-p", project, "--market", "BR-pt")[
        "contributors"
    ]
    unknown = commands("board", "show", "everything", "-p", project)

    assert nothing.exit_code == ExitCode.USAGE
    assert (run["n_judgments"], run["n_tasks"], run["n_contributors"]) == (4, 2, 2)
    assert [(row["question"], row["grain"], row["observed"]) for row in cells if row["grain"] == "all"] == [
        ("match", "all", 1.0)
    ]
    assert [row["n_judgments"] for row in people] == [2, 2]
    assert "everything is no part of the board" in unknown.err


def test_the_gold_library_is_shown_and_what_nobody_stands_for_is_refused(commands: Commands) -> None:
    project = str(commands.project("Library")["uid"])
    batch = batch_of(commands, project, "--gold")
    rows = [{"external_id": "g0", "content": {"text": "x"}}]
    commands.result("tasks", "import", commands.written("tasks.jsonl", rows), "--batch", batch)
    proposal = ("-p", project, "--answer", "match=yes", "--reason", "Because.", "--speaker", "nobody")

    library = commands.result("gold", "library", "-p", project)
    listed = commands.result("gold", "proposals", "-p", project)
    refused = commands("gold", "propose", "g0", *proposal)

    assert (library["markets"], library["people"], listed["proposals"]) == ([], [], [])
    assert refused.exit_code == ExitCode.NOT_FOUND
