"""What the database forbids of pay: twice for one judgment, money without a judgment, and taking back what is final."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION money_earnings_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added e LEFT JOIN money_earning b ON b.judgment_id = e.judgment_id AND b.nth = e.nth - 1
        LEFT JOIN money_releasedearning d ON d.earning_id = b.id
        WHERE e.nth > 1 AND (b.id IS NULL OR b.amount_micro <> -e.amount_micro OR b.currency <> e.currency
            OR d.earning_id IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'an earning is taken back and given again in turn, until it is released'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER in_turn AFTER INSERT ON money_earning REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION money_earnings_in_turn();

CREATE FUNCTION money_release_of_newest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added d JOIN money_earning e ON e.id = d.earning_id
        WHERE e.amount_micro < 0 OR EXISTS (
            SELECT FROM money_earning n WHERE n.judgment_id = e.judgment_id AND n.nth = e.nth + 1)
    ) THEN
        RAISE EXCEPTION 'only what is owed is released' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER of_newest AFTER INSERT ON money_releasedearning REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION money_release_of_newest();

-- Every cent of a posting of pay leads to judgments: its earnings come to what it credits.
CREATE FUNCTION money_pay_of_judgments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    n_off int;
BEGIN
    IF NEW.kind = 'accrual' THEN
        SELECT count(*) INTO n_off FROM (
            SELECT currency FROM (
                SELECT currency, amount_micro FROM money_earning WHERE posting_id = NEW.id
                UNION ALL
                SELECT e.currency, e.amount_micro FROM money_ledgerentry e
                JOIN money_ledgeraccount a ON a.id = e.account_id AND a.kind = 'pending'
                WHERE e.posting_id = NEW.id
            ) both_sides GROUP BY currency HAVING sum(amount_micro) <> 0) off;
    ELSIF NEW.kind = 'release' THEN
        SELECT count(*) INTO n_off FROM (
            SELECT currency FROM (
                SELECT e.currency, e.amount_micro FROM money_releasedearning d
                JOIN money_earning e ON e.id = d.earning_id WHERE d.posting_id = NEW.id
                UNION ALL
                SELECT e.currency, e.amount_micro FROM money_ledgerentry e
                JOIN money_ledgeraccount a ON a.id = e.account_id AND a.kind = 'available'
                WHERE e.posting_id = NEW.id
            ) both_sides GROUP BY currency HAVING sum(amount_micro) <> 0) off;
    END IF;
    IF n_off > 0 THEN
        RAISE EXCEPTION 'posting % is not what its judgments have earned', NEW.key
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER of_judgments AFTER INSERT ON money_posting DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION money_pay_of_judgments();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_earning
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_releasedearning
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_ratecard
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_rateline
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_payfloor
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON money_payfloor;
DROP TRIGGER append_only ON money_rateline;
DROP TRIGGER append_only ON money_ratecard;
DROP TRIGGER append_only ON money_releasedearning;
DROP TRIGGER append_only ON money_earning;
DROP TRIGGER of_judgments ON money_posting;
DROP FUNCTION money_pay_of_judgments();
DROP TRIGGER of_newest ON money_releasedearning;
DROP FUNCTION money_release_of_newest();
DROP TRIGGER in_turn ON money_earning;
DROP FUNCTION money_earnings_in_turn();
"""
AUDITED = ("money_ratecard", "money_rateline", "money_payfloor")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0003_pay")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
