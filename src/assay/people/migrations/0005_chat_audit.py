"""That somebody gave, changed or took back a chat address is audited; the address, and how it fares, is not."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "people_chataddress"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0004_chat")]
    operations: ClassVar = [
        migrations.RunSQL(
            attach(TABLE, hidden=("sealed",), only=("service", "host", "sealed", "given_at")), detach(TABLE)
        )
    ]
