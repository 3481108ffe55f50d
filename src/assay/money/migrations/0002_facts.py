"""What the database forbids: a posting that does not sum to zero, one in a closed month, any change of the ledger.

A posting is whole in the transaction that writes it: entries come with it and never later, its sum is looked at when
that transaction ends. A reversal is the exact mirror; what is posted by hand was approved by a second person.
"""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
ALTER TABLE money_posting ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE FUNCTION money_posting_in_open_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever closes the month holds this lock alone: either it is closed by now, or it waits for this posting.
    PERFORM pg_advisory_xact_lock_shared(
        4240, extract(year FROM NEW.booked_on)::int * 12 + extract(month FROM NEW.booked_on)::int);
    IF EXISTS (SELECT FROM money_period
               WHERE month = date_trunc('month', NEW.booked_on)::date AND state <> 'open') THEN
        RAISE EXCEPTION 'the month of % is closed', NEW.booked_on USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER in_open_month BEFORE INSERT ON money_posting
FOR EACH ROW EXECUTE FUNCTION money_posting_in_open_month();

CREATE FUNCTION money_entries_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added e JOIN money_posting p ON p.id = e.posting_id JOIN money_ledgeraccount a ON a.id = e.account_id
        WHERE p.xid <> pg_current_xact_id() OR p.booked_on <> e.booked_on OR a.currency <> e.currency
    ) THEN
        RAISE EXCEPTION 'an entry comes with its posting, on its day, in the currency of its account'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entries_fit AFTER INSERT ON money_ledgerentry REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION money_entries_fit();

CREATE FUNCTION money_posting_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM money_ledgerentry WHERE posting_id = NEW.id) < 2 OR EXISTS (
        SELECT FROM money_ledgerentry WHERE posting_id = NEW.id GROUP BY currency HAVING sum(amount_micro) <> 0
    ) THEN
        RAISE EXCEPTION 'posting % does not sum to zero', NEW.key USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.reverses_id IS NOT NULL AND EXISTS (
        SELECT FROM money_ledgerentry WHERE posting_id IN (NEW.id, NEW.reverses_id)
        GROUP BY account_id HAVING sum(amount_micro) <> 0
    ) THEN
        RAISE EXCEPTION 'posting % is no mirror of what it reverses', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.kind IN ('manual', 'reversal') AND NOT EXISTS (
        SELECT FROM money_manualentry m WHERE m.posting_id = NEW.id AND m.state = 'approved'
          AND m.decided_by_id <> m.proposed_by_id
    ) THEN
        RAISE EXCEPTION 'posting % was approved by nobody else', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER whole AFTER INSERT ON money_posting DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION money_posting_whole();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_posting
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_ledgerentry
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_ledgeraccount
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_periodbalance
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE ON money_manualentry
FOR EACH ROW WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER never_deleted BEFORE DELETE ON money_manualentry
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE ON money_period
FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER never_deleted BEFORE DELETE ON money_period
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER never_deleted ON money_period;
DROP TRIGGER append_only ON money_period;
DROP TRIGGER never_deleted ON money_manualentry;
DROP TRIGGER append_only ON money_manualentry;
DROP TRIGGER append_only ON money_periodbalance;
DROP TRIGGER append_only ON money_ledgeraccount;
DROP TRIGGER append_only ON money_ledgerentry;
DROP TRIGGER append_only ON money_posting;
DROP TRIGGER whole ON money_posting;
DROP FUNCTION money_posting_whole();
DROP TRIGGER entries_fit ON money_ledgerentry;
DROP FUNCTION money_entries_fit();
DROP TRIGGER in_open_month ON money_posting;
DROP FUNCTION money_posting_in_open_month();
ALTER TABLE money_posting DROP COLUMN xid;
"""
# Entries are sealed with their month; who posted them stands with the posting.
AUDITED = ("money_posting", "money_ledgeraccount", "money_manualentry", "money_period")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0001_tables"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
