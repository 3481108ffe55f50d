"""What answers say of content is configuration: who changed it is audited."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "work_answerrating"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work", "0006_answer_ratings"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [migrations.RunSQL(attach(TABLE), detach(TABLE))]
