"""What was said about time stays, an approved sheet changes only by its withdrawal, and all of it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON people_timeentry
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE FUNCTION people_sheet_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
        OR (NEW.contributor_id, NEW.site_id, NEW.day_on, NEW.kinds, NEW.seconds, NEW.paid_seconds, NEW.shift_seconds,
            NEW.kept_seconds, NEW.approved_at, NEW.approved_by_id)
            IS DISTINCT FROM
           (OLD.contributor_id, OLD.site_id, OLD.day_on, OLD.kinds, OLD.seconds, OLD.paid_seconds, OLD.shift_seconds,
            OLD.kept_seconds, OLD.approved_at, OLD.approved_by_id) THEN
        RAISE EXCEPTION 'an approved day stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON people_timesheet
FOR EACH ROW EXECUTE FUNCTION people_sheet_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON people_timesheet;
DROP FUNCTION people_sheet_guard();
DROP TRIGGER append_only ON people_timeentry;
"""
TABLES = ("people_shift", "people_timeentry", "people_timesheet")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0006_time")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in TABLES),
    ]
