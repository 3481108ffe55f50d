"""What `people` publishes to routing: read-only views, so that higher domains never read its tables."""

from typing import ClassVar

from django.db import migrations

FORWARD = """
CREATE VIEW people_routing AS
SELECT c.id AS contributor_id, c.uid AS contributor_uid, u.id AS user_id, u.is_active, u.time_zone,
       c.standing, c.standing_until, c.standing_reason, c.vendor_id, c.site_id, c.team_id, c.daily_cap
FROM people_contributor c JOIN people_user u ON u.id = c.user_id;

CREATE VIEW people_routing_skill_name AS SELECT id, name FROM people_skill;
CREATE VIEW people_routing_place AS SELECT id, code, language FROM people_market;
CREATE VIEW people_routing_language AS SELECT contributor_id, language, level FROM people_contributorlanguage;
CREATE VIEW people_routing_market AS SELECT contributor_id, market_id FROM people_contributormarket;
CREATE VIEW people_routing_skill AS SELECT contributor_id, skill_id, score, expires_at FROM people_contributorskill;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON people_standingchange
FOR EACH ROW EXECUTE FUNCTION kit_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON people_standingchange;
DROP VIEW people_routing_skill_name, people_routing_place, people_routing_skill, people_routing_market, people_routing_language, people_routing;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0001_tables"), ("kit", "0002_append_only")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
