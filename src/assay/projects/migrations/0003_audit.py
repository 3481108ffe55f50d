"""Everything about projects is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "projects_project": {},
    "projects_stage": {},
    "projects_stage_vendors": {},
    "projects_stageskill": {},
    "projects_projectmarket": {},
    "projects_membership": {},
    "projects_labelschemaversion": {},
    "projects_guidelineversion": {},
    "projects_acknowledgment": {},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("projects", "0002_routing_views"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()
    ]
