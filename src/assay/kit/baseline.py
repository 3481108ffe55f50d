"""All tables as the steps of the migrations make them, recorded: an empty database begins with these.

Taking every step costs a minute, since Django works out its models anew at each; the recording is one script of a
second. `tools/baseline.py` writes it; steps that are newer than it are taken after it, so it may lag behind. A test
holds that both ways lead to the same database.
"""

from functools import cache
from importlib.resources import files

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# The recording names this schema; where tables go elsewhere the steps make them.
_SCHEMA = "public"
# Parts that depend on the day, as the step that made them does it.
_OF_THE_DAY = (
    "SELECT kit_audit_partition(current_date), kit_audit_partition((current_date + interval '1 month')::date)"
)
# Two that start at once: the second one finds what the first has made.
_LOCK = "SELECT pg_advisory_xact_lock(4241, 2)"


def begin(connection: BaseDatabaseWrapper) -> None:
    """Make all tables where there is none yet, all or nothing, as every step is."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        if cursor.fetchone() != (_SCHEMA,) or connection.introspection.table_names(cursor):
            return
        cursor.execute(_LOCK)
        if connection.introspection.table_names(cursor):
            return
        cursor.execute(_script())
        cursor.execute(_OF_THE_DAY)


@cache
def _script() -> str:
    return (files("assay.kit.migrations") / "baseline.sql").read_text()
