"""Skills that applicants tick are personal: the audit trail does not record them. What they say of themselves has no trail."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "recruiting_application"
BEFORE = ("name", "email_sealed", "email_digest", "languages", "device", "tie")
PERSONAL = (*BEFORE, "skills")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("recruiting", "0012_declared")]
    operations: ClassVar = [
        migrations.RunSQL(
            detach(TABLE) + attach(TABLE, hidden=PERSONAL), detach(TABLE) + attach(TABLE, hidden=BEFORE)
        )
    ]
