"""A real Assay for measurements, with all its promises on, that leaves nothing behind."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from psycopg import sql

from assay.config.postgres.address import address
from assay.config.supervisor import Platform

# What points into another Assay must not lead this one there.
FOREIGN = (
    *("DATABASE_URL", "ASSAY_FILES", "ASSAY_FACTS", "ASSAY_STATIC", "ASSAY_DEMO", "ASSAY_HOME"),
    *("ASSAY_SECRET_KEY", "ASSAY_SECRET_KEY_FILE", "ASSAY_DB_POOL", "ASSAY_WEB_WORKERS"),
)
# High enough that nobody is stopped; the counting itself stays on.
RATE = "1000000"


@contextmanager
def running() -> Iterator[Platform]:
    """PostgreSQL as it is shipped (durable), a worker, the web server; and Django set up in this process."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ["ASSAY_RATE_PER_MINUTE"] = RATE
    home = Path(tempfile.mkdtemp(prefix="assay-bench-"))
    try:
        with Platform(port=0, home=home) as platform:
            os.environ.update(platform.environment)
            django.setup()
            yield platform
    finally:
        shutil.rmtree(home, ignore_errors=True)


def more_database(platform: Platform, name: str) -> str:
    """The URL of one more database on the same server, migrated."""
    with psycopg.connect(platform.environment["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = address(platform.home, database=name)
    own = platform.environment
    platform.environment = {**own, "DATABASE_URL": url}
    try:
        platform.finish(f"Making {name}", "assay.config.supervisor.upkeep:bring_up_to_date")
    finally:
        platform.environment = own
    return url


def restart_worker(platform: Platform) -> int:
    """A worker that has not done anything yet; its process id."""
    worker = next(child for child in platform.children if child.name == "The worker")
    worker.ask_to_end()
    worker.end(15.0)
    worker.start()
    if worker.process is None:
        raise RuntimeError("The worker did not start.")
    return worker.process.pid
