"""What people chose to be told is audited; notices, like the messages that they carry, are not."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES = ("people_noticechoice", "people_noticehours")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0006_notices")]
    operations: ClassVar = [migrations.RunSQL(attach(table), detach(table)) for table in TABLES]
