"""The next review costs the same whatever waits, and whatever the reviewer has done: it is read from an index."""

import pytest
from django.db import connection

from assay.kit.sql import rows
from assay.quality.actions.holding_reviews import HOLD_NEXT, hold_params
from assay.quality.models import ReviewItem
from assay.quality.queries.review import open_to, reviewable
from tests.quality.review_world import somebody, waiting
from tests.work.world import later

pytestmark = pytest.mark.django_db
N_WAITING = 20_000
# As many as it takes: of one judgment, which only what is sampled may not be twice.
_MANY = """
INSERT INTO quality_reviewitem (uid, project_id, stage_id, judgment_id, task_id, contributor_id, tier, purpose,
    is_blind, rule, stratum, state, sampled_at)
SELECT gen_random_uuid(), i.project_id, i.stage_id, i.judgment_id, i.task_id, i.contributor_id, i.tier, 'recheck',
    false, '', '', 'open', i.sampled_at
FROM quality_reviewitem i CROSS JOIN generate_series(1, %s) n
"""


def test_the_next_review_is_found_without_reading_or_sorting_the_others() -> None:
    world, _ = waiting()
    ben = somebody(world, "Ben")
    with connection.cursor() as cursor:
        cursor.execute(_MANY, [N_WAITING])
        cursor.execute("ANALYZE quality_reviewitem, work_task, work_judgment")

    [items] = reviewable(ben, world.project)
    with connection.cursor() as cursor:
        statement, params = open_to(ben, items, later(hours=1))[:1].query.sql_with_params()
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT TEXT) {statement}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert ReviewItem.objects.count() == N_WAITING + 1
    assert "quality_review_waiting" in plan, plan
    assert "Sort" not in plan, plan
    assert "Seq Scan on quality_reviewitem" not in plan, plan


def test_the_next_review_is_held_without_reading_or_sorting_the_others() -> None:
    world, _ = waiting()
    ben = somebody(world, "Ben")
    with connection.cursor() as cursor:
        cursor.execute(_MANY, [N_WAITING])
        cursor.execute("ANALYZE quality_reviewitem, work_task, work_judgment")
    params = hold_params(ben, world.project, later(hours=1))
    plan = "\n".join(row[0] for row in rows(f"EXPLAIN (ANALYZE, FORMAT TEXT) {HOLD_NEXT}", params))

    read = next(line for line in plan.splitlines() if "Index Scan using quality_review_waiting" in line)
    assert "rows=1.00" in read, plan
    assert "Sort" not in plan, plan
    assert "Seq Scan on quality_reviewitem" not in plan, plan
