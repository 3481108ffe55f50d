"""Decisions about work are audited, tasks without content; counters leave no trace."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "work_batch": {"only": ("name", "state", "priority", "due_at",)},
    "work_queue": {"only": ("is_open", "rank",)},
    "work_stagehold": {},
}
# Importing a hundred thousand tasks leaves one trace, the job's; withdrawing one leaves its own.
WITHDRAWN = """
CREATE TRIGGER audit_withdrawn AFTER UPDATE OF withdrawn_at, is_test, is_gold ON work_task
FOR EACH ROW EXECUTE FUNCTION kit_audit('content,sha256', '');
CREATE INDEX work_judgment_xid ON work_judgment (xid);
CREATE INDEX work_retraction_xid ON work_retraction (xid);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0003_stage_hold"), ("kit", "0005_audit_trail")]
    operations: ClassVar = [
        *(migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()),
        migrations.RunSQL(WITHDRAWN, "DROP TRIGGER audit_withdrawn ON work_task; DROP INDEX work_judgment_xid, work_retraction_xid"),
    ]
