import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tools import set_up


@pytest.mark.parametrize(
    "complaints",
    [
        "error: command 'gcc' failed: No such file or directory",
        "error: command '/usr/bin/cc' failed with exit code 1",
        "configure: error: no acceptable C compiler found in $PATH",
    ],
)
def test_a_missing_compiler_is_named(complaints: str) -> None:
    assert set_up.why_pip_failed(complaints) == (
        "A package has no ready-made build for this machine and there is no C compiler: install one "
        "(on Debian: apt-get install build-essential python3-dev) and run make again."
    )


def test_another_failure_points_to_what_pip_said(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = set_up.why_pip_failed("ERROR: No matching distribution found for django==99\n")

    assert sentence == (
        "The packages could not be installed; the lines above say why. Put that right and run make again."
    )
    assert capsys.readouterr().err == "ERROR: No matching distribution found for django==99\n"


def test_a_stamp_holds_until_a_file_or_the_python_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "STAMPS", tmp_path / "stamps")
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==5.2.19\n")
    set_up.note("packages", set_up.digest([lock], "3.11"))

    same = set_up.is_current("packages", set_up.digest([lock], "3.11"))
    other_python = set_up.is_current("packages", set_up.digest([lock], "3.12"))
    lock.write_text("django==5.2.20\n")
    other_lock = set_up.is_current("packages", set_up.digest([lock], "3.11"))

    assert (same, other_python, other_lock) == (True, False, False)


def test_a_missing_node_counts_as_too_old(tmp_path: Path) -> None:
    assert [set_up.node_version(None), set_up.node_version(str(tmp_path / "node"))] == [0, 0]


def test_the_locks_pin_every_package_once_and_name_no_host() -> None:
    names = [f"requirements{part}.lock" for part in ("", "-dev", "-learner", "-node", "-spark")]

    lines = [line for name in names for line in (ROOT / name).read_text().splitlines() if line[0] != "#"]

    packages = [line.partition("==")[0] for line in lines]
    assert len(set(packages)) == len(packages)
    assert [line for line in lines if "==" not in line or "/" in line or " " in line] == []
    assert sys.version_info >= set_up.OLDEST_PYTHON
