"""The same content is not asked about twice: it takes the label over, says from where, and gives it back in time."""

from pathlib import Path

import msgspec
import pytest
from pytest_django.fixtures import Settings

from assay.kit.jobs import run_now
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.quality.actions.consensus import reproduce, run_consensus
from assay.quality.actions.reusing import reuse_in_batch
from assay.quality.models import ConsensusRun, Gold, Label, Reuse
from assay.quality.queries.why import label_for, why_label
from assay.work.actions.claiming import claim, submit
from assay.work.actions.importing_files import import_task_upload
from assay.work.actions.importing_tasks import Choices
from assay.work.actions.purging import purge_tasks
from assay.work.actions.reinstating import reinstate_tasks
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ItemState
from assay.work.models import Batch, QueueItem, ReportedRow, Task
from tests.work.test_concurrency import claims_of
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ASSAY_FILES = tmp_path
    made = make_world(n_tasks=0, n_people=1, needs_acknowledgment=False)
    grant_role(None, user=made.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.project.pk)
    return made


def brought(world: World, *rows: object, reuses: bool = False, batch: Batch | None = None) -> dict[str, int]:
    content = b"\n".join(msgspec.json.encode(row) for row in rows)
    job = import_task_upload(
        world.owner,
        batch=batch or world.batch,
        name="t.jsonl",
        chunks=[content],
        now=NOW,
        choices=Choices(reuses_labels=reuses),
    )
    return dict(run_now(job).result)


def row(name: str, text: str) -> dict[str, object]:
    return {"external_id": name, "content": {"text": text}}


def labelled(world: World) -> ConsensusRun:
    """One task, answered and labelled."""
    brought(world, row("first", "same"))
    [uid] = claims_of(claim(world.worker(), n=1, now=NOW))
    submit(world.worker(), world.submission(uid, answer="no"), now=NOW)
    return run_consensus(world.owner, stage=world.stage, method="majority", now=later(minutes=5))


def test_content_with_a_label_takes_it_over_and_says_from_where(world: World) -> None:
    first = labelled(world)

    report = brought(world, row("again", "same"), row("new", "other"), reuses=True)

    n_offered = claim(world.worker(), n=9, now=NOW).n_tasks
    run = run_consensus(world.owner, stage=world.stage, method="majority", now=later(minutes=9))
    label = label_for(world.owner, Task.objects.get(external_id="again").uid)
    why = why_label(label)
    assert (report["n_added"], report["n_labeled"], report["n_reused"], report["n_duplicates"]) == (
        2,
        1,
        1,
        1,
    )
    assert n_offered == 1
    assert (label.run, label.value, label.n_judgments) == (run, "no", 1)
    assert why.reused is not None
    assert (why.reused.source.external_id, why.reused.run) == ("first", first)
    assert [behind.answer for behind in why.judgments] == ["no"]
    assert (run.n_labels, run.n_tasks) == (2, 2)
    assert reproduce(run)[0]


def test_it_is_only_offered_unless_asked_for(world: World) -> None:
    labelled(world)
    report = brought(world, row("again", "same"))

    n_reused = [reuse_in_batch(world.owner, batch=world.batch, now=NOW) for _ in range(2)]

    assert (report["n_labeled"], report["n_reused"], n_reused) == (1, 0, [1, 0])


def test_work_that_was_begun_is_finished(world: World) -> None:
    labelled(world)
    brought(world, row("again", "same"))
    claim(world.worker(), n=1, now=NOW)

    assert reuse_in_batch(world.owner, batch=world.batch, now=NOW) == 0


def test_ties_and_labels_under_another_schema_are_not_valid(world: World) -> None:
    run = labelled(world)
    Label.objects.update(is_tie=True)
    tied = brought(world, row("a", "same"), reuses=True)
    Label.objects.update(is_tie=False)
    ConsensusRun.objects.filter(pk=run.pk).update(params={**run.params, "schema_version_id": 0})
    older = brought(world, row("b", "same"), reuses=True)

    assert [(each["n_labeled"], each["n_reused"]) for each in (tied, older)] == [(0, 0), (0, 0)]


def test_a_source_that_is_withdrawn_lends_its_label_no_longer(world: World) -> None:
    labelled(world)
    brought(world, row("again", "same"), reuses=True)

    withdraw_tasks(
        world.owner, project=world.project, external_ids=["first"], reason="x", now=later(minutes=7)
    )

    item = QueueItem.objects.get(task__external_id="again")
    assert Reuse.objects.get().ended_at == later(minutes=7)
    assert (item.state, item.is_claimable, item.done_at) == (ItemState.OPEN, True, None)
    assert claim(world.worker(), n=1, now=NOW).n_tasks == 1


@pytest.mark.parametrize(("also", "state"), [([], ItemState.REUSED), (["first"], ItemState.OPEN)])
def test_what_comes_back_is_asked_about_only_if_its_label_is_no_longer_lent(
    world: World, also: list[str], state: ItemState
) -> None:
    labelled(world)
    brought(world, row("again", "same"), reuses=True)
    withdraw_tasks(
        world.owner, project=world.project, external_ids=["again", *also], reason="x", now=later(minutes=7)
    )
    again = Task.objects.get(external_id="again")

    reinstate_tasks(world.owner, project=world.project, task_ids=[again.pk], now=later(minutes=8))

    assert QueueItem.objects.get(task=again).state == state


def test_known_answers_come_in_with_a_batch_of_gold_and_go_with_its_content(world: World) -> None:
    gold = Batch.objects.create(project=world.project, name="Gold", is_gold=True, created_at=NOW)
    answered = {"gold": {"match": "yes"}, "gold_reason": "It is."}

    report = brought(
        world,
        {**row("g1", "a"), **answered},
        {**row("g2", "b"), "gold": {"match": ["yes", "no"]}, "gold_reason": "Either."},
        {**row("g3", "c"), "gold": {"match": "maybe"}, "gold_reason": "x"},
        {**row("g4", "d"), "gold": {"match": "yes"}},
        {**row("g5", "e"), "gold": {"mood": "yes"}, "gold_reason": "x"},
        row("g6", "f"),
        batch=gold,
    )
    withdraw_tasks(world.owner, project=world.project, external_ids=["g1"], reason="x", now=NOW)
    purge_tasks(world.owner, project=world.project, external_ids=["g1"], now=NOW)

    assert (report["n_added"], report["n_bad"]) == (3, 3)
    assert dict(Gold.objects.values_list("task__external_id", "answers")) == {
        "g1": {"match": ["yes"]},
        "g2": {"match": ["yes", "no"]},
    }
    assert [each.reasons[0]["code"] for each in ReportedRow.objects.order_by("line")] == [
        "answers.not_an_option",
        "work.gold_without_reason",
        "work.gold_unknown_question",
    ]
    assert Gold.objects.get(task__external_id="g1").retired_reason == "The content was purged."
