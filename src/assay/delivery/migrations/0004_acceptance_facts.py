"""What the requester said is audited; flags are never taken back, and the paper of a release stays as it is."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION delivery_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said of a release stays' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON delivery_flag
FOR EACH ROW EXECUTE FUNCTION delivery_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON delivery_certificatepaper
FOR EACH ROW EXECUTE FUNCTION delivery_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON delivery_corrected
FOR EACH ROW EXECUTE FUNCTION delivery_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON delivery_escape
FOR EACH ROW EXECUTE FUNCTION delivery_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON delivery_acceptance
FOR EACH ROW EXECUTE FUNCTION delivery_append_only();
"""
TABLES = (
    "delivery_acceptance", "delivery_escape", "delivery_flag", "delivery_corrected", "delivery_certificatepaper",
)
BACKWARD = "\n".join(
    [*(f"DROP TRIGGER append_only ON {table};" for table in TABLES), "DROP FUNCTION delivery_append_only();"]
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("delivery", "0003_audit")]
    replaces: ClassVar = [("delivery", "0006_acceptance_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(attach(table), detach(table))
            for table in (*TABLES, "delivery_deliveryterms")
        ),
    ]
