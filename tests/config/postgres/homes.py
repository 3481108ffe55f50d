"""Homes for servers in tests: reachable for every account, which pytest's own folders are not for root's."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg


@contextmanager
def new_home(name: str = "home") -> Iterator[Path]:
    base = Path(tempfile.mkdtemp(prefix="assay-test-home-", dir="/tmp"))
    base.chmod(0o755)
    try:
        yield base / name
    finally:
        shutil.rmtree(base, ignore_errors=True)


def ask(url: str, statement: LiteralString) -> tuple[object, ...] | None:
    """The first row that a statement returns, on a connection of its own."""
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchone()
