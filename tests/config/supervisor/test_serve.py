"""Everything together, as real processes: ready, killed, back again, ended with nothing left."""

import os
import signal
import socket
from pathlib import Path

import pytest

from assay.config.postgres.leftovers import wait_until
from assay.config.supervisor.checks import free_port
from tests.config.supervisor.running import Running, linux_only, running

pytestmark = linux_only
DEMO = """
import sys; from pathlib import Path; from assay.config.supervisor import demo
from tests.config.supervisor import seeds
sys.exit(demo(port=int(sys.argv[1]), home=Path(sys.argv[2]), seed=seeds.{seed}))
"""


def nothing_is_left(started: Running) -> bool:
    wait_until(lambda: not started.pids(), 30)
    return started.pids() == []


def test_killed_processes_come_back_and_ctrl_c_leaves_nothing_behind(home: Path) -> None:
    with running(home) as started:
        url = started.until_ready()
        assert started.status(url) == 200

        os.kill(started.web(), signal.SIGKILL)
        started.until(r"^The web server ended \(SIGKILL\); it starts again in 0.5 s\.$")
        started.until(r"^The web server runs again\.$")
        [postmaster] = [pid for pid in started.servers() if not_a_child(pid, started)]
        os.kill(postmaster, signal.SIGKILL)
        started.until(r"^PostgreSQL ended; it starts again in")
        started.until(r"^PostgreSQL runs again\.$")
        wait_until(lambda: answers(started, url), 30)
        assert started.status(url) == 200

        assert started.end() == 0
        assert nothing_is_left(started)


def not_a_child(pid: int, started: Running) -> bool:
    """The postmaster: the others of its kind are its children."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1] == str(started.process.pid)


def answers(started: Running, url: str) -> bool:
    try:
        return started.status(url) == 200
    except OSError:
        return False


def test_a_killed_supervisor_leaves_nothing_behind(home: Path) -> None:
    with running(home) as started:
        started.until_ready()

        started.process.kill()

        assert nothing_is_left(started)


def test_ctrl_c_during_the_start_leaves_nothing_behind(home: Path) -> None:
    with running(home) as started:
        started.until("^Bringing the database up to date$")

        assert started.end() == 0
        assert nothing_is_left(started)


def test_a_busy_port_is_one_sentence_and_nothing_is_started(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with running(home, port=port) as started:
            said = started.until("in use by another program")

            assert started.process.wait(60) == os.EX_UNAVAILABLE
            assert started.seen == [said]
            assert nothing_is_left(started)


def test_nobody_is_let_in_before_the_demo_is_filled(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port("127.0.0.1", 0)
    monkeypatch.setenv("TEST_URL", f"http://127.0.0.1:{port}")

    with running(home, script=DEMO.format(seed="tell_whether_it_answers"), port=port) as started:
        url = started.until_ready()

        assert "While filling: ConnectionRefusedError, 0 users" in started.seen
        assert started.status(url) == 200
        assert started.end() == 0


def test_a_demo_that_cannot_be_filled_says_so(home: Path) -> None:
    with running(home, script=DEMO.format(seed="break_down")) as started:
        started.until("^RuntimeError: The example data are broken.$")
        started.until("^Filling it failed: the lines above say why.$")

        assert started.process.wait(60) == os.EX_SOFTWARE
        assert nothing_is_left(started)
