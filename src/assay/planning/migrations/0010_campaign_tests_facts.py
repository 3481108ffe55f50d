"""Whom a test was asked of, and what it pays, stays; what came of it is added once. Both tables are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION planning_sitting_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.attempt_id IS NOT NULL
        OR (NEW.uid, NEW.campaign_test_id, NEW.application_id, NEW.exam_id, NEW.pay_micro, NEW.currency, NEW.asked_at)
            IS DISTINCT FROM
           (OLD.uid, OLD.campaign_test_id, OLD.application_id, OLD.exam_id, OLD.pay_micro, OLD.currency, OLD.asked_at)
    THEN
        RAISE EXCEPTION 'a sitting stays as it was asked' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON planning_campaignsitting
FOR EACH ROW EXECUTE FUNCTION planning_sitting_guard();
"""
BACKWARD = "DROP TRIGGER guard ON planning_campaignsitting; DROP FUNCTION planning_sitting_guard();"
AUDITED = ("planning_campaigntest", "planning_campaignsitting")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0009_campaign_tests")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
