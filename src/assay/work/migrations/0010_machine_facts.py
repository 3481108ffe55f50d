"""What a machine suggested is a fact: it never changes. Which machine suggests is configuration, and audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0009_machines"), ("kit", "0004_facts")]
    operations: ClassVar = [
        migrations.RunSQL(
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON work_suggestion "
            "FOR EACH ROW EXECUTE FUNCTION kit_append_only();",
            "DROP TRIGGER append_only ON work_suggestion;",
        ),
        migrations.RunSQL(attach("work_suggesting"), detach("work_suggesting")),
    ]
