"""The terms that hold in each project, as the claim reads them; what a rating said stays."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

# The figures that come with Assay stand here and in work/rules/exposure.py; a test compares them.
FORWARD = """
CREATE VIEW work_terms_in_force AS
SELECT p.id AS project_id,
    coalesce(o.weights, '{0,25,50,75,100}'::smallint[]) AS weights,
    least(coalesce(o.day_minutes, 300), l.day_minutes)::int AS day_minutes,
    least(coalesce(o.week_minutes, 1500), l.week_minutes)::int AS week_minutes,
    least(coalesce(o.run_minutes, 60), l.run_minutes)::int AS run_minutes,
    greatest(coalesce(o.break_minutes, 10), l.break_minutes)::int AS break_minutes,
    greatest(coalesce(o.cool_minutes, 20), l.cool_minutes)::int AS cool_minutes,
    greatest(coalesce(o.from_hour, 0), l.from_hour)::int AS from_hour,
    least(coalesce(o.until_hour, 24), l.until_hour)::int AS until_hour
FROM projects_project p
LEFT JOIN work_exposureterms o ON o.project_id IS NULL
LEFT JOIN work_exposureterms l ON l.project_id = p.id;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON work_contentrating
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
ALTER TABLE work_exposure SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE work_exposureday SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
"""
BACKWARD = """
DROP TRIGGER append_only ON work_contentrating;
DROP VIEW work_terms_in_force;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0004_restoration_facts"), ("kit", "0003_audit_trail"), ("projects", "0002_routing_views")]
    replaces: ClassVar = [("work", "0019_exposure_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("work_exposureterms"), detach("work_exposureterms")),
    ]
