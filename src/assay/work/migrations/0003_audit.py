"""Decisions about work are audited, tasks without content, reports without their words; counters leave no trace."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "work_batch": {"only": ("name", "state", "priority", "due_at",)},
    "work_queue": {"only": ("is_open", "rank",)},
    "work_stagehold": {},
    "work_allowedaddress": {},
    "work_importcolumns": {},
    "work_taskchange": {"only": ("undone_at",)},
    # Who took and closed a report, and who answered a question; never what contributors wrote.
    "work_urgentreport": {
        "hidden": ("text", "note", "answer"),
        "only": ("kind", "taken_at", "taken_by_id", "outcome", "closed_at", "closed_by_id"),
    },
    "work_taskquestion": {"hidden": ("text", "note", "answer"), "only": ("answered_at", "answered_by_id")},
}
# Importing a hundred thousand tasks leaves one trace, the job's; withdrawing or purging one leaves its own.
WITHDRAWN = """
CREATE TRIGGER audit_withdrawn AFTER UPDATE OF withdrawn_at, purged_at, is_test, is_gold ON work_task
FOR EACH ROW EXECUTE FUNCTION kit_audit('content,sha256', '');
CREATE INDEX work_judgment_xid ON work_judgment (xid);
CREATE INDEX work_retraction_xid ON work_retraction (xid);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0002_append_only"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("work", "0004_audit"), ("work", "0010_importing_audit")]
    operations: ClassVar = [
        *(migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()),
        migrations.RunSQL(WITHDRAWN, "DROP TRIGGER audit_withdrawn ON work_task; DROP INDEX work_judgment_xid, work_retraction_xid"),
    ]
