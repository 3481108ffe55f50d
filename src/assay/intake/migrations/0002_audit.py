"""Requests are audited; what was said and done stays."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION intake_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said and done about a request stays' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON intake_requeststep
FOR EACH ROW EXECUTE FUNCTION intake_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON intake_requestcomment
FOR EACH ROW EXECUTE FUNCTION intake_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON intake_request
FOR EACH ROW EXECUTE FUNCTION intake_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON intake_requestchange
FOR EACH ROW EXECUTE FUNCTION intake_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON intake_attachment
FOR EACH ROW EXECUTE FUNCTION intake_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON intake_requestclock
FOR EACH ROW EXECUTE FUNCTION intake_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON intake_clockpause
FOR EACH ROW EXECUTE FUNCTION intake_append_only();
"""
STAY = (
    "intake_requeststep", "intake_requestcomment", "intake_request", "intake_requestchange", "intake_attachment",
    "intake_requestclock", "intake_clockpause",
)
BACKWARD = "\n".join(
    [*(f"DROP TRIGGER append_only ON {table};" for table in STAY), "DROP FUNCTION intake_append_only();"]
)
AUDITED = (
    "intake_request", "intake_volume", "intake_party", "intake_requeststep", "intake_servicelevel",
    "intake_requestcomment", "intake_attachment", "intake_requestchange",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("intake", "0001_tables"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
