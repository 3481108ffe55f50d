"""The measuring itself works: every part for real, in small. What it measures is asserted nowhere: see `make bench`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any  # Results are JSON.

import pytest

from bench import engine_lines, pgbench, report
from bench.__main__ import PARTS
from bench.client import claims_in

ROOT = Path(__file__).resolve().parents[2]


def measured(folder: Path, *parts: str) -> dict[str, Any]:
    """The results of a quick run of these parts, all of them where none is named."""
    only = [word for part in parts for word in ("--only", part)]
    command = [sys.executable, "-m", "bench", "--quick", "--into", str(folder), *only]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSAY_")}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1_800, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    [file] = folder.glob("*.json")
    assert (folder / "latest.md").read_text().startswith("# Quick run")
    found: dict[str, Any] = json.loads(file.read_text())
    return found


@pytest.mark.slow
def test_the_hot_path_and_long_work_are_measured_in_small(tmp_path: Path) -> None:
    found = measured(tmp_path, "hot_path", "bulk")

    assert (found["is_quick"], sorted(found["parts"])) == (True, ["bulk", "hot_path"])
    assert found["parts"]["hot_path"]["is_sound"]
    assert found["parts"]["bulk"]["n_tasks"] == found["parts"]["bulk"]["n_labels"] == 1_000


@pytest.mark.deep
def test_every_part_measures_in_small(tmp_path: Path) -> None:
    assert sorted(measured(tmp_path)["parts"]) == sorted(PARTS)


def test_pgbench_runs_the_statements_of_the_platform() -> None:
    script = pgbench.script(10)

    assert "%(" not in script
    assert script.count("INSERT INTO work_judgment") == 10
    assert script.count("INSERT INTO work_claim") == 2
    assert script.count("pg_advisory_xact_lock") == 2


def test_the_clients_answer_the_tasks_and_not_the_receipts() -> None:
    receipt, task = "01936f2e-7d4a-7c31-9b5e-0c4f6a1d2e3b", "01936f2e-7d4a-7c31-9b5e-0c4f6a1d2e3c"
    body = (
        f'{{"receipt":{{"claim":"{receipt}"}},"tasks":[{{"claim" : "{task}", "task" : "x"}}],"nothing":null}}'
    )

    assert claims_in(body.encode()) == [task]


def test_a_missed_promise_is_said() -> None:
    body = {
        "n_many_open": 5_000_000,
        "n_few_open": 10_000,
        "n_judged": 50_000,
        "many_to_few": {"ratio": 1.6, "from": 1.4, "to": 1.8},
        "worked_to_new": {"ratio": 1.1, "from": 1.0, "to": 1.2},
        "median_ms": {"few": 1.0, "many": 1.6, "worked": 1.7},
    }

    lines = [report.shown(line) for line in report.claims(body)]

    assert lines[0].endswith("| 1.6× (middle half of blocks 1.4–1.8) | ≤ 1.5× | no |")
    assert lines[1].endswith("| 1.1× (middle half of blocks 1.0–1.2) | ≤ 1.5× | yes |")


def test_a_slower_engine_is_said() -> None:
    found = {
        "sets": {"small": {"ratio": 90.0, "assay_ms": 1.0, "crowd_kit_ms": 90.0}},
        "ratio": 90.0,
    }
    slow_reading = {"n": 10, "ratio": 1.3, "assay_seconds": 1.3, "polars_seconds": 1.0}

    lines = [
        report.shown(line) for line in (*engine_lines.iterations(found), engine_lines.read(slow_reading))
    ]

    assert lines[1] == "| Geometric mean of these | 90.0× | ≥ 100× | no |"
    assert lines[2].endswith("| 1.3× (1.3 s, polars 1.0 s) | ≤ 1.2× | no |")
