"""The front end's own tests, and that it says nothing that the catalogues of the interface do not know."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from assay.web.contributor.words import SENTENCES

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
SAID = re.compile(r"\bt\(\s*\"((?:[^\"\\]|\\.)*)\"")


def test_the_units_of_the_front_end() -> None:
    npm = shutil.which("npm")
    if npm is None or not (FRONTEND / "node_modules").is_dir():
        pytest.skip("The front end's packages are not installed: run `make setup`.")

    ran = subprocess.run([npm, "test"], cwd=FRONTEND, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_sentence_of_the_workbench_can_be_translated() -> None:
    said = {
        sentence
        for source in (FRONTEND / "src" / "bench").glob("*.ts")
        for sentence in SAID.findall(source.read_text(encoding="utf-8"))
    }

    assert sorted(said) == sorted(SENTENCES)
