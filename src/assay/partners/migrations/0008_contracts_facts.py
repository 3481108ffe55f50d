"""What was agreed with a vendor never changes, and who wrote it down is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_contract
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON partners_contract;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0007_contracts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("partners_contract"), detach("partners_contract")),
    ]
