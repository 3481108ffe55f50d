"""What the database forbids of vendors' invoices: an answer invoiced twice, a line that changes, money that nobody approved."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_invoiceline
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_invoicedearning
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_invoicedhours
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_vendorclaim
FOR EACH ROW EXECUTE FUNCTION kit_append_only();

CREATE FUNCTION partners_invoice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told text[] := ARRAY['state', 'ruling', 'decided_at', 'decided_by_id', 'posting_id', 'paid_at'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'paid'
       OR (OLD.state <> 'counting' AND to_jsonb(NEW) - told IS DISTINCT FROM to_jsonb(OLD) - told) THEN
        RAISE EXCEPTION 'an invoice stays as it was counted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON partners_vendorinvoice
FOR EACH ROW EXECUTE FUNCTION partners_invoice_guard();

-- Money for a vendor is that of an invoice which somebody else approved, and of its amount.
CREATE FUNCTION partners_posting_of_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM partners_vendorinvoice v
        WHERE v.posting_id = NEW.id AND v.state = 'paid' AND v.decided_by_id <> v.proposed_by_id
          AND v.total_micro = (SELECT coalesce(-sum(e.amount_micro), 0) FROM money_ledgerentry e
              JOIN money_ledgeraccount a ON a.id = e.account_id WHERE e.posting_id = NEW.id AND a.kind = 'cash')
    ) THEN
        RAISE EXCEPTION 'posting % is of no invoice that was approved', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER of_invoice AFTER INSERT ON money_posting DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.kind = 'invoice') EXECUTE FUNCTION partners_posting_of_invoice();
"""
BACKWARD = """
DROP TRIGGER of_invoice ON money_posting;
DROP FUNCTION partners_posting_of_invoice();
DROP TRIGGER guard ON partners_vendorinvoice;
DROP FUNCTION partners_invoice_guard();
DROP TRIGGER append_only ON partners_vendorclaim;
DROP TRIGGER append_only ON partners_invoicedhours;
DROP TRIGGER append_only ON partners_invoicedearning;
DROP TRIGGER append_only ON partners_invoiceline;
"""
AUDITED = ("partners_vendorinvoice", "partners_vendorclaim")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0016_invoices")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
