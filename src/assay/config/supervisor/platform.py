"""All processes of one Assay: PostgreSQL, the worker of the jobs, the web server."""

import http.client
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from assay.config.faults import CannotStart
from assay.config.home import default_home, make_home
from assay.config.postgres import EmbeddedPostgres
from assay.config.supervisor.checks import check_database, free_port
from assay.config.supervisor.child import BackOff, Child
from assay.config.supervisor.surroundings import surroundings

Say = Callable[[str], None]
CALL = ("-m", "assay.config.supervisor.call")
KERNELS = "assay.stats.compiling:compile_kernels"
# A job that is not done by then is taken up again at the next start: jobs are idempotent.
STOPPING_SECONDS = 15.0
READY_SECONDS = 120.0


def silent(_: str) -> None:
    """Say nothing."""


@dataclass
class Platform:
    """`with Platform(...) as platform:` runs it; `watch` keeps it alive. `port` 0 takes any free one."""

    port: int = 8000
    host: str = "127.0.0.1"
    home: Path = field(default_factory=default_home)
    is_demo: bool = False
    seed: Callable[[], None] | None = None
    say: Say = silent
    postgres: EmbeddedPostgres | None = None
    environment: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    back_off: BackOff = field(default_factory=BackOff)
    postgres_since: float = 0.0
    postgres_again_at: float | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def start(self) -> None:
        """The web server comes last: an address that answers means that all is ready."""
        make_home(self.home)
        self.port = free_port(self.host, self.port)
        self.environment = surroundings(self.home, self.start_database())
        # Links in e-mails lead here, unless somebody said under which name people come.
        if not self.environment.get("ASSAY_ORIGINS"):
            self.environment.setdefault("ASSAY_ADDRESS", self.url)
        if self.is_demo:
            self.environment["ASSAY_DEMO"] = "1"
        # What filling it will run is compiled meanwhile: it takes some ten seconds of another core, the first time.
        compiling = self.add("Compiling", *CALL, KERNELS) if self.seed else None
        self.finish("Bringing the database up to date", "assay.config.supervisor.upkeep:bring_up_to_date")
        if self.seed:
            self.finish("Filling it", f"{self.seed.__module__}:{self.seed.__qualname__}")
        if compiling:
            # Nothing is left to fill: it may stop where it is.
            self.children.remove(compiling)
            compiling.ask_to_end()
            compiling.end(STOPPING_SECONDS)
        self.add("The worker", "-m", "assay", "worker")
        # Granian has to end the processes that it started.
        web = self.add("The web server", *self.granian(), when_orphaned=signal.SIGTERM)
        self.wait_until_answering(web)

    def start_database(self) -> str:
        if url := os.environ.get("DATABASE_URL"):
            check_database(url)
            return url
        self.say("Starting PostgreSQL")
        self.postgres = EmbeddedPostgres(self.home)
        url = self.postgres.start()
        self.postgres_since = time.monotonic()
        return url

    def finish(self, what: str, target: str) -> None:
        """Run one function of ours in a process of its own, to its end."""
        self.say(what)
        step = self.add(what, *CALL, target)
        while (code := step.exit_code()) is None:
            time.sleep(0.05)
        self.children.remove(step)
        if code:
            raise CannotStart(f"{what} failed: the lines above say why.", exit_code=os.EX_SOFTWARE)

    def add(self, name: str, *arguments: str, when_orphaned: signal.Signals = signal.SIGKILL) -> Child:
        child = Child(name, arguments, self.environment, when_orphaned)
        self.children.append(child)
        child.start()
        return child

    def granian(self) -> tuple[str, ...]:
        n_workers = os.environ.get("ASSAY_WEB_WORKERS", str(min(4, os.cpu_count() or 1)))
        return (
            *("-m", "granian", "--interface", "wsgi", "--host", self.host, "--port", str(self.port)),
            *("--workers", n_workers, "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
            *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10"),
            *("--static-path-route", "/static", "--static-path-mount", self.environment["ASSAY_STATIC"]),
            "assay.config.wsgi:application",
        )

    def wait_until_answering(self, web: Child) -> None:
        until = time.monotonic() + READY_SECONDS
        while (status := answer(self.host, self.port)) is None:
            if web.exit_code() is not None or time.monotonic() > until:
                raise CannotStart("The web server did not become ready: the lines above say why.")
            time.sleep(0.1)
        if status >= http.client.INTERNAL_SERVER_ERROR:
            raise CannotStart(f"The web server answers with an error ({status}): the lines above say why.")

    def watch(self) -> None:
        """One look at every process. Call it a few times a second."""
        self.watch_postgres()
        for child in self.children:
            if happened := child.watch():
                self.say(happened)

    def watch_postgres(self) -> None:
        if self.postgres is None:
            return
        now = time.monotonic()
        if self.postgres_again_at is not None:
            if now >= self.postgres_again_at:
                self.start_postgres_again()
        elif self.postgres.poll() is not None:
            self.plan_postgres(now, "PostgreSQL ended")

    def plan_postgres(self, now: float, what: str) -> None:
        delay = self.back_off.after_death(now - self.postgres_since)
        self.postgres_again_at = now + delay
        self.say(f"{what}; it starts again in {delay:g} s.")

    def start_postgres_again(self) -> None:
        try:
            if self.postgres:
                self.postgres.start()
        except CannotStart as reason:
            self.plan_postgres(time.monotonic(), reason.sentence)
        else:
            self.postgres_since, self.postgres_again_at = time.monotonic(), None
            self.say("PostgreSQL runs again.")

    def stop(self) -> None:
        """First those that use the database, then the database."""
        for child in self.children:
            child.ask_to_end()
        for child in self.children:
            child.end(STOPPING_SECONDS)
        self.children = []
        if self.postgres:
            self.postgres.stop()
            self.postgres = None


def answer(host: str, port: int) -> int | None:
    connection = http.client.HTTPConnection(host, port, timeout=60)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()
