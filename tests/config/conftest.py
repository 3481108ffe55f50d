import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.config.postgres import EmbeddedPostgres
from tests.config.postgres.homes import new_home


@pytest.fixture(scope="session")
def made_home() -> Iterator[Path]:
    """A home whose cluster exists already: making one takes a second."""
    with new_home() as path:
        with EmbeddedPostgres(path):
            pass
        yield path


@pytest.fixture
def home(made_home: Path) -> Iterator[Path]:
    with new_home() as path:
        subprocess.run(["/bin/cp", "-a", made_home, path], check=True)
        yield path


@pytest.fixture
def empty_home() -> Iterator[Path]:
    with new_home() as path:
        yield path
