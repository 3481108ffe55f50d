"""Withdrawn and expired content leaves every queue at once, and its content can be deleted for good."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections
from pytest_django.fixtures import Settings

from assay.kit.files import path_of, store
from assay.kit.jobs import run_now
from assay.kit.models import AuditEvent, Job, StoredFile
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.work.actions.batches import edit_batch
from assay.work.actions.claiming import claim, submit
from assay.work.actions.drafts import save_draft
from assay.work.actions.importing_files import import_task_upload
from assay.work.actions.purging import purge_expired, purge_tasks
from assay.work.actions.withdrawing import Withdrawal, withdraw_named, withdraw_tasks
from assay.work.enums import BatchState, ClaimState, ItemState
from assay.work.models import Claim, Draft, Judgment, QueueItem, Task, TaskFile, WorkDay
from assay.work.queries.content import content_of_claim
from tests.work.test_concurrency import claims_of
from tests.work.world import NOW, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ASSAY_FILES = tmp_path
    made = make_world(n_tasks=3, needs_acknowledgment=False)
    grant_role(None, user=made.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.project.pk)
    return made


def held_task(world: World) -> tuple[UUID, Task]:
    [uid] = claims_of(claim(world.worker(), n=1, now=NOW))
    return uid, Task.objects.get(claims__uid=uid)


def test_a_list_says_what_became_of_each_name(world: World) -> None:
    _, task = held_task(world)
    withdraw_tasks(world.owner, project=world.project, external_ids=["t2"], reason="Old", now=NOW)

    found = withdraw_named(
        world.owner,
        project=world.project,
        external_ids=[task.external_id, "t1", "t2", "t9", "t1"],
        reason=" Taken down ",
        now=NOW,
    )

    assert found == Withdrawal(n_withdrawn=2, n_already=1, n_claims=1, unknown=("t9",))
    assert dict(Task.objects.values_list("external_id", "withdrawn_reason")) == {
        "t0": "Taken down",
        "t1": "Taken down",
        "t2": "Old",
    }
    assert set(QueueItem.objects.values_list("state", "is_claimable")) == {(ItemState.WITHDRAWN, False)}


def test_whoever_holds_it_is_told_and_loses_nothing_of_the_day(world: World) -> None:
    uid, task = held_task(world)
    save_draft(world.worker(), claim=uid, answers={"match": "yes"}, handling_seconds=2, now=NOW)

    withdraw_tasks(world.owner, project=world.project, external_ids=[task.external_id], reason="x", now=NOW)

    with pytest.raises(Refused, match="was withdrawn while you worked on it"):
        submit(world.worker(), world.submission(uid), now=NOW)
    with pytest.raises(Refused, match="was withdrawn while you worked on it"):
        content_of_claim(world.worker(), uid)
    assert (Judgment.objects.count(), WorkDay.objects.get().n_claimed) == (0, 0)
    assert Draft.objects.get().answers == {"match": "yes"}
    assert task.external_id not in str(claim(world.worker(), n=9, now=NOW).tasks)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2_001])
def test_a_withdrawal_has_a_reason(reason: str, world: World) -> None:
    with pytest.raises(Refused, match="Say why"):
        withdraw_tasks(world.owner, project=world.project, external_ids=["t1"], reason=reason, now=NOW)


def test_a_batch_goes_at_once_and_its_tasks_follow(world: World) -> None:
    uid, _ = held_task(world)

    edit_batch(world.owner, batch=world.batch, state=BatchState.WITHDRAWN, now=NOW)
    n_offered = claim(world.worker(1), n=3, now=NOW).n_tasks
    job = run_now(Job.objects.get())

    assert (n_offered, job.result) == (0, {"n_tasks": 3, "n_claims": 1})
    assert not Task.objects.filter(withdrawn_at=None).exists()
    assert Claim.objects.get(uid=uid).state == ClaimState.WITHDRAWN
    with pytest.raises(Refused, match="The batch is withdrawn, so it cannot become open"):
        edit_batch(world.owner, batch=world.batch, state=BatchState.OPEN, now=NOW)


def picture(world: World) -> StoredFile:
    return store([b"\x89PNG"], name="a.png", media_type="image/png", now=NOW, project_uid=world.project.uid)


def with_pictures(world: World, *names: str) -> StoredFile:
    """Tasks that all show one stored picture."""
    file = picture(world)
    rows = "".join(f"{name},sha256:{file.sha256}\n" for name in names)
    job = import_task_upload(
        world.owner, batch=world.batch, name="t.csv", chunks=[f"external_id,text\n{rows}".encode()], now=NOW
    )
    assert run_now(job).result["n_added"] == len(names)
    return file


@pytest.mark.django_db(transaction=True)
def test_purging_leaves_a_name_and_a_hash(world: World) -> None:
    file = with_pictures(world, "a", "b")
    before = Task.objects.get(external_id="a")
    withdraw_tasks(world.owner, project=world.project, external_ids=["a", "b"], reason="x", now=NOW)

    purge_tasks(world.owner, project=world.project, external_ids=["a"], now=NOW)
    is_shown_still = path_of(file).exists()
    purge_tasks(world.owner, project=world.project, external_ids=["b"], now=NOW)

    task = Task.objects.get(external_id="a")
    assert (task.content, task.purged_at, bytes(task.sha256)) == ({}, NOW, bytes(before.sha256))
    assert (is_shown_still, path_of(file).exists(), TaskFile.objects.count()) == (True, False, 0)
    # The file they came in with held their content, too.
    assert set(StoredFile.objects.values_list("name", "retired_at")) == {("a.png", NOW), ("t.csv", NOW)}
    assert not [path for path in path_of(file).parent.parent.rglob("*") if path.is_file()]
    [event] = AuditEvent.objects.filter(table_name="work_task", row_id=task.pk, changes__has_key="purged_at")
    assert event.actor == str(world.owner.uid)


def test_only_withdrawn_content_is_purged_and_only_by_those_who_may(world: World) -> None:
    with pytest.raises(Refused, match="Task t1 is still in the work"):
        purge_tasks(world.owner, project=world.project, external_ids=["t1"], now=NOW)
    with pytest.raises(NotFound):
        purge_tasks(world.people[0].user, project=world.project, external_ids=["t1"], now=NOW)

    assert not Task.objects.filter(content={}).exists()


def test_expired_content_leaves_and_is_gone(world: World) -> None:
    Task.objects.filter(external_id="t0").update(expires_at=later(hours=1))
    Task.objects.filter(external_id="t1").update(expires_at=later(hours=2))
    withdraw_tasks(world.owner, project=world.project, external_ids=["t0"], reason="Early", now=NOW)

    found = [purge_expired(now=later(minutes=minutes)) for minutes in (59, 60, 60, 121)]

    assert found == [0, 1, 0, 1]
    assert dict(Task.objects.values_list("external_id", "withdrawn_reason")) == {
        "t0": "Early",
        "t1": "The content expired.",
        "t2": "",
    }
    assert set(Task.objects.filter(content={}).values_list("external_id", flat=True)) == {"t0", "t1"}


@pytest.mark.django_db(transaction=True)
def test_nobody_keeps_a_task_that_is_withdrawn_while_everybody_works() -> None:
    """24 people claim and answer, gold among it, while every task is withdrawn: no open claim is left behind."""
    world = make_world(n_people=24, n_tasks=240, overlap=3, gold_share=0.3, needs_acknowledgment=False)
    gold = add_gold(world, 40)
    names = [f"t{nth}" for nth in range(240)] + [each.external_id for each in gold]

    codes: set[str] = set()

    def works(nth: int) -> None:
        for _ in range(40):
            for uid in claims_of(claim(world.worker(nth), n=1, now=NOW)):
                try:
                    submit(world.worker(nth), world.submission(uid), now=NOW)
                except Refused as refused:
                    codes.add(refused.reasons[0].code)
        connections.close_all()

    def withdraws() -> None:
        for first in range(0, len(names), 7):
            withdraw_tasks(
                None, project=world.project, external_ids=names[first : first + 7], reason="x", now=NOW
            )
        connections.close_all()

    with ThreadPoolExecutor(26) as pool:
        waiting = [pool.submit(partial(works, nth)) for nth in range(24)] + [pool.submit(withdraws)]
        for each in waiting:
            each.result()

    assert codes <= {"work.withdrawn"}
    assert Judgment.objects.filter(is_gold=True).exists()
    assert not Claim.objects.filter(state=ClaimState.OPEN).exists()
    assert set(QueueItem.objects.values_list("state", "is_claimable")) == {(ItemState.WITHDRAWN, False)}
    assert Claim.objects.filter(state=ClaimState.SUBMITTED).count() == Judgment.objects.count()
