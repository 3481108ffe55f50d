"""A trigger function for tables that only grow. `assay.purge` is set by the permitted, audited purge alone."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE FUNCTION kit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('assay.purge', true) = 'on' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'table % only grows: % is not allowed', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0001_tables")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, "DROP FUNCTION kit_append_only()")]
