"""Answers that say how hard content is: one person makes it harder, two make it easier, and a rating by hand stays."""

from collections.abc import Mapping

import msgspec
import pytest

from assay.kit.sql import rows
from assay.people.models import Grant
from assay.work.actions.claiming import Dice, claim, submit
from assay.work.actions.rating_by_answers import rate_by_answers, set_answer_ratings
from assay.work.actions.rating_content import rate_content
from assay.work.actions.undoing import undo
from assay.work.enums import ContentSeverity
from assay.work.facts import BENIGN, Sensitivity
from assay.work.models import ContentRating, Judgment, QueueItem, Task
from assay.work.rules.rated_answers import Ratings, corrected, said_by
from tests.work.world import NOW, World, later, make_world

HATE, GORE, MILD = Sensitivity(2, "hate"), Sensitivity(4, "violence"), Sensitivity(1, "")
RATINGS: Ratings = {("harm", "hate"): HATE, ("harm", "gore"): GORE, ("tone", "rude"): MILD}
NO_GOLD = Dice(1.0, 0.5)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"harm": "gore"}, GORE),
        ({"harm": ["hate", "gore"], "tone": "rude"}, GORE),
        ({"harm": {"r1": "none", "r2": "hate"}}, HATE),
        ({"harm": {"r1": ["hate"], "r2": []}}, HATE),
        ({"harm": "none"}, BENIGN),
        ({"harm": []}, None),
        ({"other": "gore"}, None),
        ({"harm": 4}, None),
    ],
)
def test_what_answers_say(answers: Mapping[str, object], said: Sensitivity | None) -> None:
    assert said_by(answers, RATINGS) == said


@pytest.mark.parametrize(
    ("counts_as", "said", "then"),
    [
        (HATE, [GORE], GORE),
        (GORE, [HATE], GORE),
        (GORE, [HATE, BENIGN], HATE),
        (GORE, [BENIGN, BENIGN], Sensitivity(0, "violence")),
        (HATE, [MILD, GORE], GORE),
        (HATE, [Sensitivity(3, "")], Sensitivity(3, "hate")),
        (BENIGN, [BENIGN], BENIGN),
    ],
)
def test_one_makes_it_harder_and_two_make_it_easier(
    counts_as: Sensitivity, said: list[Sensitivity], then: Sensitivity
) -> None:
    assert corrected(counts_as, said) == then


@pytest.fixture
def world() -> World:
    """Three people, tasks that each of them may answer; `yes` to the only question is extreme."""
    made = make_world(n_people=3, n_tasks=2, overlap=3)
    set_answer_ratings(None, project=made.project, ratings={("match", "yes"): GORE}, now=NOW)
    return made


def answer(world: World, nth: int, said: str, **after: float) -> str:
    """The external id of the task that the person has answered."""
    work = claim(world.worker(nth), n=1, now=later(**after), dice=NO_GOLD)
    found = Judgment.objects.filter(contributor=world.people[nth]).count()
    [task] = msgspec.json.decode(work.tasks)
    submit(world.worker(nth), world.submission(task["claim"], answer=said), now=later(**after))
    assert Judgment.objects.filter(contributor=world.people[nth]).count() == found + 1
    return Judgment.objects.filter(contributor=world.people[nth]).latest("pk").task.external_id


def rated(**after: float) -> int:
    """As the worker does every minute; a test is one transaction, which would not have ended."""
    own = rows("SELECT (pg_current_xact_id()::text)::bigint", {})[0][0]
    return rate_by_answers(now=later(**after), below=own + 1)


def counted(world: World) -> dict[str, tuple[int, int]]:
    """What each task counts as, and where it waits."""
    items = QueueItem.objects.filter(task__project=world.project).select_related("task", "queue")
    return {each.task.external_id: (each.task.severity or 0, each.queue.severity) for each in items}


@pytest.mark.django_db
def test_the_next_person_gets_it_as_what_the_first_has_found(world: World) -> None:
    first = answer(world, 0, "yes")

    assert rated(minutes=1) == 1
    assert rated(minutes=2) == 0

    assert counted(world)[first] == (4, 4)
    rating = ContentRating.objects.get()
    assert (rating.was_severity, rating.severity, rating.category) == (None, 4, "violence")
    assert rating.rated_by is None


@pytest.mark.django_db
def test_two_who_find_nothing_make_it_easier_again(world: World) -> None:
    Task.objects.update(severity=4, category="violence")
    answered = {answer(world, 0, "no"), answer(world, 1, "no")}

    changed = rated(minutes=1)

    assert (len(answered), changed) == (1, 1)
    assert counted(world)[answered.pop()] == (0, 0)


@pytest.mark.django_db
def test_what_was_undone_says_nothing(world: World) -> None:
    answer(world, 0, "yes")
    undo(world.worker(0), judgment=Judgment.objects.get().uid, now=later(seconds=5))

    assert rated(minutes=1) == 0


@pytest.mark.django_db
def test_what_somebody_rated_by_hand_stays(world: World) -> None:
    Grant.objects.create(user=world.owner, role="administrator", granted_at=NOW)
    first = answer(world, 0, "yes")
    task = Task.objects.get(external_id=first, project=world.project)
    rate_content(
        world.owner, task=task, severity=ContentSeverity.MILD, category="", reason="A drawing.", now=NOW
    )

    assert rated(minutes=1) == 0
    assert counted(world)[first] == (1, 1)


@pytest.mark.django_db
def test_without_ratings_no_judgment_is_read() -> None:
    made = make_world(n_people=1)
    answer(made, 0, "yes")

    assert rated(minutes=1) == 0
    assert not ContentRating.objects.exists()
