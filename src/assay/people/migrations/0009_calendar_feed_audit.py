"""That an address of a calendar was made or revoked is audited, the address itself is kept nowhere."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLE = "people_calendarfeed"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0008_calendar_feed")]
    operations: ClassVar = [migrations.RunSQL(attach(TABLE, hidden=("sha256",)), detach(TABLE))]
