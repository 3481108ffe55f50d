"""That somebody was told stays."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_contractreminder
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON partners_contractreminder;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0013_contract_reminders")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
