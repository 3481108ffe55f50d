"""What was planned, published, reckoned and asked never changes, and who did it is audited.

That a risk was looked at is not audited; what is said of it is.
"""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FIXED = {
    "planning_standardversion": "UPDATE OR DELETE",
    "planning_riskevent": "UPDATE OR DELETE",
    "planning_planversion": "UPDATE OR DELETE",
    "planning_planmilestone": "UPDATE OR DELETE",
    "planning_planweek": "UPDATE OR DELETE",
    "planning_raciversion": "UPDATE OR DELETE",
    "planning_feasibilityrun": "UPDATE OR DELETE",
    "planning_overruling": "UPDATE OR DELETE",
    "planning_rushquestion": "DELETE",
    "planning_pilot": "UPDATE OR DELETE",
}
WORDS = (
    *("title", "category", "cause", "effect", "likelihood", "impact", "mitigation", "contingency"),
    *("residual_likelihood", "residual_impact", "trigger_metric", "trigger_comparison", "trigger_value"),
    *("owner_id", "state", "review_every_days", "review_due_on"),
)
AUDITED: dict[str, dict[str, tuple[str, ...]]] = {
    "planning_standardversion": {},
    "planning_risk": {"only": WORDS},
    "planning_riskissue": {},
    "planning_planversion": {},
    "planning_planmilestone": {},
    "planning_milestonedone": {},
    "planning_raciversion": {},
    "planning_feasibilityrun": {"hidden": ("result", "suitability")},
    "planning_overruling": {},
    "planning_rushquestion": {},
    "planning_pilot": {},
}


def fixed(table: str, changes: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE {changes} ON {table} FOR EACH ROW EXECUTE FUNCTION kit_append_only()",
        f"DROP TRIGGER append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0001_tables"), ("kit", "0003_audit_trail")]
    replaces: ClassVar = [
        ("planning", "0002_standards_facts"),
        ("planning", "0004_risks_facts"),
        ("planning", "0006_plans_facts"),
        ("planning", "0008_feasibility_facts"),
        ("planning", "0011_rush_facts"),
        ("planning", "0014_pilot_facts"),
    ]
    operations: ClassVar = [
        *(fixed(table, changes) for table, changes in FIXED.items()),
        *(migrations.RunSQL(attach(table, **columns), detach(table)) for table, columns in AUDITED.items()),
    ]
