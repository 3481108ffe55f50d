"""`assay serve` and `assay demo`: run everything until Ctrl-C, then leave nothing running."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from assay.config.faults import CannotStart
from assay.config.home import default_home, demo_home
from assay.config.launching import ENDING_SIGNALS, signals_held
from assay.config.supervisor.platform import Platform, Say

LOOK_EVERY_SECONDS = 0.25


class Stopped(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def nothing_more(_: Platform) -> None:
    """Say nothing beyond the address."""


def serve(
    *,
    port: int = 8000,
    host: str = "127.0.0.1",
    home: Path | None = None,
    say: Say = tell,
    on_ready: Callable[[Platform], None] = nothing_more,
) -> int:
    """Serve until told to stop. The exit code for the command line; a failure is said in one sentence."""
    return run(Platform(port=port, host=host, home=home or default_home(), say=say), on_ready)


def demo(
    *,
    port: int = 8000,
    seed: Callable[[], None],
    home: Path | None = None,
    say: Say = tell,
    on_ready: Callable[[Platform], None] = nothing_more,
) -> int:
    """The same with one-click sign-ins.

    `seed` fills an empty database, in a process of its own with Django set up: a function of a
    module that can be imported without it.
    """
    platform = Platform(port=port, home=home or demo_home(default_home()), is_demo=True, seed=seed, say=say)
    return run(platform, on_ready)


def run(platform: Platform, on_ready: Callable[[Platform], None]) -> int:
    stop_on_signals()
    try:
        platform.start()
        platform.say(f"Assay is ready: {platform.url}")
        on_ready(platform)
        watch_for_ever(platform)
    except Stopped:
        platform.say("Stopping")
    except CannotStart as reason:
        tell(reason.sentence)
        return reason.exit_code
    finally:
        with signals_held():
            platform.stop()
            ignore_signals()
    return os.EX_OK


def watch_for_ever(platform: Platform) -> None:
    while True:
        platform.watch()
        time.sleep(LOOK_EVERY_SECONDS)


def stop_on_signals() -> None:
    """The first signal raises Stopped wherever the program is; those that follow change nothing."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        ignore_signals()
        raise Stopped

    for number in ENDING_SIGNALS:
        signal.signal(number, stop)


def ignore_signals() -> None:
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
