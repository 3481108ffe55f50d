"""Tickets are audited, without what was written in them; what was said and done stays."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

STAY = ("support_ticketmessage", "support_ticketfile", "support_ticketstep")
FIXED = "\n".join(
    f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION kit_append_only();"
    for table in STAY
)
KEPT = """
CREATE TRIGGER append_only BEFORE DELETE ON support_ticket FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE DELETE ON support_ticketclock FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACK = "\n".join(f"DROP TRIGGER append_only ON {table};" for table in (*STAY, "support_ticket", "support_ticketclock"))
# What people write when they need help is read by who answers them, and not by who reads the trail.
AUDITED: dict[str, tuple[str, ...]] = {
    "support_ticket": ("subject", "score_note", "browser"),
    "support_ticketmessage": ("text",),
    "support_ticketfile": (),
    "support_ticketstep": ("note",),
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [("support", "0001_tables"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(FIXED + KEPT, BACK),
        *(migrations.RunSQL(attach(table, hidden=hidden), detach(table)) for table, hidden in AUDITED.items()),
    ]
