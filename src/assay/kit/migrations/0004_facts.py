"""Business calendars are audited; counts of a minute need no log, as every request would wait for it."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0003_audit_trail")]
    replaces: ClassVar = [("kit", "0003_request_memory"), ("kit", "0007_business_calendar")]
    operations: ClassVar = [
        migrations.RunSQL(attach("kit_businesscalendar"), detach("kit_businesscalendar")),
        migrations.RunSQL("ALTER TABLE kit_ratewindow SET UNLOGGED", "ALTER TABLE kit_ratewindow SET LOGGED"),
    ]
