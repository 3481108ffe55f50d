"""Another process on the database of a test, to be killed at its worst moment."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection

from tests.database import url_of

_SET_UP = "import sys\nimport django\ndjango.setup()\n"
_WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
AND wait_event_type = 'Lock' AND wait_event IN ('transactionid', 'tuple')
"""


@contextmanager
def started(
    code: str, *arguments: str, given: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """It runs `code`, once Django is set up, with `arguments` in sys.argv; it does not outlive the test."""
    environment = os.environ | {
        "DATABASE_URL": url_of(os.environ["DATABASE_URL"], connection.settings_dict["NAME"]),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DJANGO_SETTINGS_MODULE": "assay.config.settings",
    }
    command = [sys.executable, "-c", _SET_UP + code, *arguments]
    with subprocess.Popen(command, env=environment | dict(given or {}), text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(is_so: Callable[[], bool], process: "subprocess.Popen[str]", seconds: float = 120) -> None:
    """While the process lives."""
    end = time.monotonic() + seconds
    while not is_so():
        assert process.poll() is None, f"It ended by itself ({process.returncode})."
        assert time.monotonic() < end, "It did not get that far."
        time.sleep(0.02)


def waits_for_somebody() -> bool:
    """Somebody on this database waits for a row that another transaction has changed or locked."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])
