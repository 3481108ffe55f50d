"""Which reviews a person reads in the list: never of the own work, and none that an audit may still ask about."""

import pytest

from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.people.rules.roles import Permission
from assay.quality.enums import ReviewItemState, ReviewPurpose
from assay.quality.models import Review, ReviewItem
from assay.quality.queries.backlog import reviews_seen_by
from tests.quality.review_world import somebody, waiting
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db
SEEING = {Permission.VIEW_ANSWERS}


def reviewed(item: ReviewItem, by: User) -> Review:
    review = Review.objects.create(
        item=item, judgment=item.judgment, project=item.project, stage=item.stage, reviewer=by, tier=item.tier,
        contributor=item.contributor, purpose=item.purpose, verdict="accepted", is_correct=True, is_critical=False,
        points=0, reviewed_at=NOW,
    )  # fmt: skip
    ReviewItem.objects.filter(pk=item.pk).update(state=ReviewItemState.DONE)
    return review


def audit_of(review: Review) -> ReviewItem:
    item = review.item
    return ReviewItem.objects.create(
        project=item.project, stage=item.stage, judgment=item.judgment, task=item.task, tier=item.tier,
        contributor=item.contributor, purpose=ReviewPurpose.AUDIT, audited=review, sampled_at=NOW,
    )  # fmt: skip


@pytest.fixture
def done() -> tuple[World, list[Review], User]:
    """Two people's judgments, both reviewed by Ben."""
    world, items = waiting(n_people=2)
    ben = somebody(world, "Ben")
    return world, [reviewed(each, ben) for each in items], ben


def test_a_reviewer_reads_the_own_reviews_and_who_sees_answers_reads_all(
    done: tuple[World, list[Review], User],
) -> None:
    world, reviews, ben = done
    leo = somebody(world, "Leo")

    assert set(reviews_seen_by(ben, world.project, ())) == set(reviews)
    assert set(reviews_seen_by(leo, world.project, ())) == set()
    assert set(reviews_seen_by(leo, world.project, SEEING)) == set(reviews)


def test_nobody_reads_the_reviews_of_the_own_work_whatever_their_role(
    done: tuple[World, list[Review], User],
) -> None:
    world, reviews, _ben = done
    author = world.people[0].user
    Grant.objects.create(user=author, role=Role.QA_ANALYST, project_id=world.project.pk, granted_at=NOW)

    seen = set(reviews_seen_by(author, world.project, {*SEEING, Permission.AUDIT}))

    assert seen == {each for each in reviews if each.contributor_id != world.people[0].pk}
    assert len(seen) == 1


def test_who_audits_does_not_read_a_review_that_waits_for_an_audit(
    done: tuple[World, list[Review], User],
) -> None:
    world, reviews, ben = done
    audit = audit_of(reviews[0])
    analyst = somebody(world, "Quinn", Role.QA_ANALYST)
    auditing = {*SEEING, Permission.AUDIT}

    waiting_now = set(reviews_seen_by(analyst, world.project, auditing))
    own = set(reviews_seen_by(ben, world.project, auditing))
    ReviewItem.objects.filter(pk=audit.pk).update(state=ReviewItemState.DONE)

    assert waiting_now == {reviews[1]}
    assert own == set(reviews)
    assert set(reviews_seen_by(analyst, world.project, auditing)) == set(reviews)
