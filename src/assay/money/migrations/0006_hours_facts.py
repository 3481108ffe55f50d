"""What the database forbids of pay by the hour: seconds that are not accounted for, or twice, and money without hours."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION money_posting_whole() RETURNS trigger LANGUAGE plpgsql AS $$
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
    -- A day that is withdrawn was withdrawn by who keeps its time: its pay is reversed by itself.
    IF NEW.kind IN ('manual', 'reversal') AND NOT EXISTS (
        SELECT FROM money_posting o WHERE o.id = NEW.reverses_id AND o.kind IN ('hours', 'matured')
    ) AND NOT EXISTS (
        SELECT FROM money_manualentry m WHERE m.posting_id = NEW.id AND m.state = 'approved'
          AND m.decided_by_id <> m.proposed_by_id
    ) THEN
        RAISE EXCEPTION 'posting % was approved by nobody else', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- The parts of an approved day come to its paid seconds; they are taken back whole, and only with the day itself.
CREATE FUNCTION money_hours_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    approved people_timesheet%ROWTYPE;
    n_seconds bigint;
    n_off int;
BEGIN
    SELECT * INTO approved FROM people_timesheet WHERE id = NEW.sheet_id;
    SELECT sum(seconds) INTO n_seconds FROM money_hourearning WHERE sheet_id = NEW.sheet_id AND nth = NEW.nth;
    IF n_seconds <> (3 - 2 * NEW.nth) * approved.paid_seconds
        OR (NEW.nth = 2 AND approved.withdrawn_at IS NULL) THEN
        RAISE EXCEPTION 'the hours of an approved day are paid once, and taken back with the day'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.nth = 2 THEN
        SELECT count(*) INTO n_off FROM (
            SELECT project_id, currency FROM money_hourearning WHERE sheet_id = NEW.sheet_id
            GROUP BY project_id, currency
            HAVING sum(amount_micro) <> 0 OR sum(seconds) <> 0 OR sum(unpaid_seconds) <> 0) off;
        IF n_off > 0 THEN
            RAISE EXCEPTION 'hours are taken back as they were paid' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER add_up AFTER INSERT ON money_hourearning DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION money_hours_add_up();

-- Every cent of a posting of hours leads to approved days.
CREATE FUNCTION money_pay_of_hours() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    n_off int := 0;
    reversed_kind text;
BEGIN
    SELECT kind INTO reversed_kind FROM money_posting WHERE id = NEW.reverses_id;
    IF NEW.kind = 'hours' OR reversed_kind = 'hours' THEN
        SELECT count(*) INTO n_off FROM (
            SELECT currency FROM (
                SELECT currency, amount_micro FROM money_hourearning WHERE posting_id = NEW.id
                UNION ALL
                SELECT e.currency, e.amount_micro FROM money_ledgerentry e
                JOIN money_ledgeraccount a ON a.id = e.account_id AND a.kind = 'pending'
                WHERE e.posting_id = NEW.id
            ) both_sides GROUP BY currency HAVING sum(amount_micro) <> 0) off;
    ELSIF NEW.kind = 'matured' THEN
        SELECT count(*) INTO n_off FROM (
            SELECT currency FROM (
                SELECT h.currency, h.amount_micro FROM money_releasedhours d
                JOIN money_hourearning h ON h.sheet_id = d.sheet_id AND h.nth = 1 AND h.amount_micro <> 0
                WHERE d.posting_id = NEW.id
                UNION ALL
                SELECT e.currency, e.amount_micro FROM money_ledgerentry e
                JOIN money_ledgeraccount a ON a.id = e.account_id AND a.kind = 'available'
                WHERE e.posting_id = NEW.id
            ) both_sides GROUP BY currency HAVING sum(amount_micro) <> 0) off;
    ELSIF reversed_kind = 'matured' THEN
        SELECT count(*) INTO n_off FROM money_releasedhours d JOIN people_timesheet t ON t.id = d.sheet_id
        WHERE d.posting_id = NEW.reverses_id AND t.withdrawn_at IS NULL;
    END IF;
    IF n_off > 0 THEN
        RAISE EXCEPTION 'posting % is not what approved hours have earned', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER of_hours AFTER INSERT ON money_posting DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION money_pay_of_hours();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_hourearning
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_releasedhours
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON money_releasedhours;
DROP TRIGGER append_only ON money_hourearning;
DROP TRIGGER of_hours ON money_posting;
DROP FUNCTION money_pay_of_hours();
DROP TRIGGER add_up ON money_hourearning;
DROP FUNCTION money_hours_add_up();
CREATE OR REPLACE FUNCTION money_posting_whole() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0005_hours")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
