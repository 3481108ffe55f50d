"""What was reckoned stays as it is; who proposed, applied and took back an allocation is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION planning_allocation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.uid, NEW.number, NEW.week_on, NEW.given, NEW.inputs_hash, NEW.result, NEW.made_at)
        IS DISTINCT FROM (OLD.uid, OLD.number, OLD.week_on, OLD.given, OLD.inputs_hash, OLD.result, OLD.made_at) THEN
        RAISE EXCEPTION 'what was reckoned stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON planning_allocationrun
FOR EACH ROW EXECUTE FUNCTION planning_allocation_guard();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON planning_assignment
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON planning_assignment;
DROP TRIGGER guard ON planning_allocationrun;
DROP FUNCTION planning_allocation_guard();
"""
RUN = "planning_allocationrun"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0005_allocations")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach(RUN, hidden=("result",)), detach(RUN)),
    ]
