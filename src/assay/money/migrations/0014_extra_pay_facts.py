"""What the database forbids of extra pay: a posting that nobody approved, and a change of what was proposed."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
-- Each posting of extra pay is of one line that somebody approved, and of its amount, to its person.
CREATE FUNCTION money_posting_of_extra() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM money_extrapay x WHERE x.posting_id = NEW.id AND x.state = 'approved' AND x.kind = NEW.kind
        AND x.amount_micro = (
            SELECT -sum(e.amount_micro) FROM money_ledgerentry e JOIN money_ledgeraccount a ON a.id = e.account_id
            WHERE e.posting_id = NEW.id AND e.currency = x.currency AND a.kind = 'available'
              AND a.contributor_id = x.contributor_id)
    ) THEN
        RAISE EXCEPTION 'posting % is of no extra pay that was approved', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER of_extra AFTER INSERT ON money_posting DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.kind IN ('top_up', 'bonus')) EXECUTE FUNCTION money_posting_of_extra();

CREATE FUNCTION money_extra_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told text[] := ARRAY['state', 'ruling', 'decided_at', 'decided_by_id', 'posting_id'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'proposed' OR to_jsonb(NEW) - told IS DISTINCT FROM to_jsonb(OLD) - told THEN
        RAISE EXCEPTION 'extra pay stays as it was proposed, and as it was decided'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON money_extrapay
FOR EACH ROW EXECUTE FUNCTION money_extra_guard();
"""
BACKWARD = """
DROP TRIGGER guard ON money_extrapay;
DROP FUNCTION money_extra_guard();
DROP TRIGGER of_extra ON money_posting;
DROP FUNCTION money_posting_of_extra();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0013_extra_pay")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("money_extrapay"), detach("money_extrapay")),
    ]
