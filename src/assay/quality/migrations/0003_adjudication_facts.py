"""Nobody decides about a task they judged, what is decided stays, and all of it is audited.

What was closed because its task was withdrawn is open again when the task comes back.
"""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION quality_adjudication_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NOT (OLD.state = 'open' OR (OLD.state = 'closed' AND NEW.state = 'open')) THEN
        RAISE EXCEPTION 'an adjudication that is decided stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.decided_by_id IS NOT NULL AND EXISTS (
        SELECT FROM work_judgment j JOIN people_contributor c ON c.id = j.contributor_id
        WHERE j.task_id = NEW.task_id AND c.user_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'nobody adjudicates a task they judged' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_adjudication
FOR EACH ROW EXECUTE FUNCTION quality_adjudication_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON quality_adjudication;
DROP FUNCTION quality_adjudication_guard();
"""
# Holding an item is no decision: a trail of it would be as long as the work itself.
COLUMNS = ("state", "answer", "verdict", "reason", "decided_by_id")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0002_audit"), ("work", "0001_tables")]
    replaces: ClassVar = [("quality", "0006_adjudication_facts"), ("quality", "0010_reopening")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("quality_adjudication", only=COLUMNS), detach("quality_adjudication")),
    ]
