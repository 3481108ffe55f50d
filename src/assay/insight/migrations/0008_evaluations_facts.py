"""What runs and classifiers measured never changes: it is measured anew; and who asked for it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES = (
    *("insight_searchrun", "insight_evaluation", "insight_topup"),
    *("insight_verdictfile", "insight_verdictreport"),
)
# What was measured is bulk, and stands in its row, which does not change.
HIDDEN = {"insight_evaluation": ("result",), "insight_verdictreport": ("result",)}


def _append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_append_only();",
        f"DROP TRIGGER append_only ON {table};",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("insight", "0007_evaluations")]
    operations: ClassVar = [
        *(_append_only(table) for table in TABLES),
        *(migrations.RunSQL(attach(table, hidden=HIDDEN.get(table, ())), detach(table)) for table in TABLES),
    ]
