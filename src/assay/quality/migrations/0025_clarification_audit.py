"""Answers for everybody, who gives them, and tasks that are held for them, are audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES = ("quality_clarification", "quality_questioncase", "quality_heldtask")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0024_clarification")]
    operations: ClassVar = [migrations.RunSQL(attach(table), detach(table)) for table in TABLES]
