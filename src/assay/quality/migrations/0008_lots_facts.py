"""Plans, lots, decisions about them and what a dispute changed of them stay as they were written, and are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

OWN_WORK = """
        SELECT FROM quality_lotunit u JOIN work_judgment j ON j.task_id = u.task_id
        JOIN people_contributor c ON c.id = j.contributor_id
"""
FORWARD = f"""
CREATE FUNCTION quality_lot_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a % stays as it was written', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_inspectionplan
FOR EACH ROW EXECUTE FUNCTION quality_lot_fact();
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_resumption
FOR EACH ROW EXECUTE FUNCTION quality_lot_fact();
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_lotunit
FOR EACH ROW EXECUTE FUNCTION quality_lot_fact();

CREATE FUNCTION quality_lot_revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL
        OR (NEW.inspection_id, NEW.dispute_id, NEW.before, NEW.after, NEW.is_accepted, NEW.was_state, NEW.revised_at)
            IS DISTINCT FROM
           (OLD.inspection_id, OLD.dispute_id, OLD.before, OLD.after, OLD.is_accepted, OLD.was_state, OLD.revised_at) THEN
        RAISE EXCEPTION 'what a dispute changed of a lot stays' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        {OWN_WORK} JOIN quality_lotinspection i ON i.lot_id = u.lot_id
        WHERE i.id = NEW.inspection_id AND c.user_id = NEW.confirmed_by_id
    ) THEN
        RAISE EXCEPTION 'nobody decides about a lot with their own work' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_lotrevision
FOR EACH ROW EXECUTE FUNCTION quality_lot_revision_guard();

CREATE FUNCTION quality_lot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.state = 'accepted' AND NEW.state <> OLD.state) OR (
        OLD.state = 'conceded' AND NEW.state <> OLD.state AND NOT (NEW.state = 'accepted' AND EXISTS (
            SELECT FROM quality_lotrevision v JOIN quality_lotinspection i ON i.id = v.inspection_id
            WHERE i.lot_id = NEW.id AND v.confirmed_at IS NOT NULL
        ))
    ) THEN
        RAISE EXCEPTION 'an accepted lot stays accepted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_lot
FOR EACH ROW EXECUTE FUNCTION quality_lot_guard();

CREATE FUNCTION quality_lot_decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.is_accepted IS NOT NULL AND NEW.is_accepted IS DISTINCT FROM OLD.is_accepted AND NOT (
            NEW.is_accepted IS NULL AND NEW.disposition = '' AND EXISTS (
                SELECT FROM quality_lotrevision v WHERE v.inspection_id = NEW.id AND v.is_accepted IS NULL
            )
        ))
        OR (OLD.disposition <> '' AND (NEW.disposition, NEW.disposed_by_id, NEW.reason, NEW.signed_as)
            IS DISTINCT FROM (OLD.disposition, OLD.disposed_by_id, OLD.reason, OLD.signed_as)) THEN
        RAISE EXCEPTION 'what was decided about a lot stays' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.disposed_by_id IS NOT NULL AND OLD.disposed_by_id IS NULL AND EXISTS (
        {OWN_WORK} WHERE u.lot_id = NEW.lot_id AND c.user_id = NEW.disposed_by_id
    ) THEN
        RAISE EXCEPTION 'nobody decides about a lot with their own work' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON quality_lotinspection
FOR EACH ROW EXECUTE FUNCTION quality_lot_decision_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON quality_lotrevision;
DROP FUNCTION quality_lot_revision_guard();
DROP TRIGGER guard ON quality_lotinspection;
DROP FUNCTION quality_lot_decision_guard();
DROP TRIGGER guard ON quality_lot;
DROP FUNCTION quality_lot_guard();
DROP TRIGGER guard ON quality_lotunit;
DROP TRIGGER guard ON quality_resumption;
DROP TRIGGER guard ON quality_inspectionplan;
DROP FUNCTION quality_lot_fact();
"""
DECIDED = ("is_accepted", "disposition", "reason", "signed_as", "disposed_by_id")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0007_dispute_facts"), ("work", "0001_tables")]
    replaces: ClassVar = [("quality", "0021_lots_facts"), ("quality", "0027_lot_revision_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("quality_inspectionplan"), detach("quality_inspectionplan")),
        migrations.RunSQL(attach("quality_lot", only=("state",)), detach("quality_lot")),
        migrations.RunSQL(attach("quality_lotinspection", only=DECIDED), detach("quality_lotinspection")),
        migrations.RunSQL(attach("quality_resumption"), detach("quality_resumption")),
        migrations.RunSQL(attach("quality_lotrevision"), detach("quality_lotrevision")),
    ]
