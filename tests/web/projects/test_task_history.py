"""The whole history of a task, as far as each person may see it; and what is changed from its page."""

from uuid import UUID

import msgspec
import pytest

from assay.people.models import Contributor
from assay.quality.actions.lots import cut_lots
from assay.quality.enums import ConsensusMethod, RunState
from assay.quality.models import ConsensusRun, Label, ReviewItem
from assay.work.actions.claiming import claim, submit
from assay.work.actions.leases import skip
from assay.work.enums import ClaimState, ItemState, SkipReason
from assay.work.models import QueueItem, Task, TaskQuestion
from tests.quality.lot_world import done_world, inspect, inspector
from tests.web.projects.cast import People, people_of, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=1, overlap=2, overlap_max=3)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


@pytest.fixture
def task(world: World) -> Task:
    return Task.objects.get(external_id="t0")


def taken(world: World, nth: int) -> str:
    return str(msgspec.json.decode(claim(world.worker(nth), n=1, now=NOW).tasks)[0]["claim"])


def lived(world: World, task: Task) -> None:
    """p0 answered and asked, p1 skipped, a run labelled it."""
    submit(world.worker(), world.submission(taken(world, 0)), now=later(minutes=1))
    skip(
        world.worker(1),
        claim=UUID(taken(world, 1)),
        reason=SkipReason.OTHER,
        comment="Two pictures.",
        now=later(minutes=2),
    )
    TaskQuestion.objects.create(
        project=world.project,
        stage=world.stage,
        task=task,
        contributor=world.people[0],
        text="Which shop?",
        asked_at=later(minutes=3),
    )
    run = ConsensusRun.objects.create(
        project=world.project,
        stage=world.stage,
        number=4,
        method=ConsensusMethod.MAJORITY,
        engine="test",
        as_of=NOW,
        state=RunState.DONE,
        created_at=later(minutes=4),
    )
    Label.objects.create(run=run, task=task, question="match", value="yes", probability=0.9, n_judgments=1)


def history(user: object, task: Task) -> list[tuple[str, str, str]]:
    """Sentence, who and note of every line, newest first; without the trail, whose moments are real ones."""
    response = signed_in(user).get(address("task", task.uid))  # type: ignore[arg-type]  # A user.
    lines = [each for each in response.context["history"] if each.kind != "audit"]
    return [(each.sentence, each.who, each.note) for each in lines]


def test_the_owner_sees_everything(world: World, task: Task, people: People) -> None:
    lived(world, task)

    assert history(people.cast.lea, task) == [
        ("Label of consensus run 4", "", "Match? Yes, 90%"),
        ("Asked", "p0", "Which shop?"),
        ("Skipped", "p1", "Something else: Two pictures."),
        ("Answered", "p0", "Match? Yes"),
        ("Taken in hand", "p1", ""),
        ("Taken in hand", "p0", ""),
        ("Came in, in the batch First", "", ""),
    ]


def test_reviews_and_lots_stand_in_the_history_and_lead_there() -> None:
    world = done_world()
    [lot] = cut_lots(None, stage=world.stage, now=later(minutes=5))
    inspect(lot, inspector(world), ["major"], now=later(hours=1))
    item = ReviewItem.objects.get(review__verdict="rejected")

    response = signed_in(world.owner).get(address("task", item.task.uid))

    lines = {each.sentence: each for each in response.context["history"]}
    review = lines["Review of p0: Rejected"]
    assert (review.who, review.note, review.address) == ("Ben", "major (Major)", address("review", item.uid))
    assert lines["Lot 1 rejected by its figures"].address == address("lot", lot.uid)
    assert "Cut into lot 1" in lines


def test_who_reviews_the_task_blind_sees_no_answers(world: World, task: Task, people: People) -> None:
    lived(world, task)
    judgment = task.judgments.get()
    item = ReviewItem.objects.create(
        project=world.project, stage=world.stage, task=task, judgment=judgment, tier="client", purpose="sample",
        is_blind=True, sampled_at=NOW, held_by=people.cast.lea, held_until=later(days=1),
    )  # fmt: skip

    during = [line[0] for line in history(people.cast.lea, task)]
    ReviewItem.objects.filter(pk=item.pk).update(state="done")

    assert ("Answered" in during, "Answered" in [line[0] for line in history(people.cast.lea, task)]) == (
        False,
        True,
    )


def test_who_may_not_see_answers_sees_the_work_without_them(world: World, task: Task, people: People) -> None:
    lived(world, task)

    sentences = [line[0] for line in history(people.mia, task)]

    assert "Skipped" in sentences
    assert not {"Answered", "Label of consensus run 4"} & set(sentences)


def test_who_has_the_task_in_hand_sees_no_answers(world: World, task: Task, people: People) -> None:
    """Lea labels, too: until she has answered, what others said is kept from her."""
    lived(world, task)
    Contributor.objects.filter(pk=world.people[1].pk).update(user=people.cast.lea)
    third = world.people[1]
    QueueItem.objects.update(excluded=None)
    task.claims.filter(contributor=third).update(state=ClaimState.OPEN)

    page = text(signed_in(people.cast.lea), address("task", task.uid))

    assert ("is kept from you" in page, "<strong>Yes</strong>" in page, "Match? Yes" in page) == (
        True,
        False,
        False,
    )


def test_a_task_is_changed_from_its_page_and_undone(world: World, task: Task, people: People) -> None:
    lea = signed_in(people.cast.lea)
    posted = {"from": "task", "task": str(task.uid), "action": "one_more"}

    response = lea.post(address("project-tasks-change", world.project.uid), posted, follow=True)

    assert response.redirect_chain[-1][0] == address("task", task.uid)
    assert QueueItem.objects.get().n_needed == 3
    assert ("One more judgment asked for (1 task)", "Lea", "") in history(people.cast.lea, task)


def test_a_withdrawn_task_is_brought_back(task: Task, people: People) -> None:
    lea = signed_in(people.cast.lea)
    lea.post(address("task-withdraw", task.uid), {"reason": "Gone."})
    assert "Bring this task back" in text(lea, address("task", task.uid))

    lea.post(address("task-bring-back", task.uid))

    task.refresh_from_db()
    assert (task.withdrawn_at, QueueItem.objects.get().state) == (None, ItemState.OPEN)
    audit = [
        each.note for each in lea.get(address("task", task.uid)).context["history"] if each.kind == "audit"
    ]
    assert any("Gone." in note for note in audit)
    codes = {
        name: signed_in(user).post(address("task-bring-back", task.uid)).status_code
        for name, user in {"mia": people.mia, "ben": people.cast.ben, "zoe": people.cast.zoe}.items()
    }
    assert codes == {"mia": 403, "ben": 403, "zoe": 404}


def test_purged_content_does_not_come_back(task: Task, people: People) -> None:
    Task.objects.filter(pk=task.pk).update(withdrawn_at=NOW, purged_at=NOW, content={})
    lea = signed_in(people.cast.lea)

    assert "Bring this task back" not in text(lea, address("task", task.uid))
    assert lea.post(address("task-bring-back", task.uid)).status_code == 404
