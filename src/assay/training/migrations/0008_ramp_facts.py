"""Who sets the curve of a ramp-up, and who goes along with whom, is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

AUDITED = ("training_ramptarget", "training_buddy")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("training", "0007_ramp"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [migrations.RunSQL(attach(table), detach(table)) for table in AUDITED]
