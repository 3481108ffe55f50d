"""Restorations only grow, and views say what does not count: now, and at any moment before."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
ALTER TABLE work_restoration ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX work_restoration_xid ON work_restoration (xid);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON work_restoration
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE VIEW work_retracted AS
SELECT r.judgment_id, r.id AS retraction_id, r.reason, r.retracted_at, r.retracted_by_id FROM work_retraction r
WHERE NOT EXISTS (SELECT FROM work_restoration x WHERE x.retraction_id = r.id);
-- Of one judgment no two spans overlap, so that a moment falls into one of them at most.
CREATE VIEW work_retractedspan AS
SELECT r.judgment_id, r.retracted_at, coalesce(x.restored_at, 'infinity'::timestamptz) AS restored_at
FROM work_retraction r LEFT JOIN work_restoration x ON x.retraction_id = r.id;
"""
BACKWARD = """
DROP VIEW work_retractedspan;
DROP VIEW work_retracted;
DROP TRIGGER append_only ON work_restoration;
DROP INDEX work_restoration_xid;
ALTER TABLE work_restoration DROP COLUMN xid;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0003_audit"), ("kit", "0002_append_only")]
    replaces: ClassVar = [("work", "0016_restoration_facts")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
