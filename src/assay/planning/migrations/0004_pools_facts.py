"""What was chosen by hand stays but for its end; who set a pool is audited. That it was compared again is not."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION planning_choice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
        OR (NEW.uid, NEW.project_id, NEW.contributor_id, NEW.kind, NEW.quarters, NEW.week_on, NEW.reason, NEW.chosen_at,
            NEW.chosen_by_id)
            IS DISTINCT FROM
           (OLD.uid, OLD.project_id, OLD.contributor_id, OLD.kind, OLD.quarters, OLD.week_on, OLD.reason, OLD.chosen_at,
            OLD.chosen_by_id) THEN
        RAISE EXCEPTION 'what was chosen by hand stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON planning_poolchoice
FOR EACH ROW EXECUTE FUNCTION planning_choice_guard();
"""
BACKWARD = "DROP TRIGGER guard ON planning_poolchoice; DROP FUNCTION planning_choice_guard();"
AUDITED: dict[str, dict[str, tuple[str, ...]]] = {
    "planning_pool": {"only": ("project_id", "rule", "has_rule", "priority")},
    "planning_poolchoice": {},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0003_pools")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in AUDITED.items()),
    ]
