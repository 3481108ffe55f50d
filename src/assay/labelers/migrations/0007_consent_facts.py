"""Who said that content may be sent, and who took it back, never changes."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "labelers_endpointconsent"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("labelers", "0006_consents")]
    operations: ClassVar = [
        migrations.RunSQL(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION kit_append_only();",
            f"DROP TRIGGER append_only ON {TABLE};",
        ),
        migrations.RunSQL(attach(TABLE), detach(TABLE)),
    ]
