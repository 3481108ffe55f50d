"""Which projects the budget of a request covers is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "money_budgetproject"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0018_request_budgets"), ("kit", "0004_facts")]
    operations: ClassVar = [migrations.RunSQL(attach(TABLE), detach(TABLE))]
