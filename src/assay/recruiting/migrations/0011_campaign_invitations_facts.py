"""An invitation to a campaign stays as it was sent, too."""

from typing import ClassVar

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION recruiting_invitation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.answer <> ''
        OR (NEW.uid, NEW.contributor_id, NEW.project_id, {link_new}NEW.segment_id, NEW.invited_at, NEW.invited_by_id)
            IS DISTINCT FROM
           (OLD.uid, OLD.contributor_id, OLD.project_id, {link_old}OLD.segment_id, OLD.invited_at, OLD.invited_by_id)
    THEN
        RAISE EXCEPTION 'an invitation stays as it was sent' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FORWARD = GUARD.format(link_new="NEW.link_id, ", link_old="OLD.link_id, ")
BACKWARD = GUARD.format(link_new="", link_old="")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("recruiting", "0010_campaign_invitations")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
