"""Pay: how fast judgments are earned, how long a month of five million takes to close, the page of earnings."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any  # JSON.

import httpx
from django.db import connection
from django.test import Client

from assay.cli.client import Server
from assay.cli.credentials import Credentials
from assay.cli.waiting import finished
from assay.config.supervisor import Platform
from assay.kit.clock import now
from assay.money.actions.accruing import accrue
from assay.money.actions.posting import account_of
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import AccountKind
from assay.money.models import RateLine
from assay.money.rules.rates import RateTerms
from assay.people.models import Contributor
from assay.projects.models import Project
from bench.board import SCHEMA
from bench.bulk import Stopwatch
from bench.pages import page
from bench.sizes import Sizes

N_PEOPLE = 180
# As many judgments as accrual takes into one posting.
A_POSTING = 2_000
TASKS = """
INSERT INTO work_task (uid, project_id, batch_id, external_id, content, sha256, is_gold, is_test, created_at,
    withdrawn_reason)
SELECT gen_random_uuid(), %(project)s, %(batch)s, 'p' || g, '{}', decode(md5(g::text) || md5(g::text), 'hex'),
    false, false, now(), ''
FROM generate_series(1, %(n)s) g
"""
# Every tenth one is the first person's: somebody who has worked much opens the page.
JUDGED = """
INSERT INTO work_judgment (uid, task_id, stage_id, project_id, contributor_id, attempt, answers, schema_version_id,
    is_gold, client_key, handling_seconds, submitted_at, work_on)
SELECT gen_random_uuid(), t.id, %(stage)s, %(project)s,
    (%(people)s::bigint[])[CASE WHEN t.id %% 10 = 0 THEN 1 ELSE t.id %% 180 + 1 END], 1, '{"relevance": "g1"}',
    %(schema)s, false, 'p' || t.id, 4 + t.id %% 40, now() - make_interval(hours => (t.id %% 480)::int + 1),
    (now() - make_interval(hours => (t.id %% 480)::int + 1))::date
FROM work_task t WHERE t.batch_id = %(batch)s
"""
# A month as accrual would have left it: a posting for each 2,000 judgments, an entry for each person in it.
POSTINGS = """
INSERT INTO money_posting (uid, key, kind, booked_on, memo, posted_at)
SELECT gen_random_uuid(), 'bench:' || g, 'accrual', %(month)s::date + (g %% 28)::int, '', now()
FROM generate_series(1, %(n)s) g
"""
ENTRIES = """
INSERT INTO money_ledgerentry (posting_id, account_id, currency, amount_micro, booked_on)
SELECT p.id, a.id, 'EUR', CASE WHEN a.nth = 0 THEN 180 * 500000 ELSE -500000 END, p.booked_on
FROM money_posting p CROSS JOIN unnest(%(accounts)s::bigint[]) WITH ORDINALITY AS u(id, nth1)
CROSS JOIN LATERAL (SELECT u.id, u.nth1 - 1 AS nth) a
WHERE p.key LIKE 'bench:%%'
"""
EARNED = """
INSERT INTO money_earning (judgment_id, nth, project_id, contributor_id, line_id, currency, amount_micro, seconds,
    work_on, final_at, earned_at, posting_id)
SELECT 1000000000 + p.id * 10000 + g, 1, %(project)s, (%(people)s::bigint[])[g %% 180 + 1], %(line)s, 'EUR', 45000,
    30, p.booked_on, now(), now(), p.id
FROM money_posting p CROSS JOIN generate_series(1, %(each)s) g WHERE p.key LIKE 'bench:%%'
"""


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    from bench.load import people
    from bench.people import administrator_token

    watch = Stopwatch(platform, sizes.settling_seconds, sizes.backlog_seconds)
    paid = people(N_PEOPLE, prefix="pay")
    with Server(Credentials(platform.url, administrator_token())) as server:
        project = begun(server)
        judge(project, paid, sizes.n_paid)
        accrued = accrue_timed()
        month = fill_month(project, paid, sizes.n_closed)
        with watch.job("close"):
            finished(server, server.post("/ledger/periods", {"month": f"{month:%Y-%m}"}), "Closing")
    client = Client()
    client.force_login(paid[0].user)
    session = {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}
    with httpx.Client(base_url=platform.url, timeout=60, headers=session) as browser:
        shown = page(browser, "/earnings/", sizes.n_page_turns)
    return {**accrued, "n_closed": sizes.n_closed, "page": shown, **watch.found}


def begun(server: Server) -> Project:
    stage = {"overlap": 1, "undo_seconds": 0, "needs_acknowledgment": False}
    uid = server.post("/projects", {"name": "Pay", "purpose": "Measured.", "stage": stage})["uid"]
    server.post(f"/projects/{uid}/schema-versions", {"document": SCHEMA})
    server.post(f"/projects/{uid}/batches", {"name": "All"})
    project = Project.objects.get(uid=uid)
    promised = now() - timedelta(days=40)
    card = NewCard([RateTerms(45_000)], "EUR", promised.date(), "Measured.")
    publish_card(None, project=project, card=card, now=promised)
    return project


def judge(project: Project, paid: list[Contributor], n: int) -> None:
    from bench.load import analyze, unchecked

    params = {
        "n": n,
        "project": project.pk,
        "batch": project.batches.get().pk,
        "stage": project.stages.get().pk,
        "schema": project.schema_version_id,
        "people": [person.pk for person in paid],
    }
    with connection.cursor() as cursor, unchecked(cursor):
        cursor.execute(TASKS, params)
        cursor.execute(JUDGED, params)
    analyze()


def accrue_timed() -> dict[str, Any]:
    """In this process; what the worker's own minute has taken in before is not counted."""
    started_at = time.perf_counter()
    n = accrue(now=now(), most=10**9)
    seconds = time.perf_counter() - started_at
    return {"n_earned": n, "earned_a_second": round(n / seconds) if n else 0}


def fill_month(project: Project, paid: list[Contributor], n: int) -> datetime:
    """The month before this one, already accrued."""
    from bench.load import analyze, unchecked

    today = datetime.now(UTC)
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    labour = account_of(AccountKind.LABOUR, "EUR", project=project)
    owed = [account_of(AccountKind.PENDING, "EUR", contributor=person) for person in paid]
    params = {
        "n": max(1, n // A_POSTING),
        "each": A_POSTING,
        "month": month.date(),
        "accounts": [labour.pk, *(account.pk for account in owed)],
        "project": project.pk,
        "people": [person.pk for person in paid],
        "line": RateLine.objects.filter(card__project=project).latest("pk").pk,
    }
    with connection.cursor() as cursor, unchecked(cursor):
        cursor.execute(POSTINGS, params)
        cursor.execute(ENTRIES, params)
        cursor.execute(EARNED, params)
    analyze()
    return month
