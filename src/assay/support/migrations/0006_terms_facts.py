"""Who changed how soon people are answered is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

AUDITED = ("support_categoryterms", "support_sitehours")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("support", "0005_terms"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [migrations.RunSQL(attach(table), detach(table)) for table in AUDITED]
