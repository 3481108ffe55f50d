"""A release that is ready never changes, and neither do its files."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE FUNCTION delivery_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a release that is ready cannot be changed; correct it with a new release'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON delivery_release
FOR EACH ROW WHEN (OLD.state = 'ready') EXECUTE FUNCTION delivery_immutable();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON delivery_releasefile
FOR EACH ROW EXECUTE FUNCTION delivery_immutable();
"""
BACKWARD = """
DROP TRIGGER immutable ON delivery_releasefile;
DROP TRIGGER immutable ON delivery_release;
DROP FUNCTION delivery_immutable();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("delivery", "0001_tables")]
    replaces: ClassVar = [("delivery", "0003_immutable")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
