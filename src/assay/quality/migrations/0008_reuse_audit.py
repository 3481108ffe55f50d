"""Taking a label over is a decision, and is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0007_reuse"), ("kit", "0006_audit_by_actor")]
    operations: ClassVar = [migrations.RunSQL(attach("quality_reuse"), detach("quality_reuse"))]
