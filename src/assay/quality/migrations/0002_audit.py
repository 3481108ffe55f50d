"""Decisions about gold, labels taken over, answers for everybody and changes of a guideline are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "quality_gold": {},
    "quality_consensusrun": {"hidden": ("summary",)},
    "quality_reuse": {},
    "quality_clarification": {},
    "quality_questioncase": {},
    "quality_heldtask": {},
    "quality_invalidation": {"only": ("state", "note", "decided_by_id", "n_labels")},
    "quality_guidelineimpact": {},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0001_tables"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [
        ("quality", "0003_audit"),
        ("quality", "0008_reuse_audit"),
        ("quality", "0025_clarification_audit"),
        ("quality", "0032_guideline_audit"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()
    ]
