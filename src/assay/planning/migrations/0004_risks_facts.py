"""What happened to a risk stays, and changes of risks and issues are audited; that one was looked at is not."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON planning_riskevent
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
WORDS = (
    *("title", "category", "cause", "effect", "likelihood", "impact", "mitigation", "contingency"),
    *("residual_likelihood", "residual_impact", "trigger_metric", "trigger_comparison", "trigger_value"),
    *("owner_id", "state", "review_every_days", "review_due_on"),
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0003_risks")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, "DROP TRIGGER append_only ON planning_riskevent"),
        migrations.RunSQL(attach("planning_risk", only=WORDS), detach("planning_risk")),
        migrations.RunSQL(attach("planning_riskissue"), detach("planning_riskissue")),
    ]
