"""Who keeps courses and who is given them is audited; what was read or tried stays as it was."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON training_stepanswer
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON training_stepanswer;"
AUDITED = ("training_course", "training_coursestep", "training_courseassignment")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0005_courses"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
