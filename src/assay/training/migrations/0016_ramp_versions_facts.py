"""A version of a ramp-up's curve never changes, who set it is audited, and the table before it goes."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON training_rampcurve
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON training_rampcurve;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0015_ramp_versions")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("training_rampcurve"), detach("training_rampcurve")),
        migrations.DeleteModel("RampTarget"),
    ]
