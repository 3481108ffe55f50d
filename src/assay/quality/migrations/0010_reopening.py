"""What was closed because its task was withdrawn is open again when the task comes back; nothing else of it changes."""

from typing import ClassVar

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION quality_adjudication_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NOT (OLD.state = 'open'{reopening}) THEN
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
"""
FORWARD = FUNCTION.format(reopening=" OR (OLD.state = 'closed' AND NEW.state = 'open')")
BACKWARD = FUNCTION.format(reopening="")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0009_stopping")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
