"""Fills an empty database with the example operation, through the same actions as everything else.

Everything is one transaction: who kills it half-way leaves an empty database, and the next start begins afresh.
Django's models are imported inside, because the supervisor names this function before Django is set up.
"""

import sys

OTHER_PEOPLE = (
    "This database holds people who are not the demo's, and the demo would let everybody in as any of them. "
    "Use assay serve for it, or give the demo a database of its own."
)
# Two demos that start on one database at the same time: the second waits, and finds everything there.
LOCK = 4207


def seed() -> None:
    """Fill the database, unless the demo is in it already."""
    from django.db import connection, transaction

    from assay.kit.clock import now

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if is_wanted():
            from assay.demo.operation import run_operation

            run_operation(now())


def is_wanted() -> bool:
    """Whether the database is empty. A stranger's database is never opened to one-click sign-ins."""
    from assay.demo.cast import CAST
    from assay.people.models import User

    if not User.objects.exists():
        return True
    if not User.objects.filter(email=CAST[0].email).exists():
        print(OTHER_PEOPLE, file=sys.stderr, flush=True)
        raise SystemExit(1)
    return False
