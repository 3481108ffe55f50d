"""What was asked, answered and booked never changes; how a model is asked is audited, its key is not told."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

SAID = (
    *("labelers_endpoint", "labelers_endpointcall"),
    *("labelers_endpointanswer", "labelers_endpointbooking"),
)
HIDDEN = {"labelers_endpoint": ("prompt",), "labelers_endpointkey": ("sealed",)}


def _append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_append_only();",
        f"DROP TRIGGER append_only ON {table};",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("labelers", "0004_endpoints"), ("kit", "0004_facts")]
    operations: ClassVar = [
        *(_append_only(table) for table in SAID),
        *(
            migrations.RunSQL(attach(table, hidden=hidden), detach(table)) for table, hidden in HIDDEN.items()
        ),
    ]
