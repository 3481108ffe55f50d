"""A policy change finds the labels it may have made wrong, and has them done again; and what a version changed."""

import msgspec
import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import Market
from assay.projects.actions.versions import publish_guideline
from assay.projects.enums import ChangeKind
from assay.projects.models import GuidelineVersion
from assay.projects.rules.guideline_parts import Change
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.guideline_impact import start_impact
from assay.quality.actions.invalidating import LOOK, collect_again, keep_labels
from assay.quality.enums import InvalidationState
from assay.quality.models import GuidelineImpact, Invalidation
from assay.quality.queries.guideline_impact import mean_interval
from assay.work.actions.claiming import claim, submit
from assay.work.models import Judgment, QueueItem, Task
from tests.projects.rules.test_guideline_rules import QUESTION
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db
SECTIONS = [{"id": "what", "title": "What to do", "markdown": "Look twice."}]


@pytest.fixture
def world() -> World:
    return make_world(n_people=2, n_tasks=4, overlap=2, needs_acknowledgment=False, prefetch=9)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def publish(world: World, change: Change | None = None) -> GuidelineVersion:
    return publish_guideline(
        world.owner, project=world.project, title="Matching", sections=SECTIONS, change=change, now=NOW
    )


def policy(answers: list[str], **more: list[str]) -> Change:
    return Change(ChangeKind.POLICY, quiz=[QUESTION], concerns={"questions": {"match": answers}, **more})


def answered(world: World, answers: str) -> None:
    """Both people answer as many tasks as there are letters: y or n."""
    for nth in range(2):
        work = msgspec.json.decode(claim(world.worker(nth), n=len(answers), now=NOW).tasks)
        for task, letter in zip(work, answers, strict=True):
            answer = "yes" if letter == "y" else "no"
            submit(world.worker(nth), world.submission(task["claim"], answer=answer), now=NOW)


def looked(world: World, change: Change) -> Invalidation:
    """Version 2 takes effect, and the job has run."""
    version = publish(world, change)
    run_now(Job.objects.get(kind=LOOK), at=later(minutes=9))
    return Invalidation.objects.get(version=version)


def labelled(world: World, answers: str = "yyn") -> None:
    publish(world)
    answered(world, answers)
    run_consensus(world.owner, stage=world.stage, method="majority", now=later(minutes=5))


def test_labels_that_say_what_it_concerns_are_found_and_priced(world: World, cast: Cast) -> None:
    labelled(world)

    found = looked(world, policy(["yes"]))

    tasks = set(Task.objects.filter(external_id__in=["t0", "t1"]).values_list("pk", flat=True))
    assert set(found.tasks.values_list("task_id", flat=True)) == tasks
    assert (found.state, found.n_labels, found.n_tasks, found.n_judgments) == (
        InvalidationState.FOUND,
        2,
        2,
        4,
    )
    assert (found.seconds_each, found.n_seconds) == (4.5, 6)


@pytest.mark.parametrize(
    ("change", "n"),
    [(policy([]), 3), (policy(["no"]), 1), (policy(["yes"], markets=["XX"]), 0), (policy(["other"]), 0)],
)
def test_only_named_answers_and_markets_count(change: Change, n: int, world: World, cast: Cast) -> None:
    Market.objects.create(code="XX", name="Elsewhere", region="XX", language="en")
    labelled(world)

    assert looked(world, change).n_labels == n


def test_a_change_that_names_nothing_looks_for_nothing(world: World, cast: Cast) -> None:
    publish(world)

    publish(world, Change(ChangeKind.POLICY, quiz=[QUESTION]))

    assert not Invalidation.objects.exists()


def test_the_owner_has_them_done_again_and_past_judgments_keep_their_version(
    world: World, cast: Cast
) -> None:
    labelled(world)
    before = dict(Judgment.objects.values_list("pk", "guideline_version__number"))
    found = looked(world, policy(["yes"]))
    with pytest.raises(Refused):
        collect_again(cast.ben, invalidation=found, now=NOW)

    run_now(collect_again(cast.lea, invalidation=found, now=NOW), at=later(minutes=10))

    found.refresh_from_db()
    assert (found.state, found.n_requeued) == (InvalidationState.REQUEUED, 2)
    needed = dict(QueueItem.objects.values_list("task__external_id", "n_needed"))
    assert needed == {"t0": 2, "t1": 2, "t2": 0, "t3": 2}
    assert dict(Judgment.objects.values_list("pk", "guideline_version__number")) == before
    with pytest.raises(Refused):
        collect_again(cast.lea, invalidation=found, now=NOW)


def test_labels_are_kept_for_a_reason_and_may_be_done_again_later(world: World, cast: Cast) -> None:
    labelled(world)
    found = looked(world, policy(["yes"]))
    with pytest.raises(Refused) as refused:
        keep_labels(cast.lea, invalidation=found, note=" ", now=NOW)

    keep_labels(cast.lea, invalidation=found, note="They are few.", now=NOW)

    found.refresh_from_db()
    assert refused.value.reasons[0].code == "invalidation.no_note"
    assert (found.state, found.note, found.decided_by) == (InvalidationState.KEPT, "They are few.", cast.lea)
    collect_again(cast.lea, invalidation=found, now=NOW)


def test_nothing_found_is_nothing_to_do(world: World, cast: Cast) -> None:
    found = looked(world, policy(["yes"]))

    with pytest.raises(Refused) as refused:
        collect_again(cast.lea, invalidation=found, now=NOW)

    assert refused.value.reasons[0].code == "invalidation.nothing_found"


def test_the_impact_compares_before_with_under_it(world: World, cast: Cast) -> None:
    labelled(world, "yy")
    version = publish(world)
    answered(world, "nn")

    run_now(start_impact(cast.lea, version=version, now=NOW), at=later(minutes=10))

    found = GuidelineImpact.objects.get(version=version)
    assert (found.n_before, found.n_after) == (4, 4)
    agreement, seconds = found.measures["agreement"], found.measures["seconds"]
    assert (agreement["before"]["value"], agreement["before"]["n"]) == (1.0, 2)
    assert (seconds["after"]["value"], seconds["after"]["n"]) == (4.5, 4)
    assert found.measures["gold"]["after"] == {"value": None, "low": None, "high": None, "n": 0}


def test_a_mean_has_students_interval() -> None:
    found = mean_interval([1.0, 2.0, 3.0, 4.0, 5.0])

    # 3 ± 2.776 · sqrt(2.5 / 5)
    assert (found.value, found.n) == (3.0, 5)
    assert (round(found.low or 0, 3), round(found.high or 0, 3)) == (1.037, 4.963)
    assert (mean_interval([]).value, mean_interval([2.0]).low) == (None, None)
