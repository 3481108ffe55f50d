"""Releases are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "delivery_release": {"hidden": ("manifest", "certificate", "diff",)},
    "delivery_releasefile": {},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("delivery", "0002_immutable"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("delivery", "0004_audit")]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()
    ]
