"""What was decided about somebody stays, nobody decides an appeal about themselves, and all of it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION quality_standing_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.state <> 'open' AND NEW.state <> 'overturned') OR OLD.state = 'overturned' THEN
        RAISE EXCEPTION 'a step that has ended stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_standingstep
FOR EACH ROW EXECUTE FUNCTION quality_standing_step_guard();
CREATE FUNCTION quality_appeal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'open' THEN
        RAISE EXCEPTION 'an appeal that is decided stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.decided_by_id IS NOT NULL AND (NEW.decided_by_id = NEW.raised_by_id OR EXISTS (
        SELECT FROM people_contributor c WHERE c.id = NEW.contributor_id AND c.user_id = NEW.decided_by_id
    )) THEN
        RAISE EXCEPTION 'nobody decides their own appeal' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_appeal
FOR EACH ROW EXECUTE FUNCTION quality_appeal_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON quality_appeal;
DROP FUNCTION quality_appeal_guard();
DROP TRIGGER guard ON quality_standingstep;
DROP FUNCTION quality_standing_step_guard();
"""
# What a simulation found is no decision, and that everybody was looked at happens every hour.
SWITCHED = ("switched_on_at", "switched_on_by_id", "switched_off_at", "switched_off_by_id")
RULES = attach("quality_standingrules", hidden=("simulation",), only=SWITCHED)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0005_calibration_facts"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("quality", "0016_standing_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(RULES, detach("quality_standingrules")),
        migrations.RunSQL(attach("quality_standingstep"), detach("quality_standingstep")),
        migrations.RunSQL(attach("quality_appeal"), detach("quality_appeal")),
    ]
