"""What a supervisor that was killed leaves behind. Called under the home's lock only.

Whoever holds the lock is the only supervisor, so every PostgreSQL process in this data folder is an orphan
of a dead one. It is told to stop, and waited for. Only then may its lock files go: PostgreSQL itself takes a
zombie, or any process that was given the same number since, for a living server and would never start again.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from assay.config.faults import CannotStart

# First as politely as a shutdown can be, then without a checkpoint (the log is replayed), then by force.
STEPS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))


def clear_leftovers(data: Path, *, steps: tuple[tuple[signal.Signals, float], ...] = STEPS) -> None:
    for number, seconds in steps:
        if not (orphans := servers_in(data)):
            break
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        wait_until(lambda: not servers_in(data), seconds)
    if orphans := servers_in(data):
        raise CannotStart(
            f"A PostgreSQL that nobody watches still runs in {data} and does not stop: "
            f"end it with `kill -9 {orphans[0]}`."
        )
    (data / "postmaster.pid").unlink(missing_ok=True)


def clear_sockets(folder: Path) -> None:
    """The socket and its lock file, once no server is left that could own them."""
    for left in folder.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def wait_until(reached: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not reached() and time.monotonic() < until:
        time.sleep(0.05)


def servers_in(data: Path) -> list[int]:
    """Living processes that work in this folder. PostgreSQL's all do; a zombie works nowhere."""
    if sys.platform == "linux":
        folder = data.resolve()
        return [pid for pid in all_pids() if works_in(pid, folder)]
    return [pid for pid in pid_in_file(data) if is_postgres(pid)]


def all_pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def works_in(pid: int, folder: Path) -> bool:
    try:
        process = Path(f"/proc/{pid}")
        return (process / "cwd").readlink() == folder and (process / "comm").read_text().startswith(
            "postgres"
        )
    except OSError:
        return False


def pid_in_file(data: Path) -> list[int]:
    try:
        return [int((data / "postmaster.pid").read_text().split()[0])]
    except (OSError, ValueError, IndexError):
        return []


def is_postgres(pid: int) -> bool:
    command = ["/bin/ps", "-o", "comm=", "-p", str(pid)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip().endswith("postgres")
