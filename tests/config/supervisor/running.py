"""`assay serve` as a process of its own, and a look at everything that belongs to it."""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from assay.config.postgres.leftovers import servers_in

# Seconds until the next line: a server of its own is made first, and others may be at work.
PATIENCE = 300

SERVE = "import sys; from pathlib import Path; from assay.config.supervisor import serve\n"
SERVE += "sys.exit(serve(port=int(sys.argv[1]), home=Path(sys.argv[2])))"
ROOT = Path(__file__).resolve().parents[3]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Processes are looked at through /proc.")


class Running:
    """Lines are read as they come, so that a test can wait for the one that it needs."""

    def __init__(self, script: str, home: Path, *, port: int, folder: Path) -> None:
        self.home = home
        self.lines: Queue[str | None] = Queue()
        self.seen: list[str] = []
        given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, str(port), str(home)],
            stderr=subprocess.PIPE, text=True, env=given, cwd=folder,
        )  # fmt: skip
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, pattern: str) -> str:
        while (line := self.lines.get(timeout=PATIENCE)) is not None:
            self.seen.append(line)
            if re.search(pattern, line):
                return line
        raise AssertionError(f"It ended without saying {pattern!r}: {self.seen}")

    def until_ready(self) -> str:
        return self.until("^Assay is ready").rpartition(" ")[2]

    def status(self, url: str) -> int:
        with urllib.request.urlopen(f"{url}/accounts/login/", timeout=30) as response:
            return int(response.status)

    def pids(self, word: str = "") -> list[int]:
        """The processes of this home but the supervisor itself: their environment names its folder."""
        ours = [pid for pid in all_pids() if f"={self.home}/files" in read(pid, "environ")]
        return [pid for pid in ours if word in read(pid, "cmdline")] + ([] if word else self.servers())

    def servers(self) -> list[int]:
        return servers_in(self.home / "postgres" / "data")

    def web(self) -> int:
        """The web server that the supervisor started, not the processes that it started in turn."""
        return next(pid for pid in self.pids("granian") if parent_of(pid) == self.process.pid)

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


def all_pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(errors="replace")
    except OSError:
        return ""


def parent_of(pid: int) -> int:
    return int(read(pid, "stat").rpartition(")")[2].split()[1])


@contextmanager
def running(home: Path, *, script: str = SERVE, port: int = 0, folder: Path = ROOT) -> Iterator[Running]:
    started = Running(script, home, port=port, folder=folder)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()
        started.reader.join(30)
        if started.process.stderr:
            started.process.stderr.close()
