"""What the database forbids of payouts: one that nobody else approved, one without its posting, a change of what was planned.

Where people are paid is sealed; neither it nor a digest of it stands in the audit trail.
"""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
-- Each posting of a payout is of one payout of a batch that somebody else approved, and of its amount; each that came
-- back is of one that was rejected.
CREATE FUNCTION money_posting_of_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'payout' AND NOT EXISTS (
        SELECT FROM money_payout p JOIN money_payoutbatch b ON b.id = p.batch_id
        WHERE p.posting_id = NEW.id AND b.approved_by_id <> b.drafted_by_id AND p.paid_micro = (
            SELECT -sum(e.amount_micro) FROM money_ledgerentry e JOIN money_ledgeraccount a ON a.id = e.account_id
            WHERE e.posting_id = NEW.id AND a.kind = 'cash')
        AND p.rounding_micro - p.paid_micro = (
            SELECT -sum(e.amount_micro) FROM money_ledgerentry e JOIN money_ledgeraccount a ON a.id = e.account_id
            WHERE e.posting_id = NEW.id AND a.kind = 'available' AND a.contributor_id = p.contributor_id)
    ) THEN
        RAISE EXCEPTION 'posting % is of no payout that was approved', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.kind = 'returned' AND NOT EXISTS (
        SELECT FROM money_payout p WHERE p.returned_id = NEW.id AND p.posting_id = NEW.reverses_id AND p.state = 'rejected'
    ) THEN
        RAISE EXCEPTION 'posting % is of no payout that came back', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER of_payout AFTER INSERT ON money_posting DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.kind IN ('payout', 'returned')) EXECUTE FUNCTION money_posting_of_payout();

CREATE FUNCTION money_payout_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told text[] := ARRAY['state', 'reason', 'posting_id', 'returned_id', 'settled_at', 'sealed'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - told IS DISTINCT FROM to_jsonb(OLD) - told
       OR (OLD.posting_id IS NOT NULL AND NEW.posting_id IS DISTINCT FROM OLD.posting_id)
       OR (OLD.returned_id IS NOT NULL AND NEW.returned_id IS DISTINCT FROM OLD.returned_id)
       OR (NEW.sealed <> OLD.sealed AND NEW.sealed <> '') THEN
        RAISE EXCEPTION 'a payout stays as it was planned' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON money_payout
FOR EACH ROW EXECUTE FUNCTION money_payout_guard();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_bankanswer
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER never_deleted BEFORE DELETE ON money_payoutbatch
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER never_deleted ON money_payoutbatch;
DROP TRIGGER append_only ON money_bankanswer;
DROP TRIGGER guard ON money_payout;
DROP FUNCTION money_payout_guard();
DROP TRIGGER of_payout ON money_posting;
DROP FUNCTION money_posting_of_payout();
"""
HIDDEN = {"money_payout": ("sealed",), "money_payoutdetails": ("sealed",)}
AUDITED = ("money_payoutbatch", "money_payout", "money_payoutdetails", "money_payingaccount", "money_bankanswer")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0010_payouts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(attach(table, hidden=HIDDEN.get(table, ())), detach(table)) for table in AUDITED
        ),
    ]
