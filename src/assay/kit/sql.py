"""Hand-written statements on Django's connection: bound and prepared by the server.

Django's own cursors bind on the client and plan each statement anew. A claim plans longer than it runs, so the hot
path uses psycopg's own cursor on the same connection (same transaction, same pool). Named parameters become numbers
once per process: psycopg keeps that for short statements only, and for a long one it costs as much as sending it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any  # A database row is what the statement says; callers unpack it at once.

import psycopg
from django.db import connection
from psycopg.rows import tuple_row

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


def copied(statement: str, params: Mapping[str, object], fields: Sequence[tuple[str, str]]) -> "NDArray[Any]":
    """All rows as one structured array: read in PostgreSQL's binary form, without an object per value.

    `fields` are (name, NumPy type) of the columns, whose types have a fixed width (i8, i4, f8); nothing may be NULL.
    """
    import numpy as np

    # Each row is a count of its columns, and each column its width and its value; all big-endian.
    parts = [(f"_{name}_width", ">i4") for name, _kind in fields]
    values = [(name, f">{kind}") for name, kind in fields]
    layout = np.dtype([("_n", ">i2"), *(part for pair in zip(parts, values, strict=True) for part in pair)])
    received = bytearray()
    connection.ensure_connection()
    query = f"COPY ({statement}) TO STDOUT (FORMAT BINARY)"
    with (
        psycopg.ClientCursor(connection.connection) as cursor,
        cursor.copy(cursor.mogrify(query, params)) as copy,
    ):
        for block in copy:
            received += block
    # Eleven bytes of signature, flags, the length of an extension, and at the end a count of -1.
    rows_of_file = np.frombuffer(received, layout, offset=19, count=(len(received) - 21) // layout.itemsize)
    if (rows_of_file["_n"] != len(fields)).any():
        raise ValueError("a column of this statement is NULL or has no fixed width")
    return rows_of_file


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
