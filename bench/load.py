"""A lived-in database for measurements: projects, people and tasks, written set-based."""

from dataclasses import dataclass

from django.db import connection

from assay.projects.models import Stage
from assay.work.actions.eligibility import refresh_eligibility
from tests.work.world import NOW, World, make_world


@dataclass(frozen=True)
class Size:
    n_people: int
    n_open: int
    n_done: int
    overlap: int = 3


TASKS = """
INSERT INTO work_task (uid, project_id, batch_id, external_id, content, sha256, is_gold, is_test, created_at,
    withdrawn_reason)
SELECT gen_random_uuid(), %(project)s, %(batch)s, %(prefix)s || g,
    jsonb_build_object('text', 'Is product ' || g || ' the same as the one in the picture beside it?'),
    decode(md5(g::text) || md5(g::text), 'hex'), false, false, %(now)s, ''
FROM generate_series(1, %(n)s) g
"""
ITEMS = """
INSERT INTO work_queueitem (queue_id, task_id, stage_id, state, n_slots_left, n_needed, n_judgments, n_skips,
    is_claimable, done_at)
SELECT %(queue)s, t.id, %(stage)s, %(state)s, %(slots)s, %(slots)s, %(judged)s, 0, %(slots)s > 0,
    CASE WHEN %(slots)s = 0 THEN %(now)s::timestamptz END
FROM work_task t WHERE t.batch_id = %(batch)s AND t.external_id LIKE %(prefix)s || '%%' ORDER BY t.id
"""
PEOPLE = """
WITH u AS (
    INSERT INTO people_user (password, uid, email, name, locale, time_zone, is_active, is_simulated, person_key,
        created_at)
    SELECT '', gen_random_uuid(), 'bench' || g || '@example.org', 'Bench ' || g, 'en', 'UTC', true, true,
        '\\x00', %(now)s
    FROM generate_series(1, %(n)s) g RETURNING id
), c AS (
    INSERT INTO people_contributor (uid, user_id, pseudonym, standing, standing_reason, standing_way_back, created_at)
    SELECT gen_random_uuid(), id, 'bench' || id, 'active', '', '', %(now)s FROM u RETURNING id
)
INSERT INTO projects_membership (project_id, contributor_id, added_at, retired_reason)
SELECT %(project)s, id, %(now)s, '' FROM c
"""
JUDGED = """
WITH pairs AS (
    SELECT i.id AS item_id, i.task_id, i.queue_id, i.stage_id, c.contributor_id, row_number() OVER () AS nth
    FROM work_queueitem i
    CROSS JOIN LATERAL (
        SELECT contributor_id FROM projects_membership WHERE project_id = %(project)s
        ORDER BY contributor_id OFFSET (i.id %% greatest(1, %(n_people)s - %(overlap)s)) LIMIT %(overlap)s
    ) c
    WHERE i.state = 2 AND i.queue_id = %(queue)s
), claims AS (
    INSERT INTO work_claim (uid, item_id, task_id, queue_id, stage_id, project_id, contributor_id, schema_version_id,
        state, is_gold, claimed_at, claimed_on, expires_at, ended_at)
    SELECT gen_random_uuid(), item_id, task_id, queue_id, stage_id, %(project)s, contributor_id, %(schema)s, 2, false,
        %(now)s, %(now)s::date, %(now)s, %(now)s FROM pairs RETURNING *
)
INSERT INTO work_judgment (uid, claim_id, task_id, stage_id, project_id, contributor_id, attempt, answers,
    schema_version_id, is_gold, client_key, handling_seconds, submitted_at, work_on)
SELECT gen_random_uuid(), id, task_id, stage_id, project_id, contributor_id, 1, '{"match": "yes"}', %(schema)s, false,
    replace(uid::text, '-', ''), 5, %(now)s, %(now)s::date FROM claims
"""


def build(size: Size, **stage: object) -> World:
    """The world of `size`: open tasks, finished tasks with their judgments, eligible people."""
    world = make_world(n_people=1, n_tasks=0, overlap=size.overlap, **stage)
    ids = {
        "project": world.project.pk,
        "batch": world.batch.pk,
        "queue": world.queue.pk,
        "stage": world.stage.pk,
    }
    params = {
        **ids,
        "now": NOW,
        "schema": world.schema.pk,
        "n_people": size.n_people,
        "overlap": size.overlap,
    }
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {**params, "n": size.n_people})
        for prefix, n, slots in (("d", size.n_done, 0), ("o", size.n_open, size.overlap)):
            cursor.execute(TASKS, {**params, "n": n, "prefix": prefix})
            state = 2 if slots == 0 else 1
            judged = size.overlap - slots
            cursor.execute(
                ITEMS, {**params, "prefix": prefix, "slots": slots, "state": state, "judged": judged}
            )
        cursor.execute(JUDGED, params)
    refresh_eligibility(now=NOW, project_id=world.project.pk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    Stage.objects.filter(pk=world.stage.pk).update(prefetch=20)
    return world
