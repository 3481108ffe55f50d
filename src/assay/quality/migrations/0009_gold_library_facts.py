"""Nobody judges the gold they proposed or had in hand, opinions stay, and all of it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION quality_goldopinion_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'an opinion on gold stays as it is' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT FROM quality_goldproposal p JOIN people_contributor s ON s.id = p.speaker_id
        WHERE p.id = NEW.proposal_id AND NEW.by_id IN (p.proposed_by_id, s.user_id)
    ) OR EXISTS (
        SELECT FROM quality_goldproposal p JOIN work_judgment j ON j.task_id = p.task_id
        JOIN people_contributor c ON c.id = j.contributor_id
        WHERE p.id = NEW.proposal_id AND c.user_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION 'nobody judges gold they proposed or had in hand'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON quality_goldopinion
FOR EACH ROW EXECUTE FUNCTION quality_goldopinion_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON quality_goldopinion;
DROP FUNCTION quality_goldopinion_guard();
"""
TABLES = ("quality_goldproposal", "quality_goldopinion")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0008_lots_facts"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("quality", "0023_gold_library_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in TABLES),
    ]
