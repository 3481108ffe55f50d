"""Gold and consensus runs are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "quality_gold": {},
    "quality_consensusrun": {"hidden": ("summary",)},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0002_initial"), ("kit", "0005_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()
    ]
