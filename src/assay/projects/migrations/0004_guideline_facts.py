"""What routing reads of guidelines and markets, tables that only grow, and the audit of all of it."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

# Versions that asked nothing were editorial; triggers stand aside, since this says what was so all along.
KINDS = """
ALTER TABLE projects_guidelineversion DISABLE TRIGGER USER;
UPDATE projects_guidelineversion SET kind = 'editorial' WHERE NOT needs_acknowledgment;
ALTER TABLE projects_guidelineversion ENABLE TRIGGER USER;
"""
FORWARD = """
-- Every version that is to be acknowledged; within its grace period acknowledgments of earlier ones count.
CREATE VIEW projects_routing_needed AS
SELECT g.project_id, g.number, g.grace_until
FROM projects_project p
JOIN projects_guidelineversion f ON f.id = p.guideline_version_id
JOIN projects_guidelineversion g ON g.project_id = p.id AND g.number <= f.number AND g.needs_acknowledgment;

CREATE VIEW projects_routing_market AS SELECT project_id, market_id FROM projects_projectmarket;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON projects_quizattempt
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON projects_guidelinetranslation
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON projects_guidelinetranslation;
DROP TRIGGER append_only ON projects_quizattempt;
DROP VIEW projects_routing_market, projects_routing_needed;
"""
TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    # A draft saves itself all the time: what is recorded is where it stands, and the version it becomes.
    "projects_guidelinedraft": {
        "hidden": ("sections", "quiz", "concerns", "policies"),
        "only": ("state", "effective_at", "version_id"),
    },
    "projects_guidelinereview": {},
    "projects_guidelinetranslation": {"hidden": ("markdown", "examples")},
    "projects_quizattempt": {},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("projects", "0003_audit"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("projects", "0008_guideline_facts")]
    operations: ClassVar = [
        migrations.RunSQL(KINDS, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()),
    ]
