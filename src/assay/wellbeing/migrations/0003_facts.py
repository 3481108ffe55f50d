"""What was said of whom people can turn to never changes, and who said it is audited; the pulse check has no trail."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "wellbeing_counsellorcontact"
FIXED = f"""CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION kit_append_only()"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("wellbeing", "0002_counsellors"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FIXED, f"DROP TRIGGER append_only ON {TABLE}"),
        migrations.RunSQL(attach(TABLE), detach(TABLE)),
    ]
