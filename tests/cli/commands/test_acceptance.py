"""What the command line makes of a list of flags and of the settings of qrels."""

from pathlib import Path

import pytest

from assay.cli.commands.acceptance import _rows
from assay.cli.commands.delivery import _qrels
from assay.cli.outcome import Failed

SHARED = {"question": "match", "subject": "", "reason": "As said.", "answer": ""}


def test_typed_items_and_lines_of_a_file_share_what_they_do_not_say(tmp_path: Path) -> None:
    file = tmp_path / "flags.csv"
    file.write_text("external_id,reason\nb,Other brand\nc,\n", encoding="utf-8")

    rows = list(_rows(["a"], file, SHARED))

    assert [(row["external_id"], row["question"], row["reason"]) for row in rows] == [
        ("a", "match", "As said."),
        ("b", "match", "Other brand"),
        ("c", "match", "As said."),
    ]


def test_a_file_without_its_column_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "flags.csv"
    file.write_text("id\na\n", encoding="utf-8")

    with pytest.raises(Failed, match="The column external_id is missing"):
        list(_rows([], file, SHARED))


def test_qrels_name_a_question_and_grades() -> None:
    assert _qrels("relevance:exact=2, off=-1") == {"question": "relevance", "grades": {"exact": 2, "off": -1}}
    assert _qrels("") == {"question": "", "grades": {}}
    with pytest.raises(Failed, match="exact=high is no grade"):
        _qrels("relevance:exact=high")
