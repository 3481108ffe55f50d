"""Recorded judgments through a real platform: nothing lost, nothing doubled, the same labels both ways."""

import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.cli.outcome import ExitCode
from assay.cli.replay.recording import read_recording
from tests.architecture.sources import ROOT
from tests.cli.running import assay
from tests.cli.serving import Commands

REAL = ROOT.parent / "shared" / "data"
SPANS_NUMBERS = {"emotion_numeric"}


def recording(folder: Path, n_items: int = 12) -> Path:
    """Four people on every item; the last is often wrong, and the first is recorded twice on the first item."""
    lines = ["item,worker,label,seconds", "i0,w0,yes,1.5", "i0,w0,no,1.5"]
    for nth in range(n_items):
        for who in range(4):
            if (nth, who) != (0, 0):
                is_wrong = who == 3 and nth % 2 == 1
                lines.append(f"i{nth},w{who},{'yes' if (nth % 3 == 0) != is_wrong else 'no'},2")
    file = folder / "judgments.csv"
    file.write_text("\n".join(lines) + "\n")
    truth = [f"i{nth},{'yes' if nth % 3 == 0 else 'no'}" for nth in range(n_items)]
    (folder / "truth.csv").write_text("item,label\n" + "\n".join(truth) + "\n")
    return file


def labels(folder: Path) -> dict[str, str]:
    rows = csv.DictReader((folder / "labels.csv").read_text().splitlines())
    return {row["external_id"]: row["value"] for row in rows}


def test_both_ways_give_the_same_labels(commands: Commands) -> None:
    file = recording(commands.folder)

    results = [
        commands.result("replay", file, "--truth", "truth.csv", "--through", way, "--out", way, "--seed", 3)
        for way in ("api", "bulk")
    ]

    for result in results:
        result.pop("seconds")
        result.pop("release")
    assert results[0] == results[1]
    assert {name: results[0][name] for name in ("n_tasks", "n_judgments", "n_repeats", "n_contributors")} == {
        "n_tasks": 12,
        "n_judgments": 48,
        "n_repeats": 1,
        "n_contributors": 4,
    }
    assert (results[0]["n_labels"], results[0]["n_truth"], results[0]["accuracy"]) == (12, 12, 1.0)
    assert labels(commands.folder / "api") == labels(commands.folder / "bulk")
    assert commands("release", "verify", "api").exit_code == ExitCode.OK


def test_the_overlap_may_be_smaller_than_the_recorded_one(commands: Commands) -> None:
    file = recording(commands.folder)

    result = commands.result("replay", file, "--through", "bulk", "--overlap", 2, "--method", "majority")

    assert (result["n_judgments"], result["n_beyond_overlap"], result["n_contributors"]) == (24, 24, 2)
    assert (result["accuracy"], result["accuracy_interval"], result["n_truth"]) == (None, None, 0)
    assert Path(result["release"]).name == f"{commands.folder.name}-release"


@pytest.fixture
def temporary() -> Iterator[Path]:
    """Where the temporary server lives; open to the account that PostgreSQL runs under when started by root."""
    with tempfile.TemporaryDirectory(prefix="assay-tests-replay-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.slow
def test_without_a_sign_in_it_has_a_server_of_its_own_and_leaves_nothing_behind(
    tmp_path: Path, temporary: Path
) -> None:
    file = recording(tmp_path, 3)
    own = {"XDG_CONFIG_HOME": str(tmp_path), "ASSAY_HOME": str(tmp_path / "home"), "TMPDIR": str(temporary)}

    ran = assay("replay", str(file), "--out", str(tmp_path / "out"), "--json", **own)

    assert (ran.exit_code, ran.result["n_judgments"]) == (ExitCode.OK, 12), ran.err
    assert len(ran.out.splitlines()) == 1
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "home").exists()


@pytest.mark.slow
def test_ended_by_a_signal_it_leaves_nothing_behind(tmp_path: Path, temporary: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ASSAY_")}
    own = {"XDG_CONFIG_HOME": str(tmp_path), "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT / "src")}
    command = [
        sys.executable,
        "-m",
        "assay",
        "replay",
        str(recording(tmp_path)),
        "--out",
        str(tmp_path / "out"),
    ]

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean | own) as running:
        assert running.stderr
        seen = [line for line in iter(running.stderr.readline, "Creating contributors\n") if line]
        running.send_signal(signal.SIGTERM)
        rest = running.stderr.read()

    assert running.returncode == ExitCode.INTERRUPTED, (seen, rest)
    assert rest.endswith("Interrupted.\n")
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not REAL.is_dir(), reason="The real recordings are not on this machine.")
def test_every_real_recording_can_be_played_but_those_of_numbers() -> None:
    for file in sorted(REAL.glob("*/judgments.csv")):
        if file.parent.name in SPANS_NUMBERS:
            with pytest.raises(Exception, match="Round them into classes first"):
                read_recording(file)
        else:
            found = read_recording(file)
            assert (found.n_bad_rows, len(found.judgments) > 0) == (0, True), file.parent.name


@pytest.mark.skipif(not REAL.is_dir(), reason="The real recordings are not on this machine.")
def test_a_real_recording_gives_the_same_labels_both_ways(commands: Commands) -> None:
    file = REAL / "weather_cf" / "judgments.csv"
    truth = file.with_name("truth.csv")

    found = {
        way: commands.result("replay", file, "--truth", truth, "--through", way, "--out", way)
        for way in ("api", "bulk")
    }

    assert [each["n_judgments"] for each in found.values()] == [1720, 1720]
    assert found["api"]["accuracy"] == found["bulk"]["accuracy"]
    assert labels(commands.folder / "api") == labels(commands.folder / "bulk")
    manifest = json.loads((commands.folder / "api" / "manifest.json").read_text())
    assert manifest["n_labels"] == 300
