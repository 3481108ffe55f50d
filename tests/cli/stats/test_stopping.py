"""`assay stats stopping` on plain files."""

import json
from pathlib import Path

import pytest

from assay.cli.main import run
from tests.cli.stats.plotting.test_pictures import words
from tests.stats.truth.crowds import crowd


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = crowd(51, n_items=80, n_workers=10, overlap=5)
    rows = zip(made.judgments.item, made.judgments.worker, made.judgments.label, strict=True)
    (tmp_path / "judgments.csv").write_text(
        "item,worker,label\n" + "".join(f"i{item},w{worker},c{label}\n" for item, worker, label in rows)
    )
    (tmp_path / "truth.csv").write_text(
        "item,label\n" + "".join(f"i{item},c{label}\n" for item, label in enumerate(made.truth[:60]))
    )
    return tmp_path


def arguments(folder: Path, *more: str) -> list[str]:
    return [
        "stats", "stopping", str(folder / "judgments.csv"), "--truth", str(folder / "truth.csv"),
        "--target", "0.8", "--calibrate-share", "0.4", *more,
    ]  # fmt: skip


def test_the_last_line_holds_the_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([*arguments(folder), "--json"])

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == 0
    counts = {key: found[key] for key in ("n_items", "n_scored", "n_gold", "judgments_available", "clock")}
    assert counts == {
        "n_items": 80,
        "n_scored": 36,
        "n_gold": 24,
        "judgments_available": 180,
        "clock": None,
    }
    assert found["n_target_stops"] + found["n_futility_stops"] + found["n_exhausted"] == 36
    assert found["saved_share"] == pytest.approx(1 - found["judgments_used"] / 180)
    assert found["mean_overlap"] == pytest.approx(found["judgments_used"] / 36)
    assert found["accuracy_target_stops_n"] == found["n_target_stops"] > 0
    assert 0.75 <= found["accuracy"] <= 1 >= found["accuracy_all"] >= 0.85


def test_a_sentence_says_it_to_a_layman(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(arguments(folder))

    said = capsys.readouterr().out
    assert "judgments were enough" in said
    assert "items stopped at the target of 80%" in said
    assert "The 24 gold items were judged in full" in said


def test_a_picture_shows_the_accuracies(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(arguments(folder, "--plot", str(folder / "stops.svg")))

    shown = words((folder / "stops.svg").read_text())
    assert {"all judgments (36)", "those used (36)", "target"} <= set(shown)
    assert "judgments were enough" in capsys.readouterr().out


def test_too_little_gold_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(arguments(folder, "--calibrate-share", "0"))

    assert "No item stopped at the target of 80%: 0 gold items" in capsys.readouterr().out


def test_the_seed_and_the_limit_are_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for _ in range(2):
        run([*arguments(folder, "--max-overlap", "3", "--seed", "4"), "--json"])
        lines.append(capsys.readouterr().out.splitlines()[-1])

    assert lines[0] == lines[1]
    assert json.loads(lines[0])["judgments_available"] == 108


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--target", "1.5"), "Target must be between 0 and 1, not 1.5."),
        (("--calibrate-share", "1"), "--calibrate-share must be from 0 to below 1, not 1.0."),
    ],
)
def test_what_cannot_be_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], sentence: str
) -> None:
    code = run(arguments(folder, *more))

    assert code != 0
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_a_truth_without_judgments_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "truth.csv").write_text("item,label\nelsewhere,c1\n")

    code = run(arguments(folder))

    assert code != 0
    assert "Fewer than two items have both judgments and truth." in " ".join(capsys.readouterr().err.split())
