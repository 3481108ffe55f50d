"""Compressed files, read as they are unpacked: a file that grows beyond all reason is refused before it is kept."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from assay.kit.rows import Unreadable

# Text packs ten to forty times; what packs a thousand times was made to fill a disk or a memory.
MOST_RATIO = 200
FREE_BYTES = 64 * 1024**2
MOST_BYTES = 20 * 1024**3


class _Inflated(io.RawIOBase):
    """The unpacked bytes, counted against the packed ones."""

    def __init__(self, packed: IO[bytes], most: int) -> None:
        self._packed, self._most = packed, most
        self._source = gzip.GzipFile(fileobj=packed)
        self._n_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # Any writable buffer.
        try:
            found = self._source.read1(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Unreadable(f"It is not gzip, or broken: {error}.") from error
        self._count(len(found))
        buffer[: len(found)] = found
        return len(found)

    def _count(self, n_bytes: int) -> None:
        self._n_bytes += n_bytes
        if self._n_bytes > self._most:
            raise Unreadable(f"It unpacks to more than {self._most:,} bytes: split it.")
        if self._n_bytes > FREE_BYTES and self._n_bytes > MOST_RATIO * max(1, self._packed.tell()):
            raise Unreadable(f"It unpacks to more than {MOST_RATIO} times its size, so it is not read on.")


@contextmanager
def inflated(packed: IO[bytes], *, most: int = MOST_BYTES) -> Iterator[IO[bytes]]:
    """What a gzip file unpacks to. Raises Unreadable while it is read."""
    yield io.BufferedReader(_Inflated(packed, most), 1 << 16)
