"""Real judgments that lie beside a checkout; they are not part of the project, and tests skip without them."""

import csv
import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("ASSAY_SHARED") or Path(__file__).resolve().parents[4] / "shared") / "data"


def folder_of(name: str) -> Path:
    found = FOLDER / name
    if not (found / "judgments.csv").is_file():
        pytest.skip(f"the real judgments of {name} are not beside this checkout")
    return found


def rows_of(name: str, file: str = "judgments.csv") -> list[dict[str, str]]:
    return list(csv.DictReader((folder_of(name) / file).read_text(encoding="utf-8").splitlines()))
