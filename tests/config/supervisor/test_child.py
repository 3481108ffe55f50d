"""Children are real processes here: they are killed, come back, and take what they started with them."""

import os
import signal
import time
from pathlib import Path

import pytest

from assay.config.postgres.leftovers import wait_until
from assay.config.supervisor.child import BackOff, Child, ending

SLEEP = "import time; time.sleep(600)"
WITH_GRANDCHILD = (
    "import subprocess, sys, time; p = subprocess.Popen(['/bin/sleep', '600']);"
    "open(sys.argv[1], 'w').write(str(p.pid)); time.sleep(600)"
)


def child(*arguments: str) -> Child:
    return Child("The worker", arguments, dict(os.environ))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("lives", "delays"),
    [
        ([1, 1, 1, 1], [0.5, 1, 2, 4]),
        ([1] * 9, [0.5, 1, 2, 4, 8, 16, 30, 30, 30]),
        ([1, 1, 60, 1], [0.5, 1, 0.5, 1]),
    ],
)
def test_every_death_doubles_the_wait_until_a_healthy_minute(lives: list[float], delays: list[float]) -> None:
    back_off = BackOff()

    assert [back_off.after_death(lived) for lived in lives] == delays


def test_a_killed_child_comes_back() -> None:
    worker = child("-c", SLEEP)
    worker.start()
    assert worker.process
    first = worker.process.pid
    assert worker.watch() is None

    os.kill(first, signal.SIGKILL)
    wait_until(lambda: worker.exit_code() is not None, 10)

    assert worker.watch() == "The worker ended (SIGKILL); it starts again in 0.5 s."
    assert worker.watch() is None
    worker.start_again_at = time.monotonic()
    assert worker.watch() == "The worker runs again."
    assert worker.process.pid != first
    worker.ask_to_end()
    worker.end(10)
    assert worker.exit_code() == -signal.SIGTERM


def test_an_ended_child_leaves_nothing_of_its_own_behind(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    web = child("-c", WITH_GRANDCHILD, str(noted))
    web.start()
    wait_until(lambda: noted.exists() and noted.read_text() != "", 20)
    grandchild = int(noted.read_text())
    assert is_alive(grandchild)

    web.ask_to_end()
    web.end(10)

    wait_until(lambda: not is_alive(grandchild), 10)
    assert not is_alive(grandchild)


def test_a_child_that_does_not_listen_is_ended_by_force() -> None:
    deaf = child(
        "-c", f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); {SLEEP}"
    )
    deaf.start()
    deaf.ask_to_end()

    deaf.end(0.5)

    assert deaf.exit_code() in (-signal.SIGKILL, -signal.SIGTERM)


def test_endings_are_named() -> None:
    assert [ending(1), ending(-9), ending(0)] == ["exit code 1", "SIGKILL", "exit code 0"]
