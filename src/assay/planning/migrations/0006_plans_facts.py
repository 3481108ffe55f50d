"""An approved plan and a matrix of responsibilities never change; new ones, and milestones reached, are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FIXED = ("planning_planversion", "planning_planmilestone", "planning_planweek", "planning_raciversion")
AUDITED = ("planning_planversion", "planning_planmilestone", "planning_milestonedone", "planning_raciversion")


def fixed(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_append_only()",
        f"DROP TRIGGER append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0005_plans")]
    operations: ClassVar = [
        *(fixed(table) for table in FIXED),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
