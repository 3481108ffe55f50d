"""Everything about people is audited; personal values as digests, secrets not at all."""

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
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0002_routing_views"), ("kit", "0005_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in TABLES.items()
    ]
