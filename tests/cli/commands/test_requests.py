"""`assay request`: filed from a document, followed, and taken on as far as one may."""

import json
from pathlib import Path

from tests.cli.serving import Commands

DOCUMENT = {
    "title": "Colours of shoes",
    "segment": "llm_data",
    "purpose": "train",
    "metric": "F1",
    "metric_baseline": 0.7,
    "metric_gain": 0.05,
    "content_source": "Titles.",
}


def test_a_request_is_filed_from_a_document_and_followed(commands: Commands, tmp_path: Path) -> None:
    document = tmp_path / "request.json"
    document.write_text(json.dumps(DOCUMENT))
    made = commands.result("request", "file", document)
    notes = tmp_path / "notes.txt"
    notes.write_text("As last year.")

    commands.result("request", "comment", made["uid"], "Shoes first.")
    attached = commands.result("request", "attach", made["uid"], notes, "--note", "How it was drawn")
    shown = commands("request", "show", made["uid"])
    listed = commands.result("request", "list", "--state", "draft")
    own = commands.result("request", "mine")

    assert (made["state"], made["next"]) == ("draft", ["submitted", "withdrawn"])
    assert (attached["name"], attached["n_bytes"]) == ("notes.txt", 13)
    assert "Colours of shoes: draft" in shown.out
    assert "missing: At least one approver is missing." in shown.out
    assert made["uid"] in [each["uid"] for each in listed["requests"]]
    assert [each["waits_for_you"] for each in own["requests"] if each["uid"] == made["uid"]] == ["submit"]


def test_what_is_missing_ends_the_command_with_every_reason(commands: Commands, tmp_path: Path) -> None:
    document = tmp_path / "request.json"
    document.write_text(json.dumps(DOCUMENT))

    ended = commands("--json", "request", "file", document, "--submit")

    assert ended.exit_code == 1
    fields = [each["field"] for each in json.loads(ended.out.splitlines()[-1])["error"]["reasons"]]
    assert fields[:2] == ["volumes", "schema"]


def test_a_draft_is_withdrawn_and_levels_are_set(commands: Commands, tmp_path: Path) -> None:
    document = tmp_path / "request.json"
    document.write_text(json.dumps(DOCUMENT))
    made = commands.result("request", "file", document)

    ended = commands.result("request", "step", made["uid"], "withdrawn")
    levels = commands.result("request", "levels", "--state", "submitted", "--hours", "8")["levels"]

    assert ended["state"] == "withdrawn"
    assert [(each["state"], each["hours"]) for each in levels][:2] == [("submitted", 8), ("feasible", 24)]
    assert commands("request", "start", made["uid"]).exit_code == 1


def test_a_document_that_is_none_is_refused(commands: Commands, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")

    ended = commands("request", "file", broken)

    assert ended.exit_code == 2
    assert "is no JSON document that can be read" in ended.err
