"""Waiting until what was committed is below everybody's snapshot: seals and watermarks stop there."""

import time

from django.db import connection


def until_settled() -> None:
    """Other databases of the same server may have transactions open; they hold the watermark back, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        mine = cursor.fetchone()[0]
        deadline = time.monotonic() + 120
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] > mine:
                return
            assert time.monotonic() < deadline
            time.sleep(0.02)
