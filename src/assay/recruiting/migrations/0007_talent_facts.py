"""An invitation stays as it was sent; only its answer is added, once. Segments and invitations are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION recruiting_invitation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.answer <> ''
        OR (NEW.uid, NEW.contributor_id, NEW.project_id, NEW.segment_id, NEW.invited_at, NEW.invited_by_id)
            IS DISTINCT FROM
           (OLD.uid, OLD.contributor_id, OLD.project_id, OLD.segment_id, OLD.invited_at, OLD.invited_by_id) THEN
        RAISE EXCEPTION 'an invitation stays as it was sent' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON recruiting_invitation
FOR EACH ROW EXECUTE FUNCTION recruiting_invitation_guard();
"""
BACKWARD = "DROP TRIGGER guard ON recruiting_invitation; DROP FUNCTION recruiting_invitation_guard();"
AUDITED = ("recruiting_talentsegment", "recruiting_invitation")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("recruiting", "0006_talent")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
