"""What quality has cost is reckoned anew in its place; the trail keeps what it was before."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("insight", "0005_quality_cost")]
    operations: ClassVar = [
        migrations.RunSQL(attach("insight_qualitycost"), detach("insight_qualitycost")),
    ]
