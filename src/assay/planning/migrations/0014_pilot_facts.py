"""Pilots are audited, and stay."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0013_pilot")]
    operations: ClassVar = [
        migrations.RunSQL(attach("planning_pilot"), detach("planning_pilot")),
        migrations.RunSQL(
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON planning_pilot "
            "FOR EACH ROW EXECUTE FUNCTION kit_append_only()",
            "DROP TRIGGER append_only ON planning_pilot",
        ),
    ]
