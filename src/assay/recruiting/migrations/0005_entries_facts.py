"""What was entered stays; what takes an entry back is its mirror, and is entered once."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

ROUNDS, SPENDINGS = "recruiting_invitationround", "recruiting_spending"
MIRROR = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM {table} e WHERE e.id = NEW.reverses_id AND e.reverses_id IS NULL AND {same}
    ) THEN
        RAISE EXCEPTION 'what takes an entry back is its mirror' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mirror BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACK = "DROP TRIGGER append_only ON {table}; DROP TRIGGER mirror ON {table}; DROP FUNCTION {name}();"
SAME = {
    ROUNDS: "(e.link_id, e.n, e.invited_on) = (NEW.link_id, -NEW.n, NEW.invited_on)",
    SPENDINGS: "(e.link_id, e.amount_micro, e.currency, e.spent_on) = "
    "(NEW.link_id, -NEW.amount_micro, NEW.currency, NEW.spent_on)",
}


def _mirror(table: str, same: str) -> migrations.RunSQL:
    names = {"table": table, "name": f"{table}_mirror"}
    return migrations.RunSQL(MIRROR.format(same=same, **names), BACK.format(**names))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("recruiting", "0004_entries"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        *(_mirror(table, same) for table, same in SAME.items()),
        *(migrations.RunSQL(attach(table), detach(table)) for table in SAME),
    ]
