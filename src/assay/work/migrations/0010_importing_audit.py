"""Purging leaves its trace; so do allowed addresses and the columns that imports remember."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {"work_allowedaddress": {}, "work_importcolumns": {}}
WATCH = """
DROP TRIGGER audit_withdrawn ON work_task;
CREATE TRIGGER audit_withdrawn AFTER UPDATE OF withdrawn_at, purged_at, is_test, is_gold ON work_task
FOR EACH ROW EXECUTE FUNCTION kit_audit('content,sha256', '');
"""
WATCHED = """
DROP TRIGGER audit_withdrawn ON work_task;
CREATE TRIGGER audit_withdrawn AFTER UPDATE OF withdrawn_at, is_test, is_gold ON work_task
FOR EACH ROW EXECUTE FUNCTION kit_audit('content,sha256', '');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0009_importing"), ("kit", "0006_audit_by_actor")]
    operations: ClassVar = [
        *(migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()),
        migrations.RunSQL(WATCH, WATCHED),
    ]
