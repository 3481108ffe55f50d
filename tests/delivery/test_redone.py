"""One step from labels that were done again after a policy change to the release that delivers what changed."""

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from django.db import IntegrityError, connection, transaction

from assay.delivery.actions.correcting import build_correction
from assay.delivery.actions.flagging import flag_labels
from assay.delivery.actions.redone import correct_after_change
from assay.delivery.actions.releases import build_release, export_to
from assay.delivery.models import Acceptance, Release
from assay.delivery.queries.redone import progress_of
from assay.delivery.queries.releases import releases_with
from assay.delivery.rules.flags import FlagRow
from assay.delivery.rules.redone import Progress, refuse_correction
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.kit.sql import Params, Row, streamed
from assay.people.enums import Role
from assay.people.models import User
from assay.quality.actions.adjudication import decide
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.invalidating import collect_again
from assay.quality.models import Adjudication, ConsensusRun, Invalidation, Label
from assay.work.actions.claiming import claim, submit
from assay.work.actions.withdrawing import withdraw_tasks
from tests.delivery.world import built, somebody
from tests.quality.test_invalidating import labelled, looked, policy
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, later, make_world

database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.fixture
def world() -> World:
    return make_world(n_people=4, n_tasks=4, overlap=2, needs_acknowledgment=False, prefetch=9)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def again(world: World, answers: str = "yyn") -> tuple[Release, Invalidation]:
    """Delivered as release 1; then `yes` may be wrong, and those tasks wait for others."""
    labelled(world, answers)
    run = ConsensusRun.objects.get()
    first = built(*build_release(world.owner, run=run, now=later(minutes=6)))
    found = looked(world, policy(["yes"]))
    run_now(collect_again(world.owner, invalidation=found, now=later(minutes=10)), at=later(minutes=11))
    found.refresh_from_db()
    return first, found


def redo(world: World, said: dict[str, str], *, at: datetime) -> None:
    """Two others answer what waits: no, but where `said` tells otherwise."""
    for nth in (2, 3):
        for task in msgspec.json.decode(claim(world.worker(nth), n=9, now=at).tasks):
            answer = said.get(task["content"]["text"], "no")
            submit(world.worker(nth), world.submission(task["claim"], answer=answer), now=at)


def corrected(by: User, found: Invalidation, *, hours: float = 2) -> Release:
    job = run_now(correct_after_change(by, invalidation=found, now=later(hours=hours)), at=later(hours=hours))
    release = Release.objects.get(uid=job.result["release"])
    return built(release, Job.objects.get(key=f"release:{release.uid}"))


def code(by: User, found: Invalidation, *, hours: float = 2, against: Release | None = None) -> str:
    with pytest.raises(Refused) as refused:
        correct_after_change(by, invalidation=found, against=against, now=later(hours=hours))
    return refused.value.reasons[0].code


def rows_of(release: Release, folder: Path) -> list[tuple[str, str]]:
    export_to(release, folder)
    text = (folder / "labels.csv").read_text()
    return [(row["external_id"], row["value"]) for row in csv.DictReader(text.splitlines())]


@pytest.mark.parametrize(
    ("progress", "made", "refused"),
    [
        (Progress("found", 2, 0, 0), (), "delivery.not_requeued"),
        (Progress("kept", 2, 0, 0), (), "delivery.not_requeued"),
        (Progress("requeuing", 2, 0, 0), (), "delivery.not_requeued"),
        (Progress("requeued", 2, 1, 0), (), "delivery.not_decided"),
        (Progress("requeued", 2, 0, 1), (), "delivery.not_decided"),
        (Progress("requeued", 2, 0, 0), (3,), "delivery.corrected_already"),
        (Progress("requeued", 2, 0, 0), (), None),
        (Progress("requeued", 0, 0, 0), (), None),
    ],
)
def test_it_is_refused_until_everything_is_decided(
    progress: Progress, made: tuple[int, ...], refused: str | None
) -> None:
    found = refuse_correction(progress, number=2, made=made)

    assert (found and found.code) == refused


@database
def test_only_what_changed_is_delivered_with_what_it_was(world: World, cast: Cast, tmp_path: Path) -> None:
    first, found = again(world)
    assert code(cast.lea, found) == "delivery.not_decided"
    redo(world, {"Task 1": "yes"}, at=later(hours=1))

    release = corrected(cast.lea, found)

    assert rows_of(release, tmp_path / "out") == [("t0", "no")]
    assert (release.corrects, release.only_changes, release.n_tasks, release.n_labels) == (first, True, 1, 1)
    assert release.diff["first"] == [["t0", "match", "", '"yes"', '"no"']]
    assert (release.diff["n_changed"], release.diff["against"]) == (1, 1)
    change = release.certificate["guideline_change"]
    step = {"question": "match", "before": "yes", "after": "no", "n": 1}
    assert (change["version"], change["against"], change["n_labels"], change["steps"]) == (2, 1, 2, [step])
    assert (
        "holds the 1 labels that changed against release 1; 1 came out"
        in release.certificate["known_limits"][0]
    )
    assert release.manifest["guideline_change"] == str(found.version.uid)
    assert {each["number"] for each in release.manifest["versions"] if each["kind"] == "guideline"} == {1, 2}
    assert Acceptance.objects.get(release=first).superseded_by == release
    assert rows_of(first, tmp_path / "first") == [("t0", "yes"), ("t1", "yes"), ("t2", "no")]


@database
def test_labels_are_computed_only_where_the_newest_run_lacks_an_answer(world: World, cast: Cast) -> None:
    _first, found = again(world)
    redo(world, {}, at=later(hours=1))
    run = run_consensus(cast.lea, stage=world.stage, method="majority", now=later(hours=1.5))

    release = corrected(cast.lea, found)

    assert release.run == run
    assert ConsensusRun.objects.count() == 2


@database
def test_an_answer_that_can_be_taken_back_is_none_yet(world: World, cast: Cast) -> None:
    _first, found = again(world)
    redo(world, {}, at=later(hours=1))

    at_once = progress_of(found, now=later(hours=1, seconds=5))
    afterwards = progress_of(found, now=later(hours=1, seconds=40))

    assert (at_once.n_decided, at_once.n_waiting, at_once.share) == (0, 2, 0.0)
    assert (afterwards.n_decided, afterwards.share, afterwards.decided_at) == (2, 1.0, later(hours=1))


@database
def test_where_all_labels_came_out_the_same_nothing_is_built(world: World, cast: Cast) -> None:
    _first, found = again(world)
    redo(world, {"Task 0": "yes", "Task 1": "yes"}, at=later(hours=1))

    job = run_now(correct_after_change(cast.lea, invalidation=found, now=later(hours=2)), at=later(hours=2))

    assert (job.result["n_labels"], job.result["n_differ"], "release" in job.result) == (2, 0, False)
    assert Release.objects.count() == 1


@database
def test_it_is_made_once_against_each_release(world: World, cast: Cast) -> None:
    _first, found = again(world)
    redo(world, {}, at=later(hours=1))
    release = corrected(cast.lea, found)

    assert code(cast.lea, found) == "delivery.corrected_already"
    assert code(cast.lea, found, against=release) == "delivery.corrected_already"
    # A job that was killed after its work was done and begins again makes no second one.
    job = Job.objects.get(kind="delivery.correct_guideline")
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)
    job.refresh_from_db()
    run_now(job, at=later(hours=3))
    assert Release.objects.count() == 2


@database
def test_who_does_not_deliver_is_refused_and_other_releases_are_no_base(world: World, cast: Cast) -> None:
    _first, found = again(world)
    redo(world, {}, at=later(hours=1))
    run = run_consensus(cast.lea, stage=world.stage, method="majority", now=later(hours=1.5))
    newer = built(*build_release(cast.lea, run=run, now=later(hours=1.6)))

    assert code(cast.rita, found) == "people.not_allowed"
    assert code(cast.lea, found, against=newer) == "delivery.no_base"


@database
def test_withdrawn_tasks_are_waited_for_no_longer(world: World, cast: Cast, tmp_path: Path) -> None:
    _first, found = again(world)
    withdraw_tasks(
        cast.lea, project=world.project, external_ids=["t1"], reason="Expired.", now=later(hours=0.5)
    )
    redo(world, {}, at=later(hours=1))

    assert progress_of(found, now=later(hours=2)).n_tasks == 1
    assert rows_of(corrected(cast.lea, found), tmp_path / "out") == [("t0", "no")]


@database
def test_its_labels_may_be_called_wrong_like_any_others(world: World, cast: Cast, tmp_path: Path) -> None:
    _first, found = again(world)
    redo(world, {"Task 1": "yes"}, at=later(hours=1))
    release = corrected(cast.lea, found)
    reviewer = somebody(world, "Ria", Role.REVIEWER)
    rows = [FlagRow(2, "t0", reason="Still yes."), FlagRow(3, "t1", reason="It is not in here.")]

    said = flag_labels(cast.rita, release=release, rows=rows, now=later(hours=3))
    decide(reviewer, adjudication=Adjudication.objects.get(), answer="yes", reason="Yes.", now=later(hours=4))
    fixed = built(*build_correction(cast.lea, release=release, now=later(hours=5)))

    assert (said.n_new, [each.line for each in said.problems]) == (1, [3])
    assert (fixed.corrects, fixed.invalidation) == (release, None)
    assert rows_of(fixed, tmp_path / "fixed") == [("t0", "yes")]
    held = Label.objects.get(run=release.run, task__external_id="t0")
    same = Label.objects.get(run=release.run, task__external_id="t1")
    assert list(releases_with(held)) == [release, fixed]
    assert list(releases_with(same)) == []


@database
def test_the_database_knows_that_it_holds_changes_only(world: World, cast: Cast) -> None:
    first, found = again(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            project=world.project, run=first.run, number=9, invalidation=found, created_at=later(hours=1)
        )


@database
def test_what_changed_is_joined_in_one_pass_whatever_is_known_of_the_tables(
    world: World, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the planner had no figures for new labels, it compared each with each, for minutes."""
    plans: list[str] = []

    def explained(statement: str, params: Params) -> Iterator[Row]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {statement}", params)
            plans.append("\n".join(line for (line,) in cursor.fetchall()))
        return streamed(statement, params)

    monkeypatch.setattr("assay.delivery.actions.diffing.streamed", explained)
    _, found = again(world)
    redo(world, {"Task 1": "yes"}, at=later(hours=1))
    corrected(cast.lea, found)

    assert len(plans) == 1
    assert re.search(r"(Hash|Merge) Full Join", plans[0])
