"""`assay stats truth` with costs, and with a report of each contributor."""

import csv
import json
from pathlib import Path

import pytest

from assay.cli.main import run

# Three say good where one says bad; missing something bad costs ten times as much as the other mistake.
JUDGMENTS = "item,worker,label\n" + "".join(
    f"{item},{worker},{'bad' if worker in wary else 'good'}\n"
    for item, wary in {"a": "Ana Ade", "b": "Ana", "c": "Ana Ade Zoe", "d": ""}.items()
    for worker in ("Ana", "Ade", "Zoe", "=Mia")
)


@pytest.fixture
def judgments(tmp_path: Path) -> Path:
    path = tmp_path / "judgments.csv"
    path.write_text(JUDGMENTS)
    return path


def costs(path: Path, text: str) -> str:
    file = path.with_name("costs.csv")
    file.write_text(text)
    return str(file)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text().splitlines()))


def result(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_labels_are_those_that_cost_least(judgments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = judgments.with_name("labels.csv")
    prices = costs(judgments, "truth,answer,cost\nbad,good,10\n")

    code = run(
        [
            "stats",
            "truth",
            str(judgments),
            "--method",
            "majority",
            "--cost",
            prices,
            "--out",
            str(out),
            "--json",
        ]
    )

    assert code == 0, capsys.readouterr().err
    labels = {row["item"]: (row["label"], row["probability"]) for row in rows_of(out)}
    assert labels == {
        "a": ("bad", "0.500000"), "b": ("bad", "0.250000"), "c": ("bad", "0.750000"), "d": ("good", "1.000000"),
    }  # fmt: skip
    found = result(capsys)
    assert found["expected_cost"] == pytest.approx((0.5 + 0.75 + 0.25 + 0) / 4)
    assert float(str(found["expected_cost_most_probable"])) > float(str(found["expected_cost"]))


def test_reports_say_what_was_learnt_of_each(judgments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = judgments.with_name("people.csv")

    code = run(["stats", "truth", str(judgments), "--method", "majority", "--reports", str(out)])

    assert code == 0, capsys.readouterr().err
    rows = rows_of(out)
    assert [(row["worker"], row["n"]) for row in rows] == [
        ("Ana", "4"),
        ("Ade", "4"),
        ("Zoe", "4"),
        ("'=Mia", "4"),
    ]
    assert list(rows[0])[-4:] == ["bad as bad", "bad as good", "good as bad", "good as good"]
    assert all(
        float(row["quality_low"]) <= float(row["quality"]) <= float(row["quality_high"]) for row in rows
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("truth,answer\nbad,good\n", "has no column cost"),
        ("truth,answer,cost\nbad,good,ten\n", "row 1 below the header has no cost that is a number"),
        ("truth,answer,cost\nbad,ugly,1\n", "ugly is not among the labels"),
    ],
)
def test_a_wrong_file_of_costs_is_a_sentence(
    judgments: Path, capsys: pytest.CaptureFixture[str], text: str, why: str
) -> None:
    assert run(["stats", "truth", str(judgments), "--cost", costs(judgments, text)]) == 2
    assert why in " ".join(capsys.readouterr().err.split())
