"""What people agreed to never changes; campaigns, links and applications are audited, without what is personal."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FIXED = "recruiting_consenttext"
PERSONAL = ("name", "email_sealed", "email_digest", "languages", "device", "tie")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("recruiting", "0001_tables"), ("kit", "0003_audit_trail")]
    operations: ClassVar = [
        migrations.RunSQL(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {FIXED} "
            "FOR EACH ROW EXECUTE FUNCTION kit_append_only()",
            f"DROP TRIGGER append_only ON {FIXED}",
        ),
        migrations.RunSQL(attach("recruiting_campaign"), detach("recruiting_campaign")),
        migrations.RunSQL(
            attach("recruiting_campaigntext", hidden=("markdown",)), detach("recruiting_campaigntext")
        ),
        migrations.RunSQL(attach("recruiting_trackedlink"), detach("recruiting_trackedlink")),
        migrations.RunSQL(
            attach("recruiting_application", hidden=PERSONAL), detach("recruiting_application")
        ),
    ]
