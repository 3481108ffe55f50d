"""What was reckoned, and what was decided about it, never changes; both are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FIXED = ("planning_feasibilityrun", "planning_overruling")


def fixed(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_append_only()",
        f"DROP TRIGGER append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0007_feasibility")]
    operations: ClassVar = [
        *(fixed(table) for table in FIXED),
        migrations.RunSQL(
            attach("planning_feasibilityrun", hidden=("result", "suitability")), detach("planning_feasibilityrun")
        ),
        migrations.RunSQL(attach("planning_overruling"), detach("planning_overruling")),
    ]
