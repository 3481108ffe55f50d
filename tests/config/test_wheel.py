"""What an organisation installs: the wheel alone, without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, below, templates
from tests.config.supervisor.running import SERVE, linux_only, running


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", folder, ROOT], check=True, cwd=folder, stdin=subprocess.DEVNULL)
    [wheel] = folder.glob("assay-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_everything_that_is_not_python_is_in_the_wheel(installed: Path) -> None:
    compiled = [path.with_suffix(".mo") for path in below("src", suffix=".po")]
    needed = [*templates(), *below("src", suffix=".sql"), *compiled]

    assert [path for path in needed if not (installed / path.relative_to(ROOT / "src")).exists()] == []


def test_the_bundle_of_the_front_end_is_in_the_wheel(installed: Path) -> None:
    if not (ROOT / "frontend" / "package.json").exists():
        pytest.skip("There is no front end yet.")

    assert list((installed / "assay" / "web" / "static" / "bundle").glob("**/*.js")) != []


@linux_only
def test_an_installed_wheel_serves(installed: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(installed))
    script = f"import assay; assert assay.__file__.startswith({str(installed)!r})\n{SERVE}"

    with running(home, script=script, folder=installed) as started:
        url = started.until_ready()

        assert started.status(url) == 200
        assert started.end() == os.EX_OK
