"""The next review costs the same whatever waits, and whatever the reviewer has done: it is read from an index."""

import re

import pytest
from django.db import connection

from assay.kit.sql import rows
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.quality.actions.holding_reviews import HOLD_NEXT, hold_params
from assay.quality.actions.review_plans import publish_plan
from assay.quality.actions.reviewing import hold_next
from assay.quality.models import ReviewCursor, ReviewItem
from assay.quality.queries.review import open_to, reviewable
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.quality.review_world import ALL, sampled, somebody, waiting
from tests.work.world import NOW, TODAY, World, later, make_world

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
        # All waits of one task here, so the planner takes what is left to sort for one row: what is asked is
        # whether the index can give the order at all.
        cursor.execute("SET LOCAL enable_sort = off")
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
    assert not re.search("Sort Key:.*position", plan), plan
    assert "Seq Scan on quality_reviewitem" not in plan, plan


def test_what_a_person_has_passed_by_is_read_once() -> None:
    """Ana judged what waits, and reviews now: her own work costs her the first claim, not every claim."""
    world = make_world(n_people=2, n_tasks=2)
    rows_of = zip(Task.objects.order_by("pk"), world.people, strict=True)
    recorded = [
        RecordedJudgment(task.pk, who.pk, '{"match": "yes"}', 3.0, NOW, TODAY) for task, who in rows_of
    ]
    import_judgments(None, stage=world.stage, rows=recorded, now=NOW)
    publish_plan(None, stage=world.stage, rules_in_order=ALL, since=NOW, seed=7, now=NOW)
    own, other = sorted(sampled(world), key=lambda each: each.contributor_id or 0)
    ana = world.people[0].user
    Grant.objects.create(user=ana, role=Role.REVIEWER, project_id=world.project.pk, granted_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"{_MANY} WHERE i.id = {own.pk}", [N_WAITING])
    ReviewItem.objects.filter(pk=other.pk).update(position=10 * N_WAITING)

    first = hold_next(ana, project=world.project, now=later(hours=1))

    assert first == other
    assert ReviewCursor.objects.get().position > N_WAITING
    assert n_read(ana, world) < 20


def n_read(by: User, world: World) -> int:
    """Rows of waiting judgments that the statement finds and that it removes again."""
    params = hold_params(by, world.project, later(hours=1, minutes=1))
    plan = "\n".join(row[0] for row in rows(f"EXPLAIN (ANALYZE, FORMAT TEXT) {HOLD_NEXT}", params))
    found = re.findall(r"on quality_reviewitem \w+ .*rows=([\d.]+) loops=(\d+)\)", plan)
    removed = re.findall(r"Rows Removed by Filter: (\d+)", plan)
    return round(sum(float(n) * int(loops) for n, loops in found)) + sum(map(int, removed))
