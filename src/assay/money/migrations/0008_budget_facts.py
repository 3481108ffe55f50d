"""Versions of budgets and what was told of them stay; what work has cost so far is added up once."""

from typing import ClassVar

from django.db import migrations

from assay.kit.audit_sql import attach, detach

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_budgetversion
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_budgetalert
FOR EACH ROW EXECUTE FUNCTION kit_append_only();

INSERT INTO money_costday (project_id, market_id, day_on, currency, n_judgments, micro, final_micro)
SELECT project_id, market_id, day_on, currency, sum(n), sum(micro), sum(final) FROM (
    SELECT e.project_id, j.market_id, e.work_on AS day_on, e.currency, sign(e.amount_micro)::int AS n,
        e.amount_micro AS micro, CASE WHEN d.earning_id IS NULL THEN 0 ELSE e.amount_micro END AS final
    FROM money_earning e LEFT JOIN work_judgment j ON j.id = e.judgment_id
    LEFT JOIN money_releasedearning d ON d.earning_id = e.id
    UNION ALL
    SELECT h.project_id, NULL, h.day_on, h.currency, 0, h.amount_micro,
        CASE WHEN d.sheet_id IS NULL THEN 0 ELSE h.amount_micro END
    FROM money_hourearning h LEFT JOIN money_releasedhours d ON d.sheet_id = h.sheet_id
    WHERE h.project_id IS NOT NULL AND h.amount_micro <> 0
    UNION ALL
    SELECT a.project_id, NULL, e.booked_on, e.currency, 0, e.amount_micro, e.amount_micro
    FROM money_manualentry m JOIN money_ledgerentry e ON e.posting_id = m.posting_id
    JOIN money_ledgeraccount a ON a.id = e.account_id WHERE a.project_id IS NOT NULL
) so_far GROUP BY project_id, market_id, day_on, currency;
"""
BACKWARD = """
DELETE FROM money_costday;
DROP TRIGGER append_only ON money_budgetalert;
DROP TRIGGER append_only ON money_budgetversion;
"""
AUDITED = ("money_budget", "money_budgetversion")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("money", "0007_budgets"), ("work", "0007_answer_rating_facts")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(migrations.RunSQL(attach(table), detach(table)) for table in AUDITED),
    ]
