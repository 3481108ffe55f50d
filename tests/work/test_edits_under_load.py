"""Overlap, versions and people change while 16 connections work: nothing deadlocks, no task collects too much."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from assay.kit.sql import rows
from assay.people.actions.contributors import change_standing, set_languages
from assay.people.actions.users import grant_role
from assay.people.enums import Role, Standing
from assay.projects.actions.projects import edit_stage
from assay.projects.actions.versions import publish_guideline
from assay.projects.models import Stage
from assay.work.actions.leases import give_back_ended_leases
from assay.work.models import Claim, Judgment, QueueItem
from tests.work.test_concurrency import works_through
from tests.work.test_settings_at_work import UNTRUE
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)

N_PEOPLE = 16
SECTION = {"id": "a", "title": "A", "markdown": "Read."}


def edits(world: World, is_over: threading.Event) -> int:
    """Everything that locks what claims and submissions need, again and again; how often."""
    n_rounds = 0
    while not is_over.is_set() or n_rounds < 3:
        for overlap in (3, 1, 2):
            stage = Stage.objects.get(pk=world.stage.pk)
            edit_stage(world.owner, stage=stage, changes={"overlap": overlap}, now=NOW)
        publish_guideline(
            world.owner,
            project=world.project,
            title="G",
            sections=[SECTION],
            now=NOW,
            needs_acknowledgment=False,
        )
        for standing in (Standing.PROBATION, Standing.ACTIVE):
            change_standing(None, contributor=world.people[0], standing=standing, reason="x", now=NOW)
        set_languages(None, contributor=world.people[1], languages={"en": 7}, now=NOW)  # type: ignore[arg-type]  # The system.
        give_back_ended_leases(now=NOW)
        n_rounds += 1
    return n_rounds


def apart(job: partial[int]) -> int:
    try:
        return job()
    finally:
        connection.close()


def test_edits_while_people_work_never_deadlock_and_never_overbook() -> None:
    world = make_world(n_people=N_PEOPLE, n_tasks=120, overlap=2, overlap_max=3)
    grant_role(None, user=world.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=world.project.pk)
    is_over = threading.Event()

    with ThreadPoolExecutor(N_PEOPLE + 1) as pool:
        editing = pool.submit(apart, partial(edits, world, is_over))
        working = [
            pool.submit(apart, partial(works_through, world, world.worker(nth))) for nth in range(N_PEOPLE)
        ]
        n_answered = sum(future.result(timeout=120) for future in working)
        is_over.set()
        assert editing.result(timeout=120) >= 3

    assert n_answered == Judgment.objects.count() == Claim.objects.count()
    assert rows(UNTRUE, {}) == []
    assert max(QueueItem.objects.values_list("n_judgments", flat=True)) <= 3
