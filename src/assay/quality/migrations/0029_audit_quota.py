"""Quotas of audits get a name that no rule of a plan can have."""

from typing import ClassVar

from django.db import migrations

# Of plans with a rule of that name, what cannot be told apart stays with the rule.
FORWARD = """
UPDATE quality_reviewquota q SET rule = '' FROM quality_reviewplan p
WHERE p.id = q.plan_id AND q.rule = 'audit' AND NOT p.rules @> '[{"key": "audit"}]'::jsonb
"""
BACKWARD = "UPDATE quality_reviewquota SET rule = 'audit' WHERE rule = ''"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0028_time_limits")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
