"""Who changed an answer, an announcement or an article is audited; what somebody read or found helpful is not."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

AUDITED: dict[str, tuple[str, ...]] = {
    "support_macro": (),
    "support_macrotext": (),
    "support_announcement": ("told_up_to", "told_at"),
    "support_announcementtext": (),
    "support_article": (),
    "support_articletext": ("words",),
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("support", "0003_told"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, hidden=hidden), detach(table)) for table, hidden in AUDITED.items()
    ]
