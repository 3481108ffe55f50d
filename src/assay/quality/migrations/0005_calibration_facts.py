"""What calibration keeps: answers while a session is open, benchmarks while it is ruled on, alignments for good."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION quality_calibration_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted text := TG_ARGV[0];
    found text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was answered in a calibration session stays' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT s.state INTO found FROM quality_calibrationitem i JOIN quality_calibrationsession s ON s.id = i.session_id
    WHERE i.id = NEW.item_id;
    IF found <> wanted THEN
        RAISE EXCEPTION 'the calibration session is %, not %', found, wanted
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON quality_calibrationanswer
FOR EACH ROW EXECUTE FUNCTION quality_calibration_guard('open');

CREATE FUNCTION quality_benchmark_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found quality_calibrationsession%ROWTYPE;
BEGIN
    SELECT * INTO found FROM quality_calibrationsession WHERE id = NEW.session_id;
    IF found.state <> 'ruling' THEN
        RAISE EXCEPTION 'the calibration session is %, not ruling', found.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM quality_calibrationparticipant WHERE session_id = found.id AND user_id = NEW.ruled_by_id) THEN
        RAISE EXCEPTION 'nobody rules on what they answered' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OF benchmark, ruling, ruled_at, ruled_by_id ON quality_calibrationitem
FOR EACH ROW WHEN ((OLD.benchmark, OLD.ruling, OLD.ruled_by_id) IS DISTINCT FROM (NEW.benchmark, NEW.ruling, NEW.ruled_by_id))
EXECUTE FUNCTION quality_benchmark_guard();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON quality_calibrationalignment
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON quality_calibrationalignment;
DROP TRIGGER guard ON quality_calibrationitem;
DROP FUNCTION quality_benchmark_guard();
DROP TRIGGER guard ON quality_calibrationanswer;
DROP FUNCTION quality_calibration_guard();
"""
# Alignments follow from answers and benchmarks, which are audited.
TABLES = (
    "quality_calibrationsession",
    "quality_calibrationitem",
    "quality_calibrationparticipant",
    "quality_calibrationanswer",
    "quality_calibrationremark",
    "quality_retrainingneed",
    "quality_guidelineproposal",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0004_review_facts")]
    replaces: ClassVar = [("quality", "0014_calibration_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in TABLES),
    ]
