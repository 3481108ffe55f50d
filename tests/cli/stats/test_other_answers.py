"""`assay stats numbers` and `pairs`, and the picture of contributors."""

import csv
import json
from pathlib import Path

import pytest

from assay.cli.main import run

NUMBERS = "item,worker,label\na,Ana,1\na,Ade,3\nb,Ana,5\nb,Ade,7\na,Ana,99\n"
# Everything beat something and lost to something, but d always beats e.
PAIRS = "left,right,label\na,b,left\nb,c,left\nc,a,left\na,b,left\na,c,tie\nd,e,left\n"


def written(path: Path, text: str) -> str:
    path.write_text(text)
    return str(path)


def result(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_numbers_have_a_value_with_its_interval(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = written(tmp_path / "crowd.csv", NUMBERS), tmp_path / "values.csv"

    assert run(["stats", "numbers", path, "--out", str(out), "--json"]) == 0

    found = result(capsys)
    assert (found["n_judgments"], found["n_repeats"], found["mean_value"]) == (4, 1, 4.0)
    # Pooled variance 2 with two degrees of freedom, two numbers each: t is 4.3027, the error 1.
    assert found["mean_half_width"] == pytest.approx(4.3027, abs=1e-4)
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert [(row["item"], row["value"], row["n_judgments"]) for row in rows] == [
        ("a", "2", "2"),
        ("b", "6", "2"),
    ]
    assert float(rows[0]["low"]) == pytest.approx(2 - 4.3027, abs=1e-4)


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("mean", "±4.3 on average"),
        ("median", "No value has an interval"),
        ("weighted", "largest bias of a person"),
    ],
)
def test_numbers_are_explained(
    method: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, plot = written(tmp_path / "crowd.csv", NUMBERS), tmp_path / "plot.svg"

    assert run(["stats", "numbers", path, "--method", method, "--plot", str(plot)]) == 0

    text = capsys.readouterr().out
    assert said in text
    assert "1 repeated rows were left out" in text
    assert "Values of 2 items" in plot.read_text()


def test_pairs_are_ordered_within_what_can_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "pairs.csv", PAIRS)

    assert run(["stats", "pairs", path, "--json"]) == 0

    found = result(capsys)
    strengths = found["strengths"]
    assert isinstance(strengths, list)
    assert [row["name"] for row in strengths][:3] == ["a", "c", "b"]
    assert [row["strength"] for row in strengths][3:] == [None, None]
    assert (found["n_judgments"], found["n_groups"]) == (6, 3)
    assert strengths[0]["low"] < strengths[0]["strength"] < strengths[0]["high"]


def test_pairs_are_explained_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, plot = written(tmp_path / "pairs.csv", PAIRS), tmp_path / "plot.svg"

    assert run(["stats", "pairs", path, "--plot", str(plot)]) == 0

    text = capsys.readouterr().out
    assert "a is the strongest of the largest group; it is preferred to c" in text
    assert "Their intervals overlap" in text
    assert "3 groups that cannot be compared" in text
    assert "Strength of 5 things" in plot.read_text()


def test_where_nothing_can_be_ordered_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, plot = written(tmp_path / "pairs.csv", "left,right,label\na,b,left\n"), tmp_path / "plot.svg"

    assert run(["stats", "pairs", path, "--plot", str(plot)]) == 0

    assert "Nothing can be ordered" in capsys.readouterr().out
    assert plot.exists()


@pytest.mark.parametrize(
    ("command", "text", "said"),
    [
        (
            "numbers",
            "item,worker,label\na,Ana,1\na,Ade,much\n",
            "row 2 below the header has 'much' as its label",
        ),
        ("numbers", "item,worker,label\na,Ana,nan\n", "row 1 below the header has 'nan'"),
        ("numbers", "item,worker,label\n,Ana,1\n", "row 1 below the header has no item"),
        ("numbers", "item,worker\na,Ana\n", "has no column label"),
        ("pairs", "left,right,label\na,b,left\na,b,better\n", "row 2 below the header has 'better'"),
        ("pairs", "left,right,label\na,a,tie\n", "row 1 below the header compares a with itself"),
        ("pairs", "left,right,label\n", "has no rows"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_row(
    command: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["stats", command, written(tmp_path / "file.csv", text)]) != 0

    assert said in capsys.readouterr().err


def test_contributors_are_drawn_with_their_intervals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"{item},{worker},{'y' if item % 2 or worker == 'Zoe' else 'n'}" for item in range(20)
            for worker in ("Ana", "Ade", "Ben", "Zoe")]  # fmt: skip
    path = written(tmp_path / "crowd.csv", "item,worker,label\n" + "\n".join(rows) + "\n")
    plot = tmp_path / "plot.svg"

    assert run(["stats", "truth", path, "--plot", str(plot)]) == 0

    drawn = plot.read_text()
    assert "Agreement of contributors with the labels: 4" in drawn
    assert "Zoe (20)" in drawn
    assert "Zoe agrees least" in drawn
    capsys.readouterr()


def test_auto_uses_the_pace_of_a_file_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{item},{worker},{'yn'[item % 2]},{5 + item % 3 * 20},2020-01-{item + 1:02}"
            for item in range(30) for worker in ("Ana", "Ade", "Ben")]  # fmt: skip
    path = written(tmp_path / "crowd.csv", "item,worker,label,seconds,timestamp\n" + "\n".join(rows) + "\n")

    assert run(["stats", "truth", path, "--json"]) == 0

    notes = result(capsys)["notes"]
    assert isinstance(notes, list)
    assert any("given in less than half their usual time do not prove less" in note for note in notes)
    assert any("given among people's first ten do not prove less" in note for note in notes)
