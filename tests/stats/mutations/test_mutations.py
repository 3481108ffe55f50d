"""Every small change to truth and sampling fails a test, or survivors.md says why not. Run by `make deep`."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EXPLAINED = Path(__file__).with_name("survivors.md")
# mutmut's codes of a mutant that no test noticed, and of one that no test reached.
SURVIVED, UNREACHED = 0, 33
SETTINGS = """
[tool.pytest.ini_options]
pythonpath = ["src", "."]
addopts = ["--import-mode=importlib", "-m", "not deep and not slow"]
markers = ["slow: left out", "deep: left out"]

[tool.mutmut]
source_paths = ["src/assay"]
only_mutate = [{modules}]
# Messages are for people; types and lengths of arrays are written down for speed and for readers.
do_not_mutate_patterns = ["raise ", "dtype=", "np.fromiter", "strict=True"]
pytest_add_cli_args = ["-p", "no:django", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = [{tests}]
use_git_change_detection = false
"""
MODULES = {
    "truth": ["judgments", "passes", "pooling", "reading", "scoring"],
    "sampling": ["estimating", "proportion"],
}
TESTS = {
    "truth": ["judgments", "passes", "pooling", "reading", "scoring"],
    "sampling": ["edges", "estimating"],
}


@pytest.mark.deep
def test_every_mutant_is_found_or_explained(tmp_path: Path) -> None:
    copied_into(tmp_path)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2"]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=3600, check=False)

    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    survived, n = survivors(tmp_path)
    assert n > 500
    allowed = explained()
    assert {name: count for name, count in survived.items() if count > allowed.get(name, 0)} == {}


def copied_into(folder: Path) -> None:
    """The statistics alone: they need nothing of Assay, and its tests' database would be started for each mutant."""
    shutil.copytree(
        ROOT / "src/assay/stats", folder / "src/assay/stats", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(
        ROOT / "tests/stats", folder / "tests/stats", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "src/assay/__init__.py", folder / "src/assay")
    settings = SETTINGS.format(
        modules=listed(
            f"src/assay/stats/{part}/{name}.py" for part, names in MODULES.items() for name in names
        ),
        tests=listed(f"tests/stats/{part}/test_{name}.py" for part, names in TESTS.items() for name in names),
    )
    (folder / "pyproject.toml").write_text(settings)


def listed(paths: Iterable[str]) -> str:
    return ", ".join(f'"{path}"' for path in paths)


def survivors(folder: Path) -> tuple[Counter[str], int]:
    """How many mutants of each function no test noticed, and how many there were."""
    found: Counter[str] = Counter()
    n = 0
    for file in (folder / "mutants").rglob("*.meta"):
        for name, code in json.loads(file.read_text())["exit_code_by_key"].items():
            n += 1
            if code in {SURVIVED, UNREACHED}:
                found[readable(name)] += 1
    return found, n


def readable(name: str) -> str:
    """`assay.stats.truth.pooling.x_crowd_of__mutmut_2` is about truth.pooling.crowd_of."""
    return re.sub(r"__mutmut_\d+$", "", name).removeprefix("assay.stats.").replace(".x_", ".", 1)


def explained() -> dict[str, int]:
    """Lines `| function | at most | why |` of the table."""
    rows = re.findall(r"^\| `([^`]+)` \| (\d+) \| .+ \|$", EXPLAINED.read_text(), re.MULTILINE)
    return {name: int(most) for name, most in rows}


def test_what_survives_is_about_functions_there_are() -> None:
    for name in explained():
        part, module, function = name.split(".", 2)
        text = (ROOT / "src/assay/stats" / part / f"{module}.py").read_text()
        assert re.search(rf"def {function.split('ǁ')[-1]}\b", text), name
