"""Another process on the database of a test, to be killed at its worst moment."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.db import connection

_SET_UP = "import sys\nimport django\ndjango.setup()\n"


def started(code: str, *arguments: str, given: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
    """It runs `code`, once Django is set up, with `arguments` in sys.argv."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {
        "DATABASE_URL": database.geturl(),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DJANGO_SETTINGS_MODULE": "assay.config.settings",
    }
    command = [sys.executable, "-c", _SET_UP + code, *arguments]
    return subprocess.Popen(command, env=environment | dict(given or {}), text=True)


def wait_until(is_so: Callable[[], bool], process: "subprocess.Popen[str]", seconds: float = 120) -> None:
    """While the process lives."""
    end = time.monotonic() + seconds
    while not is_so():
        assert process.poll() is None, f"It ended by itself ({process.returncode})."
        assert time.monotonic() < end, "It did not get that far."
        time.sleep(0.02)


def waits_for_a_lock() -> bool:
    """Somebody else on this database stands before a row that is locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])
