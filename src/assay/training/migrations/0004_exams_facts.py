"""Who keeps and who sits exams is audited, and how an attempt ended; a question, once answered, stays so."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION training_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL THEN
        RAISE EXCEPTION 'An answer of an exam stays as it was given';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answered_once BEFORE UPDATE OR DELETE ON training_examanswer
FOR EACH ROW EXECUTE FUNCTION training_answered_once();
"""
BACKWARD = """
DROP TRIGGER answered_once ON training_examanswer;
DROP FUNCTION training_answered_once();
"""
AUDITED = ("training_exam", "training_examitem", "training_examattempt")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0003_exams"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
