"""What was decided never changes, nor does what came of it."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES = ("planning_decision", "planning_decisionend")


def _append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_append_only();",
        f"DROP TRIGGER append_only ON {table};",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0013_decisions")]
    operations: ClassVar = [
        *(_append_only(table) for table in TABLES),
        *(migrations.RunSQL(attach(table), detach(table)) for table in TABLES),
    ]
