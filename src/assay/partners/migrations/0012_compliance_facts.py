"""What is asked stays until it is retired, evidence stays until it is withdrawn; who did it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES = ("partners_complianceitem", "partners_complianceevidence")
FORWARD = """
CREATE FUNCTION partners_compliance_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    added text[] := ARRAY['retired_at', 'reminded_at', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_why'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - added IS DISTINCT FROM to_jsonb(OLD) - added THEN
        RAISE EXCEPTION 'what is asked, and what proved it, stays' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
BACKWARD = "DROP FUNCTION partners_compliance_guard();"


def guarded(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION partners_compliance_guard()",
        f"DROP TRIGGER guard ON {table}",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0011_compliance")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(guarded(table) for table in TABLES),
        *(migrations.RunSQL(attach(table), detach(table)) for table in TABLES),
    ]
