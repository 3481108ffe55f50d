"""Quality at work: pages over 200 thousand reviews, and a reviewer's claim against a contributor's.

Both claims are made in turn, block by block, in one process on one database, with 20 thousand waiting on each side.
"""

import statistics
import time
from typing import Any  # JSON.

import httpx
import msgspec
from django.db import connection

from assay.config.supervisor import Platform
from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Market, User
from bench.claims import N_BLOCKS, compared, flat
from bench.pages import page
from bench.sizes import Sizes

OVERLAP, N_PEOPLE, N_REVIEWERS = 3, 60, 8
LANGUAGES = ("de", "pt", "es", "ar", "hi")
ITEMS = """
INSERT INTO quality_reviewitem (uid, project_id, stage_id, plan_id, judgment_id, task_id, contributor_id, market_id,
    tier, purpose, is_blind, rule, stratum, state, sampled_at, due_at)
SELECT gen_random_uuid(), j.project_id, j.stage_id, %(plan)s, j.id, j.task_id, j.contributor_id,
    (%(markets)s::bigint[])[j.task_id %% 5 + 1], 'client', 'sample', false, 'all', '', %(state)s,
    %(now)s - make_interval(mins => (j.nth * %(minutes)s)::int), %(now)s
FROM (SELECT j.*, row_number() OVER (ORDER BY j.id DESC) AS nth FROM work_judgment j WHERE j.project_id = %(project)s
    ORDER BY j.id DESC OFFSET %(offset)s LIMIT %(n)s) j
ORDER BY j.id
"""
# A tenth of the judgments fails, two in a hundred reviews are done again by the next reviewer, who agrees mostly.
REVIEWS = """
INSERT INTO quality_review (uid, item_id, judgment_id, project_id, stage_id, contributor_id, reviewer_id, tier,
    purpose, verdict, is_correct, is_critical, points, n_errors, outcome, comment, taxonomy_id, handling_seconds,
    is_bulk, reviewed_at)
SELECT gen_random_uuid(), i.id, i.judgment_id, i.project_id, i.stage_id, i.contributor_id,
    (%(reviewers)s::bigint[])[i.id %% 8 + 1], i.tier, i.purpose,
    CASE WHEN i.id %% 10 = 0 THEN 'rejected' ELSE 'accepted' END,
    i.id %% 10 <> 0, false, CASE WHEN i.id %% 10 = 0 THEN 0.5 ELSE 0 END, CASE WHEN i.id %% 10 = 0 THEN 1 ELSE 0 END,
    'none', '', %(taxonomy)s, 5 + i.id %% 60, false, i.sampled_at + interval '1 minute'
FROM quality_reviewitem i WHERE i.project_id = %(project)s AND i.state = 'done' AND i.purpose = 'sample'
"""
AUDITS = """
WITH audited AS (
    SELECT r.* FROM quality_review r WHERE r.project_id = %(project)s AND r.id %% 50 = 0
), items AS (
    INSERT INTO quality_reviewitem (uid, project_id, stage_id, judgment_id, task_id, contributor_id, tier, purpose,
        is_blind, rule, stratum, state, sampled_at, audited_id)
    SELECT gen_random_uuid(), a.project_id, a.stage_id, a.judgment_id, j.task_id, a.contributor_id, 'client', 'audit',
        true, '', '', 'done', a.reviewed_at, a.id
    FROM audited a JOIN work_judgment j ON j.id = a.judgment_id RETURNING *
)
INSERT INTO quality_review (uid, item_id, judgment_id, project_id, stage_id, contributor_id, reviewer_id, tier,
    purpose, verdict, is_correct, is_critical, points, n_errors, outcome, comment, handling_seconds, is_bulk,
    reviewed_at)
SELECT gen_random_uuid(), i.id, i.judgment_id, i.project_id, i.stage_id, i.contributor_id,
    (%(reviewers)s::bigint[])[(i.audited_id + 1) %% 8 + 1], 'client', 'audit', a.verdict, a.is_correct, false, 0, 0,
    'none', '', 20, false, i.sampled_at FROM items i JOIN audited a ON a.id = i.audited_id
"""
ERRORS = """
INSERT INTO quality_reviewerror (uid, review_id, error_type_id, severity, weight, question, subject, comment)
SELECT gen_random_uuid(), r.id, %(error)s, 'major', 0.5, 'match', '', '' FROM quality_review r
WHERE r.project_id = %(project)s AND r.n_errors > 0
"""
QUOTA = """
INSERT INTO quality_reviewquota (plan_id, rule, stratum, n_seen, n_taken)
SELECT %(plan)s, 'all', '', count(*), count(*) FROM quality_reviewitem WHERE plan_id = %(plan)s
"""
PAGES = (
    *(
        "reviews/",
        "reviews/?state=done",
        "reviewers/",
        "reviews/capacity/",
        "disputes/",
        "disputes/?state=reviewers",
    ),
    *("reviews/plan/", "board/", "standing/"),
)


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    from bench.people import administrator_cookie

    world = built(sizes)
    session = {"Cookie": f"sessionid={administrator_cookie()}"}
    found = {}
    with httpx.Client(base_url=platform.url, timeout=120, headers=session) as client:
        for path in PAGES:
            found[path] = page(client, f"/projects/{world.project.uid}/{path}", sizes.n_page_turns)
    blocks = claimed(world, max(1, sizes.n_claims // N_BLOCKS))
    return {
        "n_reviews": sizes.n_reviews,
        "n_waiting": sizes.n_review_waiting,
        "pages": found,
        "review_to_task": compared(blocks, "review", "task"),
        "median_ms": {name: round(1000 * statistics.median(flat(blocks[name])), 3) for name in blocks},
    }


def built(sizes: Sizes) -> Any:  # The world of the tests.
    from assay.quality.actions.review_plans import publish_plan
    from assay.quality.actions.taxonomy import ensure_taxonomy
    from assay.quality.models import ErrorType
    from bench import load

    n_tasks = (sizes.n_reviews + sizes.n_review_waiting) // OVERLAP + 1
    world = load.build(
        load.Size(N_PEOPLE, sizes.n_review_waiting, n_tasks, OVERLAP, prefix="reviewed"),
        needs_acknowledgment=False,
    )
    at = now()
    rules = [{"key": "all", "name": "Everything", "share": 1.0}]
    plan = publish_plan(None, stage=world.stage, rules_in_order=rules, since=at, seed=1, now=at)
    taxonomy = ensure_taxonomy(world.project, now=at)
    error = ErrorType.objects.filter(taxonomy=taxonomy).latest("pk")
    params = {
        **load.ids(world),
        "plan": plan.pk,
        "taxonomy": taxonomy.pk,
        "error": error.pk,
        "reviewers": [reviewer(world, nth).pk for nth in range(N_REVIEWERS)],
        "markets": [market(language).pk for language in LANGUAGES],
        "now": at,
        "minutes": 120 * 24 * 60 / max(1, sizes.n_reviews),
    }
    waiting = {"state": "open", "offset": 0, "n": sizes.n_review_waiting}
    done = {"state": "done", "offset": sizes.n_review_waiting, "n": sizes.n_reviews}
    with connection.cursor() as cursor, load.unchecked(cursor):
        cursor.execute(ITEMS, {**params, **waiting})
        cursor.execute(ITEMS, {**params, **done})
        for statement in (REVIEWS, AUDITS, ERRORS, QUOTA):
            cursor.execute(statement, params)
    load.analyze()
    return world


def reviewer(world: Any, nth: int) -> User:
    from assay.people.actions.users import grant_role

    user = User.objects.create(email=f"reviewer{nth}@example.org", name=f"Reviewer {nth}", created_at=now())
    grant_role(None, user=user, role=Role.REVIEWER, project_id=world.project.pk, now=now())
    return user


def market(language: str) -> Market:
    found, _ = Market.objects.get_or_create(
        code=f"R{language[0].upper()}-{language}",
        defaults={"name": f"Bench {language}", "region": "XX", "language": language},
    )
    return found


def claimed(world: Any, n: int) -> dict[str, list[list[float]]]:
    """Seconds of each claim, in blocks; the first block of each warms up and is left out."""
    ben = User.objects.get(email="reviewer0@example.org")
    blocks: dict[str, list[list[float]]] = {"task": [], "review": []}
    for _ in range(N_BLOCKS + 1):
        blocks["task"].append(tasks_claimed(world, n))
        blocks["review"].append(reviews_claimed(world, ben, n))
    return {name: each[1:] for name, each in blocks.items()}


def tasks_claimed(world: Any, n: int) -> list[float]:
    from assay.kit.ids import new_uid
    from assay.work.actions.claiming import Submission, claim, submit
    from assay.work.facts import Worker

    worker = Worker(world.people[0].pk, now().date())
    seconds = []
    for _ in range(n):
        started_at = time.perf_counter()
        work = claim(worker, n=1, now=now())
        seconds.append(time.perf_counter() - started_at)
        [task] = msgspec.json.decode(work.tasks)
        uid = msgspec.convert(task["claim"], type(new_uid()))
        answered = Submission(uid, new_uid().hex, world.schema.uid, '{"match": "yes"}', 4.5)
        submit(worker, answered, now=now())
    return seconds


def reviews_claimed(world: Any, by: User, n: int) -> list[float]:
    from assay.quality.actions.reviewing import Decision, decide, hold_next

    seconds = []
    for _ in range(n):
        started_at = time.perf_counter()
        item = hold_next(by, project=world.project, now=now())
        seconds.append(time.perf_counter() - started_at)
        assert item is not None
        decide(by, item=item, decision=Decision("accepted"), now=now())
    return seconds
