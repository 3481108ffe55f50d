"""The trail is read by actor, too, and by time: a page never walks all of it."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE INDEX kit_auditevent_actor ON kit_auditevent (actor, id);
CREATE INDEX kit_auditevent_time ON kit_auditevent USING brin (recorded_at);
"""
BACKWARD = "DROP INDEX kit_auditevent_time, kit_auditevent_actor;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0005_audit_trail")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
