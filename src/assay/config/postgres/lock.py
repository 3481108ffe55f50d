"""One supervisor per home: an flock that ends with the process, however it ends."""

import fcntl
import os
import time
from pathlib import Path

from assay.config.faults import CannotStart

# Somebody who only asks whether the lock is taken holds it for an instant.
PATIENCE_SECONDS = 2.0


class HomeLock:
    def __init__(self, home: Path) -> None:
        self.path = home / "lock"
        self.descriptor: int | None = None

    def take(self) -> None:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not locked(descriptor, time.monotonic() + PATIENCE_SECONDS):
            holder = os.read(descriptor, 20).decode() or "unknown"
            os.close(descriptor)
            raise CannotStart(
                f"Assay is already running in {self.path.parent} (process {holder}): "
                "use that one, stop it first, or set ASSAY_HOME to another folder.",
                exit_code=os.EX_TEMPFAIL,
            )
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self.descriptor = descriptor

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None


def locked(descriptor: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        else:
            return True


def is_taken(home: Path) -> bool:
    """Whether a supervisor is at work in this home, without disturbing it."""
    try:
        descriptor = os.open(home / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
