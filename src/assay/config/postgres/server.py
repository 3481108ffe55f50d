"""One PostgreSQL server, as a direct child of this process."""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from assay.config.faults import CannotStart
from assay.config.home import make_home
from assay.config.launching import signals_held
from assay.config.postgres.account import Account, account, check_reach
from assay.config.postgres.address import DATABASE, address, forget_socket, keep_password, socket_folder
from assay.config.postgres.binaries import find_binaries, within_reach
from assay.config.postgres.cluster import ENVIRONMENT, make_cluster, reason, written_by
from assay.config.postgres.leftovers import clear_leftovers, clear_sockets
from assay.config.postgres.lock import HomeLock, is_taken

log = logging.getLogger(__name__)

# Shared memory for parallel queries; containers often have 64 MB of it.
ENOUGH_SHARED_MEMORY = 1 << 30
LONGEST_LOG = 16 << 20
STOPPING = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))


class EmbeddedPostgres:
    """Start it from a thread that lives as long: Linux stops the server when that thread ends."""

    def __init__(self, home: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.settings = dict(settings or {})
        self.lock = HomeLock(home)
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, *, go_on: Callable[[], bool] = lambda: True) -> str:
        """The URL of the running server. A recovery may take long: `go_on` says whether to wait still."""
        owner = account()
        make_home(self.home)
        check_reach(owner, self.home)
        if self.lock.descriptor is None:
            self.lock.take()
        try:
            return self.started(owner, go_on)
        except BaseException:
            self.stop()
            raise

    def prepare(self) -> str:
        """The URL that the server will have, before it runs."""
        owner = account()
        make_home(self.home)
        check_reach(owner, self.home)
        owner.own_folder(self.home / "postgres")
        keep_password(self.home)
        socket_folder(self.home, owner)
        return self.url

    def started(self, owner: Account, go_on: Callable[[], bool]) -> str:
        binaries = within_reach(find_binaries(written_by(self.home)), owner, self.home)
        owner.own_folder(self.home / "postgres")
        keep_password(self.home)
        data = make_cluster(self.home, binaries, owner)
        clear_leftovers(data)
        sockets = socket_folder(self.home, owner)
        clear_sockets(sockets)
        command = owner.command(binaries.folder / "postgres", "-D", data, *self.options(sockets))
        written = self.run(command)
        self.wait_until_ready(written, go_on)
        make_database(self.home)
        return self.url

    @property
    def url(self) -> str:
        return address(self.home)

    def options(self, sockets: Path) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(sockets),
            "unix_socket_permissions": "0700",
            "dynamic_shared_memory_type": shared_memory(),
            "max_connections": "200",
            "shared_buffers": "256MB",
            "max_wal_size": "4GB",
            "random_page_cost": "1.1",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self.settings,
        }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    @property
    def log_path(self) -> Path:
        return self.home / "postgres.log"

    def run(self, command: list[str]) -> int:
        """Start the child in a session of its own, so that Ctrl-C in a terminal does not hit it first."""
        if self.log_path.exists() and self.log_path.stat().st_size > LONGEST_LOG:
            self.log_path.rename(self.log_path.with_suffix(".log.1"))
        with open(self.log_path, "ab", opener=closed) as output, signals_held():
            self.process = subprocess.Popen(
                *(command,),
                env=ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            return output.tell()

    def poll(self) -> int | None:
        """The exit code of a server that has ended, None while it runs."""
        return self.process.poll() if self.process else None

    def wait_until_ready(self, written: int, go_on: Callable[[], bool]) -> None:
        asked_at = time.monotonic()
        while not answers(address(self.home, database="postgres")):
            if self.poll() is not None:
                why = self.last_words(written)
                raise CannotStart(f"PostgreSQL did not start: {why} Its log is {self.log_path}.")
            if not go_on():
                raise CannotStart("Stopped while PostgreSQL was starting.", exit_code=os.EX_TEMPFAIL)
            if time.monotonic() - asked_at > 10:
                asked_at = time.monotonic()
                log.warning("PostgreSQL is still recovering; its log is %s.", self.log_path)
            time.sleep(0.05)

    def last_words(self, written: int) -> str:
        with self.log_path.open("rb") as file:
            file.seek(written)
            return reason(file.read().decode(errors="replace"))

    def stop(self) -> None:
        """End the server and give the home free. Idempotent."""
        try:
            if self.process:
                end(self.process)
                self.process = None
                forget_socket(self.home)
        finally:
            self.lock.release()


def closed(path: str, flags: int) -> int:
    """The log quotes statements, and those hold what people wrote: only the owner may read it."""
    return os.open(path, flags, 0o600)


def shared_memory() -> str:
    try:
        found = os.statvfs("/dev/shm")
    except OSError:
        return "mmap"
    return "posix" if found.f_frsize * found.f_blocks >= ENOUGH_SHARED_MEMORY else "mmap"


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def make_database(home: Path) -> None:
    with psycopg.connect(address(home, database="postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def end(process: subprocess.Popen[bytes]) -> None:
    for number, seconds in STOPPING:
        if process.poll() is not None:
            return
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)


def running_url(home: Path) -> str | None:
    """The URL of the server that another process runs in this home, None when nobody runs one."""
    if not is_taken(home):
        return None
    try:
        return address(home)
    except OSError:  # The supervisor that has just taken the lock has not written them yet.
        return None


@contextlib.contextmanager
def database_url(home: Path, *, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The URL of this home's server: the one that runs, else one started for as long as it is needed."""
    if (url := running_url(home)) and answers(url):
        yield url
    else:
        with EmbeddedPostgres(home, settings=settings) as server:
            yield server.url
