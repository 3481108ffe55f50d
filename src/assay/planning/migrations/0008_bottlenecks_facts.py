"""What was found stays: only its numbers follow, and that it is gone is added."""

from typing import ClassVar

from django.db import migrations

KEPT = """
CREATE TRIGGER append_only BEFORE DELETE ON planning_capacityfinding FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0007_bottlenecks")]
    operations: ClassVar = [
        migrations.RunSQL(KEPT, "DROP TRIGGER append_only ON planning_capacityfinding;")
    ]
