"""What was committed is changed in place; the trail keeps what it was before, and who changed it."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0009_headcount")]
    operations: ClassVar = [
        migrations.RunSQL(attach("partners_headcount"), detach("partners_headcount")),
    ]
