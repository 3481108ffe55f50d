"""Hand-written statements on Django's connection: bound and prepared by the server.

Django's own cursors bind on the client and plan each statement anew. A claim plans longer than it runs, so the hot
path uses psycopg's own cursor on the same connection (same transaction, same pool).
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any  # A database row is what the statement says; callers unpack it at once.

import psycopg
from django.db import connection, transaction
from psycopg.rows import tuple_row

Row = tuple[Any, ...]
Params = Mapping[str, Any] | Sequence[Any]


def read(package: str, name: str) -> str:
    """The text of one .sql file that lies beside the code of `package`."""
    return files(package).joinpath("sql", name).read_text(encoding="utf-8")


def rows(statement: str, params: Mapping[str, object]) -> list[Row]:
    """All rows of one prepared statement."""
    with _cursor() as cursor:
        return cursor.execute(statement, params, prepare=True).fetchall()


def rows_locked(lock: tuple[int, int], statement: str, params: Mapping[str, object]) -> list[Row]:
    """All rows of one prepared statement that runs while holding an advisory lock.

    Lock and statement travel in one round trip and are one transaction; the statement's snapshot is taken
    after the lock was got, so it sees what the former holder has written.
    """
    connection.ensure_connection()
    raw = connection.connection
    raw.prepare_threshold = raw.prepare_threshold or 1
    with raw.pipeline(), psycopg.Cursor(raw, row_factory=tuple_row) as held, _cursor() as cursor:
        held.execute("SELECT pg_advisory_xact_lock(%s::int, %s::int)", lock, prepare=True)
        cursor.execute(statement, params, prepare=True)
        return cursor.fetchall()


def streamed(statement: str, params: Params, *, chunk: int = 5_000) -> Iterator[Row]:
    """Rows from a cursor of the server, in one snapshot: memory stays flat however many there are."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(statement, params)
        while rows_of_chunk := cursor.fetchmany(chunk):
            yield from rows_of_chunk


def _cursor() -> psycopg.Cursor[Row]:
    connection.ensure_connection()
    raw = connection.connection
    raw.prepare_threshold = raw.prepare_threshold or 1
    return psycopg.Cursor(raw, row_factory=tuple_row)
