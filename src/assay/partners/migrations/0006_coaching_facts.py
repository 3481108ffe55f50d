"""What was said in a session stays; only that it was followed up is added. Who wrote is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FIXED = ("partners_coachingevidence", "partners_coachinggoal", "partners_coachingremark")
AUDITED = ("partners_coachingsession", "partners_coachinggoal")
# What two people talked about is theirs; the trail says that they did.
HIDDEN = {"partners_coachingsession": ("notes",)}
FORWARD = """
CREATE FUNCTION partners_coaching_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.followed_up_at IS NOT NULL
        OR to_jsonb(NEW) - 'followed_up_at' IS DISTINCT FROM to_jsonb(OLD) - 'followed_up_at' THEN
        RAISE EXCEPTION 'a coaching session stays as it was written' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON partners_coachingsession
FOR EACH ROW EXECUTE FUNCTION partners_coaching_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON partners_coachingsession;
DROP FUNCTION partners_coaching_guard();
"""


def fixed(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION kit_append_only()",
        f"DROP TRIGGER append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0005_coaching")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(fixed(table) for table in FIXED),
        *(migrations.RunSQL(attach(table, hidden=HIDDEN.get(table, ())), detach(table)) for table in AUDITED),
    ]
