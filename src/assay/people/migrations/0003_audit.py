"""Everything about people is audited; personal values as digests, secrets not at all.

Notices, like the messages that they carry, are not; of a calendar's address only that it was made or revoked.
"""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    "people_user": {"hidden": ("password", "person_key", "last_login",), "masked": ("email", "name",)},
    "people_grant": {},
    "people_vendor": {},
    "people_site": {},
    "people_team": {},
    "people_market": {},
    "people_skill": {},
    "people_contributor": {},
    "people_contributorlanguage": {},
    "people_contributormarket": {},
    "people_contributorskill": {},
    "people_standingchange": {},
    "people_apitoken": {"hidden": ("sha256", "last_used_on",)},
    "people_noticechoice": {},
    "people_noticehours": {},
    "people_calendarfeed": {"hidden": ("sha256",)},
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0002_routing_views"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [("people", "0007_notices_audit"), ("people", "0009_calendar_feed_audit")]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()
    ]
