"""Judgments and retractions only grow, and carry the transaction that wrote them (for sealing and snapshots)."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
ALTER TABLE work_judgment ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE work_retraction ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON work_judgment
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON work_retraction
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
-- Counters change with every claim: room on the page keeps those updates inside it, and vacuum comes early.
ALTER TABLE work_queueitem SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE work_contributorqueue SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE work_workday SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE work_claim SET (fillfactor = 90);
"""
BACKWARD = """
DROP TRIGGER append_only ON work_retraction;
DROP TRIGGER append_only ON work_judgment;
ALTER TABLE work_retraction DROP COLUMN xid;
ALTER TABLE work_judgment DROP COLUMN xid;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0001_tables"), ("kit", "0002_append_only"), ("projects", "0002_routing_views")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
