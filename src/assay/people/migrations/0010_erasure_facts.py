"""Who asked to be erased, and what became of it, is audited; the words are not: they go with the rest."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0009_erasure_requests")]
    operations: ClassVar = [
        migrations.RunSQL(attach("people_erasurerequest", hidden=("words",)), detach("people_erasurerequest")),
    ]
