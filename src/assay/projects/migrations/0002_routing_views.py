"""The foreign key of project-wide grants, versions that never change, and what routing reads of a project."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
ALTER TABLE people_grant ADD CONSTRAINT people_grant_project
    FOREIGN KEY (project_id) REFERENCES projects_project (id) DEFERRABLE INITIALLY DEFERRED;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON projects_labelschemaversion
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON projects_guidelineversion
FOR EACH ROW EXECUTE FUNCTION kit_append_only();

CREATE VIEW projects_routing AS
SELECT s.id AS stage_id, s.uid AS stage_uid, s.kind, s.is_open AND p.state = 'open' AS is_open, s.overlap,
       s.overlap_max, s.lease_seconds, s.prefetch, s.undo_seconds, s.idle_cut_seconds, s.daily_cap, s.gold_share,
       s.gold_feedback, s.language_level, s.needs_acknowledgment,
       p.id AS project_id, p.uid AS project_uid, p.name AS project_name, p.schema_version_id, p.guideline_version_id,
       sv.uid AS schema_uid, gv.uid AS guideline_uid,
       -- The oldest version that is still good enough: corrections of spelling need no new acknowledgment.
       (SELECT max(g.number) FROM projects_guidelineversion g
        WHERE g.project_id = p.id AND g.number <= gv.number AND g.needs_acknowledgment) AS guideline_number
FROM projects_stage s
JOIN projects_project p ON p.id = s.project_id
LEFT JOIN projects_labelschemaversion sv ON sv.id = p.schema_version_id
LEFT JOIN projects_guidelineversion gv ON gv.id = p.guideline_version_id;

CREATE VIEW projects_routing_schema AS SELECT id, uid, project_id, number FROM projects_labelschemaversion;
CREATE VIEW projects_routing_guideline AS SELECT id, uid, project_id, number FROM projects_guidelineversion;
CREATE VIEW projects_routing_member AS
SELECT project_id, contributor_id FROM projects_membership WHERE retired_at IS NULL;
CREATE VIEW projects_routing_skill AS SELECT stage_id, skill_id, min_score FROM projects_stageskill;
CREATE VIEW projects_routing_vendor AS SELECT stage_id, vendor_id FROM projects_stage_vendors;
CREATE VIEW projects_routing_acknowledgment AS
SELECT g.project_id, a.contributor_id, max(g.number) AS number
FROM projects_acknowledgment a JOIN projects_guidelineversion g ON g.id = a.guideline_version_id
GROUP BY g.project_id, a.contributor_id;
"""
BACKWARD = """
DROP VIEW projects_routing_acknowledgment, projects_routing_vendor, projects_routing_skill, projects_routing_member,
    projects_routing_guideline, projects_routing_schema, projects_routing;
DROP TRIGGER append_only ON projects_guidelineversion;
DROP TRIGGER append_only ON projects_labelschemaversion;
ALTER TABLE people_grant DROP CONSTRAINT people_grant_project;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("projects", "0001_tables"), ("people", "0002_routing_views")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
