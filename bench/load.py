"""A lived-in database for measurements: projects, people and tasks, written set-based."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any  # Parameters of statements.

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import F

from assay.people.models import Contributor, User
from assay.projects.models import Membership, Project
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.models import Batch, Queue
from bench.sizes import Sizes
from tests.work.world import NOW, World, add_members, make_world


@dataclass(frozen=True)
class Size:
    n_people: int
    n_open: int
    n_done: int
    overlap: int = 3
    prefix: str = "bench"


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
SELECT gen_random_uuid(), id, task_id, stage_id, project_id, contributor_id, 1,
    jsonb_build_object('match', CASE WHEN (task_id %% 2 = 0) = ((task_id * 31 + contributor_id * 17) %% 100 < 85)
        THEN 'yes' ELSE 'no' END),
    %(schema)s, false, replace(uid::text, '-', ''), 5, %(now)s, %(now)s::date FROM claims
"""
ALL_DONE = """
UPDATE work_queueitem SET state = 2, n_slots_left = 0, n_needed = 0, n_judgments = %(overlap)s, is_claimable = false,
    done_at = %(now)s
WHERE queue_id = %(queue)s
"""


# The first open tasks as one person has left them who worked through them: one of their slots is gone.
WORKED_THROUGH = """
WITH items AS (
    UPDATE work_queueitem SET n_slots_left = n_slots_left - 1, n_needed = n_needed - 1, n_judgments = 1
    WHERE id IN (SELECT id FROM work_queueitem WHERE queue_id = %(queue)s AND is_claimable ORDER BY position
                 LIMIT %(n)s)
    RETURNING id, task_id, queue_id, stage_id, position
), claims AS (
    INSERT INTO work_claim (uid, item_id, task_id, queue_id, stage_id, project_id, contributor_id, schema_version_id,
        state, is_gold, claimed_at, claimed_on, expires_at, ended_at)
    SELECT gen_random_uuid(), id, task_id, queue_id, stage_id, %(project)s, %(contributor)s, %(schema)s, 2, false,
        %(now)s, %(now)s::date, %(now)s, %(now)s FROM items RETURNING *
), judged AS (
    INSERT INTO work_judgment (uid, claim_id, task_id, stage_id, project_id, contributor_id, attempt, answers,
        schema_version_id, is_gold, client_key, handling_seconds, submitted_at, work_on)
    SELECT gen_random_uuid(), id, task_id, stage_id, project_id, contributor_id, 1, '{"match": "yes"}', %(schema)s,
        false, replace(uid::text, '-', ''), 5, %(now)s, %(now)s::date FROM claims
)
UPDATE work_contributorqueue SET cursor = (SELECT max(position) FROM items)
WHERE queue_id = %(queue)s AND contributor_id = %(contributor)s
"""


def build(size: Size, **stage: object) -> World:
    """The world of `size`: open tasks, finished tasks with their judgments, eligible people."""
    world = make_world(n_people=0, n_tasks=0, overlap=size.overlap, prefetch=20, **stage)
    world.people = people(size.n_people, prefix=size.prefix)
    add_members(world, world.people)
    with connection.cursor() as cursor, unchecked(cursor):
        for prefix, n, slots in (("d", size.n_done, 0), ("o", size.n_open, size.overlap)):
            add(cursor, world, prefix=prefix, n=n, slots=slots, overlap=size.overlap)
        params = {**ids(world), "n_people": size.n_people, "overlap": size.overlap}
        cursor.execute(JUDGED, params)
    Queue.objects.filter(pk=world.queue.pk).update(n_open=size.n_open, n_done=size.n_done, counted_at=NOW)
    Batch.objects.filter(pk=world.batch.pk).update(n_tasks=size.n_open + size.n_done)
    analyze()
    return world


@lru_cache(maxsize=1)
def shared_world(sizes: Sizes) -> World:
    """The world of the hot path and of the pages, in the database of the platform; built once."""
    return build(Size(sizes.n_people, sizes.n_hot_open, sizes.n_hot_done), needs_acknowledgment=False)


def grow(world: World, *, n: int, overlap: int = 3) -> None:
    """So many open tasks more, in the same batch."""
    with connection.cursor() as cursor, unchecked(cursor):
        add(cursor, world, prefix="m", n=n, slots=overlap, overlap=overlap)
    Queue.objects.filter(pk=world.queue.pk).update(n_open=F("n_open") + n)
    Batch.objects.filter(pk=world.batch.pk).update(n_tasks=F("n_tasks") + n)
    analyze()


def judge_all(project_uid: str, *, n_people: int, overlap: int) -> None:
    """Every task of a project done: judged by some of its people, who are right in 85 of 100 cases."""
    project = Project.objects.get(uid=project_uid)
    stage = project.stages.get()
    queue = stage.queues.get()
    members = people(n_people, prefix="bulk")
    Membership.objects.bulk_create(
        Membership(project=project, contributor=each, added_at=NOW) for each in members
    )
    refresh_eligibility(now=NOW, project_id=project.pk)
    params = {
        "project": project.pk,
        "stage": stage.pk,
        "queue": queue.pk,
        "schema": project.schema_version_id,
        "now": NOW,
        "n_people": n_people,
        "overlap": overlap,
    }
    with connection.cursor() as cursor, unchecked(cursor):
        cursor.execute(ALL_DONE, params)
        cursor.execute(JUDGED, params)
    analyze()


def add(cursor: CursorWrapper, world: World, *, prefix: str, n: int, slots: int, overlap: int) -> None:
    """Tasks with their place in the queue; without a slot they are done."""
    cursor.execute(TASKS, {**ids(world), "n": n, "prefix": prefix})
    state, judged = (1, 0) if slots else (2, overlap)
    cursor.execute(ITEMS, {**ids(world), "prefix": prefix, "slots": slots, "state": state, "judged": judged})


def work_through(world: World, nth: int, n: int) -> None:
    """One person has judged the first n open tasks, which wait for others still."""
    with connection.cursor() as cursor, unchecked(cursor):
        cursor.execute(WORKED_THROUGH, {**ids(world), "contributor": world.people[nth].pk, "n": n})
    analyze()


def people(n: int, *, prefix: str = "bench") -> list[Contributor]:
    users = User.objects.bulk_create(
        User(email=f"{prefix}{nth}@example.org", name=f"Bench {nth}", created_at=NOW, is_simulated=True)
        for nth in range(n)
    )
    return Contributor.objects.bulk_create(
        Contributor(user=user, pseudonym=f"{prefix}{nth}", created_at=NOW) for nth, user in enumerate(users)
    )


def ids(world: World) -> dict[str, Any]:
    return {
        "project": world.project.pk,
        "batch": world.batch.pk,
        "queue": world.queue.pk,
        "stage": world.stage.pk,
        "schema": world.schema.pk,
        "now": NOW,
    }


@contextmanager
def unchecked(cursor: CursorWrapper) -> Iterator[None]:
    """Millions of rows without a look-up per foreign key: what is loaded here is right by construction."""
    cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        cursor.execute("RESET session_replication_role")


def analyze() -> None:
    """As autovacuum would have left the tables of a platform that has run for a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
