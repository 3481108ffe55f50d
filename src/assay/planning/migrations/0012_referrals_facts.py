"""A reward that was proposed stays proposed; the table is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON planning_referralreward
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON planning_referralreward;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0011_referrals")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("planning_referralreward"), detach("planning_referralreward")),
    ]
