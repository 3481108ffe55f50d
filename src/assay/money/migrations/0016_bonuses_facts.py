"""What the database forbids of bonuses: a rule that changes, and one that is approved by whoever made its rule."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE FUNCTION money_bonus_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told text[] := ARRAY['ended_at', 'ended_by_id'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - told IS DISTINCT FROM to_jsonb(OLD) - told THEN
        RAISE EXCEPTION 'a bonus rule stays as it was set' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON money_bonusrule
FOR EACH ROW EXECUTE FUNCTION money_bonus_guard();

CREATE FUNCTION money_extra_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM money_bonusrule r WHERE r.id = NEW.rule_id AND r.set_by_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'a bonus is approved by somebody else than who made its rule'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE UPDATE ON money_extrapay
FOR EACH ROW WHEN (NEW.rule_id IS NOT NULL) EXECUTE FUNCTION money_extra_four_eyes();
"""
BACKWARD = """
DROP TRIGGER four_eyes ON money_extrapay;
DROP FUNCTION money_extra_four_eyes();
DROP TRIGGER guard ON money_bonusrule;
DROP FUNCTION money_bonus_guard();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0015_bonuses")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("money_bonusrule"), detach("money_bonusrule")),
    ]
