"""What a version said, how it was checked and used never changes; who registered and set it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

SAID = ("labelers_prediction", "labelers_predictioncheck", "labelers_predictionfate")
SET = ("labelers_labelerversion", "labelers_labeleruse", "labelers_learntmodel")
AUDITED = ("labelers_machinelabeler", *SET)


def _append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_append_only();",
        f"DROP TRIGGER append_only ON {table};",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("labelers", "0001_tables"), ("kit", "0004_facts")]
    operations: ClassVar = [
        *(_append_only(table) for table in (*SAID, *SET)),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
