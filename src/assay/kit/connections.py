"""After the database was away: connections that broke with it are thrown out at once, not one per request."""

import contextlib
import threading

from django.db import connection

_is_renewing = threading.Lock()


def renew() -> None:
    """Test every idle connection of this process and replace the broken ones. Does not wait for the database."""
    pool = getattr(connection, "pool", None)
    if pool is None or not _is_renewing.acquire(blocking=False):
        return
    try:
        # The pool itself reports what it could not replace.
        with contextlib.suppress(Exception):
            pool.check()
    finally:
        _is_renewing.release()
