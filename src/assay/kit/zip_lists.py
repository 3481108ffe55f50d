"""How long the list of files in a ZIP file is, before anything reads it whole into memory."""

import io
import struct
from typing import BinaryIO

# The end of a ZIP file: a record of 22 bytes and a comment of at most 65,535; where it is large, before them a record
# of 56 bytes and its locator. Python reads the one that stands there, wherever the locator points.
_END, _LOCATOR, _END_64 = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
_END_BYTES, _LOCATOR_BYTES, _END_64_BYTES, _MOST_COMMENT = 22, 20, 56, 65_535


def listed_bytes(source: BinaryIO) -> int:
    """Bytes of the list as the end of the file says; 0 where there is no end, which whoever opens it will refuse."""
    size = source.seek(0, io.SEEK_END)
    source.seek(max(0, size - _MOST_COMMENT - _END_BYTES - _LOCATOR_BYTES - _END_64_BYTES))
    tail = source.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        return 0
    listed: int = struct.unpack_from("<L", tail, at + 12)[0]
    record = at - _LOCATOR_BYTES - _END_64_BYTES
    if record >= 0 and tail.startswith(_LOCATOR, at - _LOCATOR_BYTES) and tail.startswith(_END_64, record):
        listed = max(listed, struct.unpack_from("<Q", tail, record + 40)[0])
    return listed
