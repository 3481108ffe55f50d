"""Real recorded judgments, where they are: ASSAY_SHARED, else the folder `shared` beside the checkout."""

import csv
import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("ASSAY_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "data"
POINT = 0.01


def recorded(name: str) -> Path:
    """The folder of one recording; the test is skipped where it is not."""
    folder = FOLDER / name
    if not (folder / "judgments.csv").is_file():
        pytest.skip(f"No recordings in {FOLDER}: set ASSAY_SHARED to the folder that holds data/{name}.")
    return folder


def n_pairs(folder: Path) -> int:
    """Rows less repeats, counted by the simplest means there are."""
    with (folder / "judgments.csv").open(newline="", encoding="utf-8") as source:
        return len({(row["item"], row["worker"]) for row in csv.DictReader(source)})


def baseline(name: str, method: str) -> float | None:
    """The accuracy that crowd-kit reaches; None where it was not measured."""
    with (FOLDER / "baselines.csv").open(newline="", encoding="utf-8") as source:
        for row in csv.DictReader(source):
            if (row["name"], row["method"]) == (name, method) and row["accuracy"]:
                return float(row["accuracy"])
    return None
