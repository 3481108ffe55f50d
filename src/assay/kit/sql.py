"""Hand-written statements on Django's connection: bound and prepared by the server.

Django's own cursors bind on the client and plan each statement anew. A claim plans longer than it runs, so the hot
path uses psycopg's own cursor on the same connection (same transaction, same pool). Named parameters become numbers
once per process: psycopg keeps that for short statements only, and for a long one it costs as much as sending it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any  # A database row is what the statement says; callers unpack it at once.

import psycopg
from django.db import connection
from psycopg.rows import tuple_row

Row = tuple[Any, ...]
Params = Mapping[str, Any] | Sequence[Any]
_NAMED = re.compile(r"%\((\w+)\)s")
_LOCK = b"SELECT pg_advisory_xact_lock($1::int, $2::int)"


def read(package: str, name: str) -> str:
    """The text of one .sql file that lies beside the code of `package`."""
    return files(package).joinpath("sql", name).read_text(encoding="utf-8")


def rows(statement: str, params: Mapping[str, object]) -> list[Row]:
    """All rows of one prepared statement."""
    query, names = _numbered(statement)
    with _cursor() as cursor:
        return cursor.execute(query, [params[name] for name in names], prepare=True).fetchall()


def rows_locked(lock: tuple[int, int], statement: str, params: Mapping[str, object]) -> list[Row]:
    """All rows of one prepared statement that runs while holding an advisory lock."""
    return rows_locked_each(lock, [(statement, params)])[0]


def rows_locked_each(
    lock: tuple[int, int], statements: Sequence[tuple[str, Mapping[str, object]]]
) -> list[list[Row]]:
    """All rows of every statement, run one after the other while holding an advisory lock.

    Lock and statements travel in one round trip and are one transaction; each statement's snapshot is taken
    after the lock was got, so it sees what the former holder has written. Rows are fetched after the pipeline
    has ended: fetched within it they would cost a round trip more.
    """
    with _cursor() as held:
        raw = held.connection
        cursors = [psycopg.RawCursor(raw, row_factory=tuple_row) for _ in statements]
        with raw.pipeline():
            held.execute(_LOCK, lock, prepare=True)
            for cursor, (statement, params) in zip(cursors, statements, strict=True):
                query, names = _numbered(statement)
                cursor.execute(query, [params[name] for name in names], prepare=True)
        return [cursor.fetchall() for cursor in cursors]


def streamed(statement: str, params: Params, *, chunk: int = 5_000) -> Iterator[Row]:
    """Rows from a cursor of the server, in one snapshot: memory stays flat however many there are.

    Outside a transaction the cursor is held, so that what is written meanwhile (how far a job is) is seen at once.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, params)
        while rows_of_chunk := cursor.fetchmany(chunk):
            yield from rows_of_chunk


def _cursor() -> psycopg.RawCursor[Row]:
    connection.ensure_connection()
    raw = connection.connection
    raw.prepare_threshold = raw.prepare_threshold or 1
    return psycopg.RawCursor(raw, row_factory=tuple_row)


@lru_cache(maxsize=512)
def _numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with $1, $2, … for its named parameters, and their names in that order."""
    names = list(dict.fromkeys(_NAMED.findall(statement)))
    query = _NAMED.sub(lambda found: f"${names.index(found.group(1)) + 1}", statement)
    return query.replace("%%", "%").encode(), tuple(names)
