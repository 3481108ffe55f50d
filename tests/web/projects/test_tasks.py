"""The page of one task: content, answers for those who may see them, withdrawing, assigning by hand."""

import msgspec
import pytest

from assay.work.actions.claiming import claim, submit
from assay.work.enums import ClaimState
from assay.work.models import Claim, Task
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import NOW, World, add_gold, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=2, overlap=2)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


@pytest.fixture
def task(world: World) -> Task:
    return Task.objects.get(external_id="t0")


def judged(world: World) -> None:
    """p0 takes the first task and answers yes."""
    claimed = msgspec.json.decode(claim(world.worker(), n=1, now=NOW).tasks)[0]
    submit(world.worker(), world.submission(claimed["claim"]), now=NOW)


def test_a_task_is_open_to_those_who_work_with_it(task: Task, people: People) -> None:
    found = statuses(people, address("task", task.uid))

    seen = dict.fromkeys(["lea", "ben", "rita", "mia", "omar"], 200)
    assert found == {"nobody": 302, **seen, "ravi": 403, "ana": 404, "zoe": 404}


def test_gold_is_there_for_those_who_may_see_answers_only(world: World, people: People) -> None:
    gold = add_gold(world, 1)[0]

    found = statuses(people, address("task", gold.uid))

    seen = dict.fromkeys(["lea", "ben", "rita", "omar"], 200)
    assert found == {"nobody": 302, **seen, "ravi": 403, "mia": 404, "ana": 404, "zoe": 404}


def test_answers_are_shown_to_those_who_may_see_them_only(world: World, task: Task, people: People) -> None:
    judged(world)

    owners = text(signed_in(people.cast.lea), address("task", task.uid))
    crowd = text(signed_in(people.mia), address("task", task.uid))

    assert '<span class="quiet-text">Match?</span> <strong>Yes</strong>' in owners
    assert ("Match?" in crowd, "<strong>Yes</strong>" in crowd) == (False, False)
    assert ("p0" in owners, "Answered" in crowd) == (True, True)


def test_a_task_is_withdrawn_with_a_reason(task: Task, people: People) -> None:
    where = address("task-withdraw", task.uid)
    client = signed_in(people.cast.lea)

    without = client.post(where, {"reason": " "}, follow=True)
    assert "Say why" in without.content.decode()
    task.refresh_from_db()
    assert task.withdrawn_at is None
    done = client.post(where, {"reason": "The shop has closed."}, follow=True)

    task.refresh_from_db()
    assert (task.withdrawn_at is not None, task.withdrawn_reason) == (True, "The shop has closed.")
    assert "The shop has closed." in done.content.decode()
    assert "Withdraw this task" not in done.content.decode()
    assert signed_in(people.mia).post(where, {"reason": "x"}).status_code == 403


def test_a_task_is_assigned_by_hand_and_every_outcome_is_said(
    world: World, task: Task, people: People
) -> None:
    response = signed_in(people.mia).post(
        address("task-assign", task.uid), {"people": "p0, p1, nobody", "until": ""}, follow=True
    )

    page = response.content.decode()
    assert "p0: has it now, and finds it before everything else" in page
    assert "p1: has it now" in page
    assert "nobody: is no member of this project" in page
    held = Claim.objects.filter(task=task, state=ClaimState.OPEN, assigned_by=people.mia)
    assert set(held.values_list("contributor__pseudonym", flat=True)) == {"p0", "p1"}


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"people": " "}, "Choose at least one person."),
        ({"people": "p0", "until": "later"}, "later is not a date and time such as 2026-03-31T17:00."),
        ({"people": "p0", "until": "2020-01-01T10:00"}, "This must be in the future."),
    ],
)
def test_what_cannot_be_assigned_is_said(
    posted: dict[str, str], sentence: str, task: Task, people: People
) -> None:
    response = signed_in(people.mia).post(address("task-assign", task.uid), posted, follow=True)

    assert (response.status_code, Claim.objects.count()) == (200, 0)
    assert sentence in response.content.decode()


def test_who_may_not_assign_is_refused(task: Task, people: People) -> None:
    assert (
        signed_in(people.cast.ben).post(address("task-assign", task.uid), {"people": "p0"}).status_code == 403
    )
