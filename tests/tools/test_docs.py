"""The generated reference is as the code would have it."""

import pytest

from tools import docs
from tools.reference import environment
from tools.reference.layout import table


def test_the_reference_is_current() -> None:
    assert docs.stale() == [], "docs/reference/ is stale: run make docs, and commit what it writes."


def test_every_command_is_described_with_its_parameters() -> None:
    text = docs.pages()["cli.md"]

    assert "## assay release verify" in text
    assert "| `--overlap` | At most so many judgments per item. |" in text
    assert "| 7 | what was verified is not as it was |" in text


def test_every_variable_that_the_code_reads_has_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(environment.SENTENCES, "ASSAY_FACTS")

    with pytest.raises(SystemExit, match=r"without a sentence \{'ASSAY_FACTS'\}"):
        environment.pages()


def test_a_sign_of_tables_in_a_cell_is_no_column() -> None:
    assert table(["A"], [["x | y\nz"]]) == "| A |\n| --- |\n| x \\| y z |"
