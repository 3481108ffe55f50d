"""Reports cannot be turned against the work, and nothing comes back that was to stay away."""

from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from assay.kit.files import store
from assay.kit.ids import new_uid
from assay.kit.media import KINDS
from assay.kit.models import StoredFile
from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage
from assay.projects.models import Stage
from assay.work.actions.changing import Wish, change_chosen, undo_change
from assay.work.actions.claiming import Dice, claim, submit
from assay.work.actions.excluding import exclude_from_task, exclude_who_had
from assay.work.actions.reporting import close_report, report_now
from assay.work.actions.triaging import correct_content
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ReportKind, ReportOutcome
from assay.work.models import Claim, QueueItem, Task, TaskFile, UrgentReport
from assay.work.rules.changing import TaskAction
from assay.work.rules.triage import MOST_LOCKED
from tests.work.world import NOW, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world(n_people=3, n_tasks=1, overlap=2)
    Grant.objects.create(user=made.owner, role=Role.PROJECT_OWNER, project_id=made.project.pk, granted_at=NOW)
    return made


def held(world: World, nth: int = 0) -> UUID:
    [task] = msgspec.json.decode(claim(world.worker(nth), n=1, now=NOW).tasks)
    return UUID(task["claim"])


def close(world: World, report: UrgentReport, outcome: ReportOutcome) -> None:
    close_report(world.owner, report=report.uid, outcome=outcome, note="Looked at.", now=later(hours=1))


def test_one_person_locks_only_so_many_tasks_until_somebody_has_looked() -> None:
    world = make_world(n_people=2, n_tasks=MOST_LOCKED + 3)
    reports = [
        report_now(world.worker(), claim=held(world), kind=ReportKind.ILLEGAL, now=NOW)
        for _ in range(MOST_LOCKED + 3)
    ]

    assert Task.objects.exclude(withdrawn_at=None).count() == MOST_LOCKED
    assert len({report.pk for report in reports}) == MOST_LOCKED + 3
    assert InboxMessage.objects.filter(user=world.owner, kind="work.report").count() == MOST_LOCKED + 3
    assert claim(world.worker(0), n=5, now=NOW).n_tasks == 0
    assert claim(world.worker(1), n=5, now=NOW).n_tasks == 2


def test_the_word_of_a_second_person_locks_what_that_of_the_first_did_not() -> None:
    world = make_world(n_people=2, n_tasks=MOST_LOCKED + 1)
    for _ in range(MOST_LOCKED + 1):
        report = report_now(world.worker(), claim=held(world), kind=ReportKind.ILLEGAL, now=NOW)

    again = report_now(
        world.worker(1), claim=held(world, 1), kind=ReportKind.IMMINENT_HARM, now=later(hours=1)
    )

    assert again.pk == report.pk
    assert not Task.objects.filter(withdrawn_at=None)


def test_what_was_not_locked_is_withdrawn_once_the_report_is_confirmed(world: World) -> None:
    owner = world.owner
    report = report_now(world.worker(), claim=held(world), kind=ReportKind.ILLEGAL, now=NOW)
    Task.objects.update(withdrawn_at=None, withdrawn_reason="")

    close_report(
        owner, report=report.uid, outcome=ReportOutcome.CONFIRMED, note="It does.", now=later(hours=1)
    )

    assert Task.objects.get().withdrawn_at == later(hours=1)


def test_a_report_of_what_was_withdrawn_before_brings_nothing_back(world: World) -> None:
    in_hand = held(world)
    withdraw_tasks(world.owner, project=world.project, external_ids=["t0"], reason="Not ours.", now=NOW)
    report = report_now(world.worker(), claim=in_hand, kind=ReportKind.ILLEGAL, now=later(minutes=1))

    close(world, report, ReportOutcome.UNFOUNDED)

    assert Task.objects.get().withdrawn_reason == "Not ours."


@pytest.mark.parametrize("outcome", [None, ReportOutcome.CONFIRMED])
def test_an_undone_withdrawal_does_not_bring_back_what_was_reported(
    world: World, outcome: ReportOutcome | None
) -> None:
    in_hand = held(world)
    wish = Wish(TaskAction.WITHDRAW, reason="Later.")
    change = change_chosen(
        world.owner, project=world.project, tasks=[Task.objects.get().uid], wish=wish, now=NOW
    )
    report = report_now(world.worker(), claim=in_hand, kind=ReportKind.ILLEGAL, now=later(minutes=1))
    if outcome:
        close(world, report, outcome)

    undo_change(world.owner, change=change, now=later(hours=2))

    assert Task.objects.get().withdrawn_at == NOW
    assert claim(world.worker(1), n=1, now=later(hours=3)).n_tasks == 0


def test_the_content_of_judged_gold_is_not_changed(world: World) -> None:
    [gold] = add_gold(world, 1)
    Stage.objects.filter(pk=world.stage.pk).update(gold_share=0.5)
    [task] = msgspec.json.decode(claim(world.worker(), n=1, now=NOW, dice=Dice(0, 0)).tasks)
    assert UUID(task["task"]) == gold.uid
    submit(world.worker(), world.submission(task["claim"]), now=NOW)

    with pytest.raises(Refused) as refused:
        correct_content(world.owner, project=world.project, task=gold.uid, content={"text": "Other"}, now=NOW)

    assert refused.value.reasons[0].code == "work.has_answers"


def test_whoever_decided_about_gold_is_not_given_it_after_it_is_restored(world: World) -> None:
    [gold] = add_gold(world, 1)
    item = QueueItem.objects.get(task=gold)
    Claim.objects.create(
        item=item,
        task=gold,
        queue=item.queue,
        stage=item.stage,
        project=world.project,
        contributor=world.people[0],
        schema_version=world.schema,
        claimed_at=NOW,
        claimed_on=NOW.date(),
        expires_at=NOW,
        state=12,
    )
    with transaction.atomic():
        exclude_from_task(task=gold, person=world.people[1].user)
        exclude_who_had(task=gold)

    item.refresh_from_db()
    assert set(item.excluded or []) == {world.people[0].pk, world.people[1].pk}


def kept(content: bytes, project: UUID) -> StoredFile:
    return store([content], name="shoe.png", media_type=KINDS[0], project_uid=project, now=NOW)


def test_corrected_content_shows_only_files_of_the_project(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.ASSAY_FILES = tmp_path
    elsewhere, ours = kept(b"theirs", new_uid()), kept(b"ours", world.project.uid)
    task = Task.objects.get()

    def correct(file: StoredFile) -> None:
        content = {"text": f"![shoe](sha256:{file.sha256})"}
        correct_content(world.owner, project=world.project, task=task.uid, content=content, now=NOW)

    with pytest.raises(Refused) as refused:
        correct(elsewhere)
    correct(ours)

    assert refused.value.reasons[0].code == "work.picture_unknown"
    assert list(TaskFile.objects.values_list("sha256", flat=True)) == [ours.sha256]
