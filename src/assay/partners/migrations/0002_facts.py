"""A note says for good what it said: only the closing of a point is added. Who wrote and closed is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION partners_note_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL
        OR (NEW.site_id, NEW.team_id, NEW.kind, NEW.text, NEW.shift_at, NEW.written_at, NEW.written_by_id)
            IS DISTINCT FROM
           (OLD.site_id, OLD.team_id, OLD.kind, OLD.text, OLD.shift_at, OLD.written_at, OLD.written_by_id) THEN
        RAISE EXCEPTION 'a note stays as it was written' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON partners_handovernote
FOR EACH ROW EXECUTE FUNCTION partners_note_guard();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_handoverreading
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON partners_handoverreading;
DROP TRIGGER guard ON partners_handovernote;
DROP FUNCTION partners_note_guard();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0001_tables"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("partners_handovernote"), detach("partners_handovernote")),
    ]
