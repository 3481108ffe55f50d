"""Time limits of a project: they hold for what is charged, taken or asked while they are in force."""

from datetime import timedelta

import pytest

from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import Grant
from assay.projects.actions.settings import edit_project
from assay.projects.models import Project
from assay.quality.actions.appeals import appeal_step
from assay.quality.actions.disputing import raise_dispute
from assay.quality.actions.reviewing import Decision, decide
from assay.quality.actions.standing import take_step
from assay.quality.enums import StepKind
from assay.quality.models import QuestionCase, Review
from tests.quality.calibrated import make_room
from tests.quality.review_world import somebody, waiting
from tests.quality.test_clarification import asked
from tests.quality.test_disputes import MAJOR, reviewed
from tests.work.world import NOW, World, later

pytestmark = pytest.mark.django_db


def limited(world: World, **limits: int) -> None:
    Grant.objects.get_or_create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, defaults={"granted_at": NOW}
    )
    edit_project(world.owner, project=world.project, changes=limits, now=NOW)


def late(review: Review, world: World, days: float) -> str:
    with pytest.raises(Refused) as refused:
        raise_dispute(
            world.people[0].user, review=review, error=review.errors.get(), reason="No.", now=later(days=days)
        )
    return refused.value.reasons[0].text


def test_an_error_keeps_the_limit_it_was_charged_under() -> None:
    world, _ben, [review] = reviewed((MAJOR,))

    limited(world, dispute_days=2, ruling_days=5)

    dispute = raise_dispute(
        world.people[0].user, review=review, error=review.errors.get(), reason="No.", now=later(days=6)
    )
    assert dispute.due_at == later(days=6) + timedelta(days=5)


def test_what_is_charged_later_has_the_new_limit() -> None:
    world, [item] = waiting()
    limited(world, dispute_days=2)
    item.refresh_from_db()
    review = decide(
        somebody(world, "Ben"), item=item, decision=Decision("rejected", (MAJOR,), "No."), now=later(hours=1)
    )
    limited(world, dispute_days=9)

    assert late(review, world, 3) == "An error can be disputed for 2 days; these are over."


def test_a_question_is_answered_within_the_time_of_its_project() -> None:
    room = make_room()
    Project.objects.update(answer_hours=6)

    case = QuestionCase.objects.get(question=asked(room))

    assert case.due_at == case.question.asked_at + timedelta(hours=6)


def test_a_step_has_the_limits_of_its_project() -> None:
    world, _items = waiting()
    limited(world, appeal_days=4, ruling_days=1)
    project = Project.objects.get(pk=world.project.pk)
    ana = world.people[0]
    step = take_step(
        world.owner, project=project, contributor=ana, step=StepKind.WARN, reason="Slower, please.", now=NOW
    )
    limited(world, appeal_days=40)

    appeal = appeal_step(ana.user, step=step, reason="No.", now=later(days=3))

    assert (step.appealable_until, appeal.due_at) == (later(days=4), later(days=4))


@pytest.mark.parametrize(
    ("name", "value"),
    [("dispute_days", 0), ("appeal_days", 366), ("ruling_days", "soon"), ("answer_hours", True)],
)
def test_a_limit_that_is_none_is_refused(name: str, value: object) -> None:
    world, _items = waiting()
    limited(world, dispute_days=7)

    with pytest.raises(Refused) as refused:
        edit_project(world.owner, project=world.project, changes={name: value}, now=NOW)

    assert [each.field for each in refused.value.reasons] == [name]
