"""The agreement board of two million judgments: how long a run takes as a job, and how long its pages take to open."""

from typing import Any  # JSON.

import httpx
from django.db import connection

from assay.cli.client import Server
from assay.cli.credentials import Credentials
from assay.cli.waiting import finished
from assay.config.supervisor import Platform
from assay.people.models import Market
from assay.projects.models import GuidelineVersion, Project
from bench.bulk import Stopwatch
from bench.pages import page
from bench.sizes import Sizes

OVERLAP, N_PEOPLE, N_WEEKS = 3, 180, 26
LANGUAGES = ("de", "pt", "es", "ar", "hi")
GRADES = [{"id": f"g{nth}", "label": f"Grade {nth}"} for nth in range(5)]
SCHEMA = {
    "schema": 1,
    "title": "Relevance",
    "content": [{"kind": "text", "field": "text"}],
    "questions": [
        {"id": "relevance", "kind": "choice", "label": "How relevant?", "ordered": True, "options": GRADES},
        {
            "id": "safe",
            "kind": "choice",
            "label": "Safe?",
            "options": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}],
        },
    ],
}
TASKS = """
INSERT INTO work_task (uid, project_id, batch_id, external_id, content, sha256, is_gold, is_test, created_at,
    withdrawn_reason, market_id)
SELECT gen_random_uuid(), %(project)s, %(batch)s, 'b' || g, jsonb_build_object('text', 'Item ' || g),
    decode(md5(g::text) || md5(g::text), 'hex'), false, false, now(), '', (%(markets)s::bigint[])[g %% 5 + 1]
FROM generate_series(1, %(n)s) g
"""
# Three of 180 people on each task, two thirds of them right, the others beside it; over half a year.
JUDGED = """
INSERT INTO work_judgment (uid, task_id, stage_id, project_id, contributor_id, attempt, answers, schema_version_id,
    guideline_version_id, market_id, is_gold, client_key, handling_seconds, submitted_at, work_on)
SELECT gen_random_uuid(), t.id, %(stage)s, %(project)s, (%(people)s::bigint[])[(t.id * 7 + k * 61) %% 180 + 1], 1,
    jsonb_build_object('relevance', 'g' || (t.id + CASE WHEN h < 68 THEN 0 WHEN h < 90 THEN 1 ELSE 2 END) %% 5,
        'safe', CASE WHEN (h * 7 + t.id) %% 100 < 94 THEN 'yes' ELSE 'no' END),
    %(schema)s, (%(guidelines)s::bigint[])[1 + day / 91], t.market_id, false, t.id || '-' || k, 4 + h %% 40,
    now() - make_interval(days => 190 - day), current_date - (190 - day)
FROM work_task t
CROSS JOIN generate_series(0, 2) k
CROSS JOIN LATERAL (SELECT abs(hashint8(t.id * 3 + k)) %% 100 AS h, (t.id %% 182)::int AS day) drawn
WHERE t.batch_id = %(batch)s
"""


def measure(platform: Platform, sizes: Sizes) -> dict[str, Any]:
    from bench.people import administrator_cookie, administrator_token

    watch = Stopwatch(platform, sizes.settling_seconds, sizes.backlog_seconds)
    with Server(Credentials(platform.url, administrator_token())) as server:
        project = begun(server)
        fill(project, sizes.n_board // OVERLAP)
        with watch.job("run"):
            finished(server, server.post(f"/projects/{project.uid}/board-runs"), "Measuring")
        run = server.get(f"/projects/{project.uid}/board-runs")["items"][0]
    session = {"Cookie": f"sessionid={administrator_cookie()}"}
    paths = [
        f"/projects/{project.uid}/board/{part}" for part in ("", "series/", "disputed/", "contributors/")
    ]
    with httpx.Client(base_url=platform.url, timeout=60, headers=session) as client:
        pages = {path.rpartition("/board/")[2]: page(client, path, sizes.n_page_turns) for path in paths}
    return {"n_judgments": run["n_judgments"], "n_tasks": run["n_tasks"], "pages": pages, **watch.found}


def begun(server: Server) -> Project:
    """A draft: an open project would be measured by itself as soon as it is filled."""
    stage = {"overlap": OVERLAP, "overlap_max": OVERLAP, "undo_seconds": 0, "needs_acknowledgment": False}
    uid = server.post("/projects", {"name": "Board", "purpose": "Measured.", "stage": stage})["uid"]
    server.post(f"/projects/{uid}/schema-versions", {"document": SCHEMA})
    server.post(f"/projects/{uid}/batches", {"name": "All"})
    return Project.objects.get(uid=uid)


def fill(project: Project, n_tasks: int) -> None:
    from bench.load import analyze, people, unchecked

    stage = project.stages.get()
    params = {
        "n": n_tasks,
        "project": project.pk,
        "batch": project.batches.get().pk,
        "stage": stage.pk,
        "schema": project.schema_version_id,
        "people": [person.pk for person in people(N_PEOPLE, prefix="board")],
        "guidelines": [guideline(project, number).pk for number in (1, 2)],
        "markets": [market(language).pk for language in LANGUAGES],
    }
    with connection.cursor() as cursor, unchecked(cursor):
        cursor.execute(TASKS, params)
        cursor.execute(JUDGED, params)
    analyze()


def guideline(project: Project, number: int) -> GuidelineVersion:
    return GuidelineVersion.objects.create(
        project=project,
        number=number,
        title="Relevance",
        sections=[],
        created_at=project.created_at,
        created_by=project.created_by,
    )


def market(language: str) -> Market:
    found, _ = Market.objects.get_or_create(
        code=f"B{language[0].upper()}-{language}",
        defaults={"name": f"Bench {language}", "region": "XX", "language": language},
    )
    return found
