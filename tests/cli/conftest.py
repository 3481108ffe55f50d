"""Commands are tried on a real server."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.cli.credentials import Credentials
from assay.cli.replay import place
from tests.cli.serving import Commands


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[Credentials, Path]]:
    # pytest's own folders are closed to the account that PostgreSQL runs under when started by root.
    home = Path(tempfile.mkdtemp(prefix="assay-tests-cli-"))
    try:
        with place.temporary(home) as access:
            yield access, home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def commands(
    served: tuple[Credentials, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Commands:
    access, home = served
    # What points to the tests' own database must not lead a command there.
    for name in place.FOREIGN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return Commands(access, home, tmp_path, capsys, monkeypatch)
