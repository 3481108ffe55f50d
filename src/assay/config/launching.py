"""Command lines that go through `launch.py`, and the moment in which no signal may come between."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def launched(*command: str | Path, with_parent: signal.Signals, uid: int = -1, gid: int = -1) -> list[str]:
    """The command line of a child that gets the signal when this process dies, on Linux."""
    words = (os.getpid(), int(with_parent), uid, gid, *command)
    return [sys.executable, "-I", "-S", str(LAUNCH), *map(str, words)]


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Between starting a child and remembering it, Ctrl-C waits: else the child would be forgotten."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
