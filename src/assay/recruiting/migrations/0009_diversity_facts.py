"""What a project needs is audited. What people say of themselves is not: it leaves no trail."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

AUDITED = ("recruiting_diversityneed",)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("recruiting", "0008_diversity")]
    operations: ClassVar = [migrations.RunSQL(attach(table), detach(table)) for table in AUDITED]
