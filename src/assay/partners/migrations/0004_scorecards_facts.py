"""Weights and targets never change once they were published, and who published them is audited; cards are reckoned anew."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON partners_scorecardterms
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = "DROP TRIGGER append_only ON partners_scorecardterms;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0003_scorecards")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(attach("partners_scorecardterms"), detach("partners_scorecardterms")),
    ]
