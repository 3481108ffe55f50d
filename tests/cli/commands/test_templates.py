"""`assay template`: the gallery without a server."""

import json
from pathlib import Path

import pytest

from assay.cli.guidelines import parted
from assay.cli.main import run
from assay.projects.rules.gallery import CODES, gallery
from assay.projects.rules.label_schema import problems_of


def test_every_template_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["template", "list", "--json"])

    listed = json.loads(capsys.readouterr().out)["templates"]
    assert code == 0
    assert [each["code"] for each in listed] == list(CODES)


def test_a_template_is_printed_as_a_schema_to_publish(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["template", "show", "text-spans"])

    assert code == 0
    assert problems_of(json.loads(capsys.readouterr().out)) == []


@pytest.mark.parametrize("template", CODES)
def test_a_template_is_written_as_the_files_of_a_project(template: str, tmp_path: Path) -> None:
    code = run(["template", "show", template, "--into", str(tmp_path / "new")])

    [found] = [each for each in gallery() if each.code == template]
    guideline = parted((tmp_path / "new" / "guideline.md").read_text())
    rows = [json.loads(line) for line in (tmp_path / "new" / "tasks.jsonl").read_text().splitlines()]
    assert code == 0
    assert json.loads((tmp_path / "new" / "schema.json").read_text()) == found.schema
    assert [each.title for each in guideline.sections] == [each.title for each in found.guideline.sections]
    assert [each["external_id"] for each in rows] == [each.external_id for each in found.examples]


def test_a_template_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["template", "show", "nothing"])

    assert code != 0
    assert "There is no template nothing: see assay template list." in capsys.readouterr().err
