"""What a policy change may have made wrong, what was decided about it, and what a version changed, are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "quality_invalidation": {"only": ("state", "note", "decided_by_id", "n_labels")},
    "quality_guidelineimpact": {},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0031_guideline"), ("kit", "0005_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()
    ]
