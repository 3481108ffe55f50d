"""A process that is started, watched, started again when it dies, and stopped with all that it started."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.config.launching import launched, signals_held

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
# Who lived that long did not die of its start: the next restart waits the first delay again.
HEALTHY_SECONDS = 60.0


@dataclass
class BackOff:
    """How long to wait before the next start: doubled with every death, forgotten after a healthy minute."""

    n_deaths: int = 0

    def after_death(self, lived_seconds: float) -> float:
        self.n_deaths = 1 if lived_seconds >= HEALTHY_SECONDS else self.n_deaths + 1
        return float(min(LONGEST_DELAY, FIRST_DELAY * 2 ** (self.n_deaths - 1)))


@dataclass
class Child:
    """`arguments` are those of this Python: every child is Assay itself or runs inside its environment."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    # What it gets when the supervisor itself is killed, and the database goes with it.
    when_orphaned: signal.Signals = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = None
    back_off: BackOff = field(default_factory=BackOff)
    started_at: float = 0.0
    start_again_at: float | None = None

    def start(self) -> None:
        """In a session of its own: Ctrl-C reaches the supervisor only, which then stops all in order."""
        command = launched(sys.executable, *self.arguments, with_parent=self.when_orphaned)
        with signals_held():
            self.process = subprocess.Popen(
                command, env=dict(self.environment), stdin=subprocess.DEVNULL, start_new_session=True
            )
        self.started_at, self.start_again_at = time.monotonic(), None

    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def watch(self) -> str | None:
        """One look: what happened, for the log, or None. A dead child comes back after a while."""
        now = time.monotonic()
        if self.start_again_at is not None:
            return self.start_when_due(now)
        if (code := self.exit_code()) is None:
            return None
        self.end_group()
        delay = self.back_off.after_death(now - self.started_at)
        self.start_again_at = now + delay
        return f"{self.name} ended ({ending(code)}); it starts again in {delay:g} s."

    def start_when_due(self, now: float) -> str | None:
        if self.start_again_at is None or now < self.start_again_at:
            return None
        self.start()
        return f"{self.name} runs again."

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end(self, seconds: float) -> None:
        """Wait for a polite end, then end it and whatever it started."""
        if self.process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
            self.end_group()
            self.process.wait()
        self.start_again_at = None

    def end_group(self) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
