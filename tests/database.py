"""The PostgreSQL that the tests run on: that of DATABASE_URL, else one of their own, thrown away after."""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from assay.config.postgres import EmbeddedPostgres

# Only for data that nobody will miss. Tests of durability start a server of their own, without these.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ThrowawayServer:
    """Started when the first test needs it; with several test processes, by the one that starts them."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="assay-tests-"))
        self.server = EmbeddedPostgres(self.home, settings=CARELESS)
        os.environ["DATABASE_URL"] = self.server.prepare()

    def ensure_started(self) -> None:
        if self.server.process is None:
            self.server.start()

    def discard(self) -> None:
        self.server.stop()
        shutil.rmtree(self.home, ignore_errors=True)


def own_server() -> ThrowawayServer | None:
    """None when DATABASE_URL names a server: the user's, or that of the process that started this one."""
    return None if os.environ.get("DATABASE_URL") else ThrowawayServer()


def url_of(server: str, name: str) -> str:
    """The URL of another database on the same server."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()
