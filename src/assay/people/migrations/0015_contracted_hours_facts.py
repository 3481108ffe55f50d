"""What was agreed is added to, never changed, and on the trail."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON people_contractedhours
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACK = "DROP TRIGGER append_only ON people_contractedhours;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0014_contracted_hours"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(APPEND_ONLY, BACK),
        migrations.RunSQL(attach("people_contractedhours"), detach("people_contractedhours")),
    ]
