"""What was signed, and the text that was signed, never changes; who publishes and signs is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

SIGNED = ("training_agreementversion", "training_agreementtext", "training_signature")
FORWARD = "".join(
    f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION kit_append_only();\n"
    for table in SIGNED
)
BACKWARD = "".join(f"DROP TRIGGER append_only ON {table};\n" for table in SIGNED)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0001_tables"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(
            attach("training_agreement", only=("retired_at", "retired_reason", "name")),
            detach("training_agreement"),
        ),
        migrations.RunSQL(attach("training_agreementversion"), detach("training_agreementversion")),
        migrations.RunSQL(
            attach("training_agreementtext", hidden=("markdown",)), detach("training_agreementtext")
        ),
        migrations.RunSQL(attach("training_signature", hidden=("name",)), detach("training_signature")),
    ]
