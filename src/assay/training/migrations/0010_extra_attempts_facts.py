"""An attempt that was given stays as it was given, and is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON training_extraattempt
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON training_extraattempt;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0009_extra_attempts"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("training_extraattempt"), detach("training_extraattempt")),
    ]
