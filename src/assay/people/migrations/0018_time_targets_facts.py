"""Targets never change once they were published, and who published them is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON people_timetargets
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON people_timetargets;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0017_time_targets")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("people_timetargets"), detach("people_timetargets")),
    ]
