"""Where a recording is played: the server one is signed in to, else a temporary one that leaves nothing behind."""

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assay.cli import credentials
from assay.cli.client import Server
from assay.cli.credentials import Credentials
from assay.cli.output import output

TOKEN_FILE = "ASSAY_REPLAY_TOKEN_FILE"
# The database is thrown away afterwards, so nothing needs to survive a power cut.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# What points into another Assay must not lead a temporary one there.
FOREIGN = (
    *("DATABASE_URL", "ASSAY_FILES", "ASSAY_FACTS", "ASSAY_STATIC", "ASSAY_DEMO", "ASSAY_HOME"),
    *("ASSAY_SECRET_KEY", "ASSAY_SECRET_KEY_FILE", "ASSAY_DB_POOL", "ASSAY_WEB_WORKERS"),
)


@contextmanager
def server() -> Iterator[Server]:
    access = credentials.find()
    if access is not None:
        with Server(access) as found:
            yield found
        return
    home = Path(tempfile.mkdtemp(prefix="assay-replay-"))
    try:
        with interruptible(), said_on_standard_error(), temporary(home) as access, Server(access) as found:
            yield found
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def interruptible() -> Iterator[None]:
    """A polite kill is as good as Ctrl-C: everything is ended and removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def said_on_standard_error() -> Iterator[None]:
    """What the temporary server's processes write to standard output would stand before the result."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def temporary(home: Path) -> Iterator[Credentials]:
    """PostgreSQL, a worker and a web server of their own, on a free port of this machine."""
    from assay.config.postgres import EmbeddedPostgres
    from assay.config.supervisor import Platform

    class Throwaway(Platform):
        def start_database(self) -> str:
            self.postgres = EmbeddedPostgres(self.home, settings=CARELESS)
            return self.postgres.start()

    token_file = home / "token"
    wanted = {"ASSAY_RATE_PER_MINUTE": "0", TOKEN_FILE: str(token_file)}
    with ExitStack() as ended:
        # Its processes have copied their environment when they run; this one keeps its own.
        with environment(**wanted):
            platform = ended.enter_context(Throwaway(port=0, home=home, say=output.say))
            platform.finish("Creating an administrator", "assay.cli.replay.bootstrap:create_administrator")
        yield Credentials(platform.url, token_file.read_text().strip())
        output.say("Stopping")


@contextmanager
def environment(**wanted: str) -> Iterator[None]:
    kept = dict(os.environ)
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
