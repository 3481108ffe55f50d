"""A whole Assay with a database that keeps what it acknowledges, its clients, and a hand that kills its processes."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # Rows and documents are what the statement or the address says.
from uuid import uuid4

import httpx
import psycopg

from assay.cli.credentials import Credentials
from assay.cli.replay.place import TOKEN_FILE, environment
from assay.config.postgres import running_url
from assay.config.supervisor import Platform
from tests.config.postgres.homes import new_home
from tests.config.supervisor.running import all_pids, parent_of, read

LONGEST_SECONDS = 100.0


@dataclass
class Place:
    platform: Platform
    access: Credentials

    def until(self, is_so: Any) -> None:  # Any callable that gives something true in the end.
        """Watch over the processes until it is so: a supervisor at work."""
        ends_at = time.monotonic() + LONGEST_SECONDS
        while not is_so():
            assert time.monotonic() < ends_at, "It took too long."
            self.platform.watch()
            time.sleep(0.05)

    def rows(self, statement: Any, *params: object) -> list[tuple[Any, ...]]:  # Literal text in every caller.
        with psycopg.connect(running_url(self.platform.home) or "") as connection:
            return connection.execute(statement, params).fetchall()

    def number(self, statement: Any, *params: object) -> int:  # As `rows`.
        with suppress(psycopg.OperationalError):
            return int(self.rows(statement, *params)[0][0])
        return -1

    def pid_of(self, name: str) -> int:
        [child] = [child for child in self.platform.children if child.name == name]
        assert child.process
        return child.process.pid

    def kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def kill_web(self) -> None:
        self.kill(self.pid_of("The web server"))

    def kill_web_worker(self) -> None:
        """One of the processes that answer requests."""
        web = self.pid_of("The web server")
        below = [
            pid for pid in all_pids() if parent_of_or_none(pid) == web and "granian" in read(pid, "cmdline")
        ]
        self.kill(below[-1])

    def kill_worker(self) -> None:
        self.kill(self.pid_of("The worker"))

    def kill_postgres(self) -> None:
        assert self.platform.postgres
        self.kill(self.platform.postgres.process.pid)  # type: ignore[union-attr]  # It runs.

    def kill_backend(self) -> None:
        """A process of PostgreSQL that serves one connection: the others are thrown out with it."""
        busy = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        self.kill(self.rows(busy)[0][0])


def parent_of_or_none(pid: int) -> int | None:
    with suppress(IndexError, ValueError):
        return parent_of(pid)
    return None


@contextmanager
def running_place() -> Iterator[Place]:
    with new_home() as home, tempfile.TemporaryDirectory() as folder:
        token = Path(folder) / "token"
        wanted = {"ASSAY_RATE_PER_MINUTE": "0", "ASSAY_WEB_WORKERS": "2", TOKEN_FILE: str(token)}
        with environment(**wanted), Platform(port=0, home=home) as platform:
            platform.finish("Creating an administrator", "assay.cli.replay.bootstrap:create_administrator")
            yield Place(platform, Credentials(platform.url, token.read_text().strip()))


@dataclass
class Client(threading.Thread):
    """Somebody who works until nothing is left, and sends again what was not answered."""

    url: str
    token: str
    project: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    n_again: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        with httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=20) as http:
            tasks = self.step(http, None)["tasks"]
            while tasks:
                tasks = self.answer(http, tasks[0])["tasks"]

    def answer(self, http: httpx.Client, task: dict[str, Any]) -> dict[str, Any]:
        submission = {
            "claim": task["claim"],
            "client_key": uuid4().hex,
            "schema_version": task["schema_version"],
            "answers": {"label": "yes"},
            "handling_seconds": 1,
        }
        answered = self.step(http, submission)
        self.acknowledged[submission["client_key"]] = answered["receipt"]["judgment"]
        return answered

    def step(self, http: httpx.Client, submission: dict[str, Any] | None) -> dict[str, Any]:
        body = {"project": self.project, "n": 1, "submit": submission}
        ends_at = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < ends_at:
            with suppress(httpx.TransportError):
                response = http.post("/work/step", json=body)
                if response.status_code == 200:
                    found: dict[str, Any] = response.json()
                    return found
                assert response.status_code >= 500, response.text
            self.n_again += 1
            time.sleep(0.1)
        raise AssertionError("The server did not come back.")
