"""A published standard never changes, and who published it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON planning_standardversion
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0001_standards"), ("kit", "0006_audit_by_actor")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, "DROP TRIGGER append_only ON planning_standardversion"),
        migrations.RunSQL(attach("planning_standardversion"), detach("planning_standardversion")),
    ]
