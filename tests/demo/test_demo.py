"""`assay demo` as people start it: processes of its own, an address that answers when all is ready, a clean end."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from assay.config.postgres.leftovers import servers_in, wait_until
from tests.config.postgres.homes import new_home

pytestmark = pytest.mark.slow
# Filling takes a minute or two; a machine that does much else may take long, but not for ever.
BOUND_SECONDS = 600
CAST = ("ana", "ade", "ben", "lea", "ravi", "mia", "omar", "rita", "noor", "nuno", "zoe", "ada")
SOURCE = Path(__file__).resolve().parents[2] / "src"


@contextmanager
def started(home: Path, *, port: int = 0, **environment: str) -> Iterator[subprocess.Popen[str]]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ASSAY_", "DATABASE_"))
    }
    given = {**clean, "PYTHONPATH": str(SOURCE), "ASSAY_DEMO_HOME": str(home), **environment}
    command = [sys.executable, "-m", "assay", "demo", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=given) as demo:
        watchdog = Timer(BOUND_SECONDS, demo.kill)
        watchdog.start()
        try:
            yield demo
        finally:
            watchdog.cancel()
            demo.kill()


def lines_until(demo: subprocess.Popen[str], last: str) -> list[str]:
    """What it says, up to a line that begins so (or its end)."""
    assert demo.stderr
    said = []
    for line in demo.stderr:
        said.append(line.rstrip("\n"))
        if line.startswith(last):
            break
    return said


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as response:
        return int(response.status)


def end(demo: subprocess.Popen[str]) -> int:
    demo.send_signal(signal.SIGINT)
    return demo.wait(60)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One for all tests of this module; filling it was broken off once, so that the first start begins it afresh."""
    with new_home() as path:
        with started(path) as demo:
            lines_until(demo, "Filling it")
            demo.kill()
            demo.wait(30)
        wait_until(lambda: servers_in(path / "postgres" / "data") == [], 30)
        yield path


def test_broken_off_it_begins_afresh_introduces_its_people_and_leaves_nothing_behind(home: Path) -> None:
    with started(home) as demo:
        said = lines_until(demo, "Ctrl-C")

        assert said[:3] == ["Starting PostgreSQL", "Bringing the database up to date", "Filling it"]
        [url] = [line.rpartition(" ")[2] for line in said if line.startswith("Assay is ready: ")]
        addresses = [found[0] for line in said if (found := re.search(r"http\S+/demo/sign-in/\S+", line))]
        assert addresses == [f"{url}/demo/sign-in/{key}/" for key in CAST]
        assert {status_of(address) for address in [url, *addresses]} == {200}
        assert end(demo) == 0

    wait_until(lambda: servers_in(home / "postgres" / "data") == [], 30)
    assert servers_in(home / "postgres" / "data") == []
    with pytest.raises(urllib.error.URLError):
        status_of(url)


def test_the_next_start_finds_everything_there(home: Path) -> None:
    with started(home) as demo:
        said = lines_until(demo, "Ctrl-C")

        [url] = [line.rpartition(" ")[2] for line in said if line.startswith("Assay is ready: ")]
        assert status_of(f"{url}/demo/sign-in/lea/") == 200
        assert end(demo) == 0


def test_a_busy_port_is_one_sentence(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with started(home, port=port) as demo:
            said = lines_until(demo, "never said")

            assert demo.wait(60) == os.EX_UNAVAILABLE
    assert len(said) == 1
    assert said[0].startswith(f"Port {port} on 127.0.0.1 is in use by another program")


def test_a_wrong_database_is_one_sentence(home: Path) -> None:
    with started(home, DATABASE_URL="postgresql://lea@127.0.0.1:1/assay") as demo:
        said = lines_until(demo, "never said")

        assert demo.wait(60) == os.EX_CONFIG
    assert len(said) == 1
    assert said[0].startswith("DATABASE_URL does not lead to a usable PostgreSQL: ")
