"""A store of files by their content: written once under the sha256 of their bytes, never under a given name."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any  # The user lies above kit.
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from assay.kit.models import StoredFile
from assay.kit.reasons import Refused, declare

TOO_LARGE = declare("file.too_large", "The file is larger than {most} bytes.", status=413)
MOST_BYTES = 5 * 1024**3
_ADVISORY = 4203


def folder() -> Path:
    return Path(settings.ASSAY_FILES)


def store(
    chunks: Iterable[bytes],
    *,
    name: str,
    media_type: str,
    now: datetime,
    by: Any = None,
    project_uid: UUID | None = None,
    most: int = MOST_BYTES,
) -> StoredFile:
    """Keep the bytes: hashed while written, synced, then renamed into place; the row that tells of them."""
    folder().mkdir(parents=True, exist_ok=True)
    sha256, n_bytes = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder(), prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in chunks:
                n_bytes += len(chunk)
                if n_bytes > most:
                    raise Refused(TOO_LARGE(most=most))
                sha256.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        with transaction.atomic():
            _lock(sha256.hexdigest())
            _settle(Path(temporary), sha256.hexdigest())
            return StoredFile.objects.create(
                sha256=sha256.hexdigest(),
                n_bytes=n_bytes,
                media_type=media_type,
                name=name[:255],
                project_uid=project_uid,
                created_at=now,
                created_by=by,
            )
    finally:
        Path(temporary).unlink(missing_ok=True)


def discard(file: StoredFile, *, reason: str, now: datetime) -> None:
    """Retire the file, and once that is committed delete its bytes, where no other file has the same."""
    StoredFile.objects.filter(pk=file.pk, retired_at=None).update(retired_at=now, retired_reason=reason)
    transaction.on_commit(lambda: _forget(file))


def _forget(file: StoredFile) -> None:
    with transaction.atomic():
        _lock(file.sha256)
        if not StoredFile.objects.filter(sha256=file.sha256, retired_at=None).exists():
            path_of(file).unlink(missing_ok=True)


def _lock(sha256: str) -> None:
    """Bytes are never deleted between being settled and being told of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ADVISORY, int(sha256[:8], 16) % 2**31])


def store_file(path: Path, **about: Any) -> StoredFile:
    """Keep a file that is on disk already."""
    with path.open("rb") as source:
        return store(read_chunks(source), **about)


@contextmanager
def opened(file: StoredFile) -> Iterator[IO[bytes]]:
    with path_of(file).open("rb") as source:
        yield source


def path_of(file: StoredFile) -> Path:
    return folder() / file.sha256[:2] / file.sha256


def read_chunks(source: IO[bytes], size: int = 1 << 20) -> Iterator[bytes]:
    while chunk := source.read(size):
        yield chunk


def _settle(temporary: Path, sha256: str) -> None:
    place = folder() / sha256[:2] / sha256
    place.parent.mkdir(exist_ok=True)
    temporary.replace(place)
