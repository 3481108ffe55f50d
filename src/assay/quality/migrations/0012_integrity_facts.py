"""What was seen stays, a case that was decided stays as it is, and nobody decides about themselves; all of it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON quality_integritysign
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE FUNCTION quality_integrity_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'open' THEN
        RAISE EXCEPTION 'a case that is decided stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT FROM people_contributor c WHERE c.id = NEW.contributor_id AND c.user_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'nobody decides a case about themselves' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_integritycase
FOR EACH ROW EXECUTE FUNCTION quality_integrity_case_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON quality_integritycase;
DROP FUNCTION quality_integrity_case_guard();
DROP TRIGGER append_only ON quality_integritysign;
"""
AUDITED = ("quality_integritycase", "quality_integritysign")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0011_integrity"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
