"""Questions about a rush, and what was answered, are audited and stay."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0010_rush")]
    operations: ClassVar = [
        migrations.RunSQL(attach("planning_rushquestion"), detach("planning_rushquestion")),
        migrations.RunSQL(
            "CREATE TRIGGER append_only BEFORE DELETE ON planning_rushquestion "
            "FOR EACH ROW EXECUTE FUNCTION kit_append_only()",
            "DROP TRIGGER append_only ON planning_rushquestion",
        ),
    ]
