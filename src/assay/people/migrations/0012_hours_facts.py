"""What people offer is theirs to change, and on the trail."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

AUDITED = ("people_weeklyhours", "people_dayhours")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0011_hours"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [migrations.RunSQL(attach(table), detach(table)) for table in AUDITED]
