"""The mark of an account stands in the audit trail as little as the account."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "money_payoutdetails"
BEFORE, HIDDEN = ("sealed",), ("sealed", "mark")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0021_account_marks")]
    operations: ClassVar = [
        migrations.RunSQL(detach(TABLE) + attach(TABLE, hidden=HIDDEN), detach(TABLE) + attach(TABLE, hidden=BEFORE)),
    ]
