"""Batches of facts only grow."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON insight_factbatch
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON insight_factbatch;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("insight", "0001_tables"), ("kit", "0002_append_only"), ("work", "0002_append_only"), ("quality", "0001_tables")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
