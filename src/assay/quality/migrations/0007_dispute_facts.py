"""Nobody arbitrates about their own work, review or dispute, what was decided stays, and all of it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION quality_dispute_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'open' THEN
        RAISE EXCEPTION 'a dispute that is decided stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.decided_by_id IS NOT NULL AND (
        NEW.decided_by_id = NEW.raised_by_id
        OR EXISTS (
            SELECT FROM quality_review r JOIN quality_review other ON other.judgment_id = r.judgment_id
            WHERE r.id = NEW.review_id AND other.reviewer_id = NEW.decided_by_id
        )
        OR EXISTS (
            SELECT FROM quality_review r JOIN work_judgment j ON j.id = r.judgment_id
            JOIN work_judgment other ON other.task_id = j.task_id
            JOIN people_contributor c ON c.id = other.contributor_id
            WHERE r.id = NEW.review_id AND c.user_id = NEW.decided_by_id
        )
    ) THEN
        RAISE EXCEPTION 'nobody arbitrates what they judged, reviewed or disputed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_dispute
FOR EACH ROW EXECUTE FUNCTION quality_dispute_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON quality_dispute;
DROP FUNCTION quality_dispute_guard();
"""
TABLES = ("quality_dispute", "quality_reviewadjustment")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0006_standing_facts"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("quality", "0019_dispute_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in TABLES),
    ]
