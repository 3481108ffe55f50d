"""Disputes at work: raised in time, decided by others, and scores that follow; raw ones stay."""

import random

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage, User, Vendor
from assay.quality.actions.disputing import (
    decide_dispute,
    raise_dispute,
    recompute_scores,
    withdraw_dispute,
)
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import DisputeState, Measure, ReviewTier, ReviewVerdict
from assay.quality.models import Dispute, Review, ReviewAdjustment
from assay.quality.queries.disputes import (
    adjustments_from_scratch,
    charged_to,
    dispute_for,
    open_to,
    review_for,
)
from assay.quality.queries.own_quality import own_accuracy, own_errors, own_trend
from assay.quality.queries.scores import (
    disputes_by_reviewer,
    score_of_project,
    scores_of_people,
    scores_of_sites,
)
from assay.quality.queries.site_quality import Narrowing, site_quality
from assay.quality.queries.standing_measures import results_of
from assay.stats.sampling import wilson
from tests.quality.review_world import somebody, waiting
from tests.work.world import NOW, World, later

pytestmark = pytest.mark.django_db
MAJOR, MINOR = Charge("instructions"), Charge("content")


def reviewed(*verdicts: tuple[Charge, ...], has_site: bool = False) -> tuple[World, User, list[Review]]:
    """One person's judgments, one review by Ben for each of the given charges; none: accepted."""
    world, items = waiting(n_tasks=len(verdicts), has_site=has_site)
    ben = somebody(world, "Ben")
    reviews = []
    for item, charges in zip(items, verdicts, strict=True):
        verdict = ReviewVerdict.REJECTED if charges else ReviewVerdict.ACCEPTED
        decision = Decision(verdict, errors=charges, comment="Look." if charges else "")
        reviews.append(decide(ben, item=item, decision=decision, now=later(hours=1)))
    return world, ben, reviews


def arbitrator(world: World, name: str = "Bea") -> User:
    return somebody(world, name, Role.QA_ANALYST)


def site_lead(name: str, **where: object) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    Grant.objects.create(user=user, role=Role.SITE_LEAD, granted_at=NOW, **where)
    return user


def disputed(world: World, review: Review, nth: int = 0) -> Dispute:
    error = list(review.errors.order_by("pk"))[nth]
    return raise_dispute(
        world.people[0].user, review=review, error=error, reason="The guideline says so.", now=later(hours=2)
    )


def test_an_error_that_is_overturned_counts_no_more_and_the_raw_score_stays() -> None:
    world, ben, reviews = reviewed((MAJOR,), (MAJOR,), ())

    dispute = disputed(world, reviews[0])
    decide_dispute(
        arbitrator(world), dispute=dispute, is_overturned=True, ruling=" It does. ", now=later(hours=3)
    )

    [score] = scores_of_people(world.project.pk)
    assert (score.name, score.raw, score.adjusted) == ("p0", wilson(1, 3), wilson(2, 3))
    assert score_of_project(world.project.pk).adjusted == wilson(2, 3)
    assert Review.objects.get(pk=reviews[0].pk).is_correct is False
    dispute.refresh_from_db()
    assert (dispute.state, dispute.ruling) == (DisputeState.OVERTURNED, "It does.")
    told = InboxMessage.objects.filter(kind="dispute").order_by("pk").values_list("user", "title")
    assert list(told)[-2:] == [
        (world.people[0].user_id, "Your dispute on Match was decided: the error was overturned"),
        (ben.pk, "An error you charged on Match was overturned"),
    ]


def test_an_error_that_stands_changes_no_score() -> None:
    world, _ben, reviews = reviewed((MAJOR,))

    decide_dispute(
        arbitrator(world),
        dispute=disputed(world, reviews[0]),
        is_overturned=False,
        ruling="No.",
        now=later(hours=3),
    )

    assert (ReviewAdjustment.objects.count(), scores_of_people(world.project.pk)[0].adjusted) == (
        0,
        wilson(0, 1),
    )


def test_the_person_and_the_site_are_shown_what_is_left_after_disputes() -> None:
    world, _ben, reviews = reviewed((Charge("serious"),), (MAJOR,), (), has_site=True)
    ana, site = world.people[0], world.people[0].site
    assert site is not None
    before = own_accuracy(ana, now=later(hours=4))[0]

    dispute = disputed(world, reviews[0])
    decide_dispute(arbitrator(world), dispute=dispute, is_overturned=True, ruling="So.", now=later(hours=3))

    [own], [week] = own_accuracy(ana, now=later(hours=4)), own_trend(ana, now=later(hours=4))
    found = site_quality(world.project, site, Narrowing(), now=later(hours=4))
    assert (before.accuracy, before.n_critical) == (wilson(1, 3), 1)
    assert (own.accuracy, own.n_critical, week.accuracy) == (wilson(2, 3), 0, wilson(2, 3))
    assert own.mean_score > before.mean_score
    assert [each.name for each in own_errors(ana, now=later(hours=4))] == ["Guideline not followed"]
    assert (found.client.raw, found.client.adjusted, found.client.n_critical) == (
        wilson(1, 3),
        wilson(2, 3),
        0,
    )
    assert [(each.accuracy, each.n_critical) for each in found.people] == [(wilson(2, 3), 0)]


@pytest.mark.parametrize("seed", range(4))
def test_scores_after_each_dispute_are_those_computed_from_scratch(seed: int) -> None:
    chance = random.Random(seed)
    world, _ben, reviews = reviewed((MAJOR, MINOR), (MAJOR, MAJOR, MINOR), (MINOR,), (MAJOR,), ())
    bea = arbitrator(world)
    disputes = [disputed(world, review, nth) for review in reviews for nth in range(review.errors.count())]
    ana = world.people[0].user
    disputes.append(raise_dispute(ana, review=reviews[3], reason="All of it.", now=later(hours=2)))
    chance.shuffle(disputes)
    for nth, dispute in enumerate(disputes):
        if chance.random() < 0.2:
            withdraw_dispute(ana, dispute=dispute, now=later(hours=3 + nth))
        else:
            overturned = chance.random() < 0.6
            decide_dispute(
                bea, dispute=dispute, is_overturned=overturned, ruling="So.", now=later(hours=3 + nth)
            )

        everything = Review.objects.select_related("taxonomy").prefetch_related("errors", "disputes")
        scratch = adjustments_from_scratch(everything)
        kept = {
            each.review_id: (each.is_correct, each.is_critical, each.points, each.n_errors, each.adjusted_at)
            for each in ReviewAdjustment.objects.all()
        }
        assert kept == {
            pk: (each.found.is_correct, each.found.is_critical, each.found.points, each.n_errors, each.since)
            for pk, each in scratch.items()
        }
    lea = world.owner
    Grant.objects.create(user=lea, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW)
    assert recompute_scores(lea, project=world.project) == 0


def test_what_was_lost_is_computed_again() -> None:
    world, _ben, reviews = reviewed((MAJOR,), (MAJOR,))
    bea = arbitrator(world)
    decide_dispute(
        bea, dispute=disputed(world, reviews[0]), is_overturned=True, ruling="So.", now=later(hours=3)
    )
    before = scores_of_people(world.project.pk)
    ReviewAdjustment.objects.all().delete()

    n = recompute_scores(bea, project=world.project)

    assert (n, scores_of_people(world.project.pk)) == (1, before)


def test_a_dispute_is_raised_in_time_once_by_the_person_or_who_leads_their_site() -> None:
    world, ben, reviews = reviewed((MAJOR,), (), has_site=True)
    site = world.people[0].site
    ravi, zoe = site_lead("Ravi", site=site), somebody(world, "Zoe")
    error = reviews[0].errors.get()
    codes = []
    for who, hours in ((zoe, 2), (ben, 2), (ravi, 24 * 8)):
        with pytest.raises(Refused) as refused:
            raise_dispute(who, review=reviews[0], error=error, reason="No.", now=later(hours=hours))
        codes.append(refused.value.reasons[0].code)

    raise_dispute(ravi, review=reviews[0], error=error, reason="No.", now=later(hours=2))
    for review, charged in ((reviews[0], error), (reviews[1], None)):
        with pytest.raises(Refused) as refused:
            raise_dispute(
                world.people[0].user, review=review, error=charged, reason="No.", now=later(hours=2)
            )
        codes.append(refused.value.reasons[0].code)

    assert codes == [
        "dispute.not_yours",
        "dispute.not_yours",
        "dispute.too_late",
        "dispute.once",
        "dispute.nothing_charged",
    ]


def test_an_error_of_another_review_is_not_found() -> None:
    world, _ben, reviews = reviewed((MAJOR,), (MAJOR,))

    with pytest.raises(NotFound):
        raise_dispute(
            world.people[0].user,
            review=reviews[0],
            error=reviews[1].errors.get(),
            reason="No.",
            now=later(hours=2),
        )


def test_neither_reviewer_nor_disputant_nor_the_person_decides_whatever_role_they_were_given_since() -> None:
    world, ben, reviews = reviewed((MAJOR,), has_site=True)
    ravi = site_lead("Ravi", site=world.people[0].site)
    dispute = raise_dispute(
        ravi, review=reviews[0], error=reviews[0].errors.get(), reason="No.", now=later(hours=2)
    )
    codes = []
    for who in (world.people[0].user, ben, ravi):
        grant_role(None, user=who, role=Role.QA_ANALYST, project_id=world.project.pk, now=NOW)
        with pytest.raises(Refused) as refused:
            decide_dispute(who, dispute=dispute, is_overturned=True, ruling="Mine.", now=later(hours=3))
        codes.append(refused.value.reasons[0].code)
        assert not open_to(who, world.project).exists()
        with pytest.raises(IntegrityError), transaction.atomic():
            Dispute.objects.filter(pk=dispute.pk).update(
                state=DisputeState.UPHELD, decided_by=who, decided_at=NOW, ruling="So."
            )

    assert codes == ["dispute.own_case", "dispute.own_review", "dispute.raised_it"]
    assert list(open_to(arbitrator(world), world.project)) == [dispute]


def test_a_reviewer_without_the_permission_to_arbitrate_is_refused() -> None:
    world, _ben, reviews = reviewed((MAJOR,))
    dispute = disputed(world, reviews[0])

    with pytest.raises(Refused) as refused:
        decide_dispute(
            somebody(world, "Bo"), dispute=dispute, is_overturned=True, ruling="So.", now=later(hours=3)
        )

    assert refused.value.reasons[0].code == "people.not_allowed"


def test_a_decision_needs_a_reason_and_stays() -> None:
    world, _ben, reviews = reviewed((MAJOR,))
    bea, dispute = arbitrator(world), disputed(world, reviews[0])
    with pytest.raises(Refused):
        decide_dispute(bea, dispute=dispute, is_overturned=True, ruling="  ", now=later(hours=3))
    decide_dispute(bea, dispute=dispute, is_overturned=True, ruling="So.", now=later(hours=3))

    with pytest.raises(Refused):
        decide_dispute(bea, dispute=dispute, is_overturned=False, ruling="No.", now=later(hours=4))
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.filter(pk=dispute.pk).update(ruling="Another.")


def test_site_leads_see_what_is_charged_to_their_people_and_contributors_what_is_charged_to_them() -> None:
    world, _ben, reviews = reviewed((MAJOR,), (), has_site=True)
    ravi = site_lead("Ravi", site=world.people[0].site)
    other = site_lead("Rosa", vendor=Vendor.objects.create(name="Other", created_at=NOW))
    disputed(world, reviews[0])

    seen = {who.name: list(charged_to(who, world.project)) for who in (world.people[0].user, ravi, other)}

    assert seen == {"Person 0": [reviews[0]], "Ravi": [reviews[0]], "Rosa": []}
    with pytest.raises(NotFound):
        review_for(other, reviews[0].uid)
    with pytest.raises(NotFound):
        dispute_for(other, Dispute.objects.get().uid)


def test_reviewers_are_measured_by_what_is_overturned() -> None:
    world, ben, reviews = reviewed((MAJOR,), (MAJOR,), (MAJOR,), ())
    bea = arbitrator(world)
    for review, overturned in ((reviews[0], True), (reviews[1], False)):
        decide_dispute(
            bea, dispute=disputed(world, review), is_overturned=overturned, ruling="So.", now=later(hours=3)
        )

    [found] = disputes_by_reviewer(world.project.pk)

    assert (found.uid, found.disputed, found.overturned, found.n_open) == (
        ben.uid,
        wilson(2, 3),
        wilson(1, 2),
        0,
    )


def test_standing_looks_at_what_is_left_after_disputes() -> None:
    world, _ben, reviews = reviewed((MAJOR,), has_site=True)
    people = [world.people[0].pk]

    def right() -> list[bool]:
        found = results_of(world.project, [Measure.REVIEW], people, until=later(days=1), most=9)
        return [each.is_right for each in found[Measure.REVIEW][people[0]]]

    before = right()
    decide_dispute(
        arbitrator(world),
        dispute=disputed(world, reviews[0]),
        is_overturned=True,
        ruling="So.",
        now=later(hours=3),
    )

    assert (before, right()) == ([False], [True])
    assert [each.name for each in scores_of_sites(world.project.pk)] == ["North"]
    assert scores_of_people(world.project.pk, tier=ReviewTier.SITE) == []


def test_a_review_is_adjusted_since_its_first_overturned_error_also_when_it_is_computed_again() -> None:
    world, _ben, reviews = reviewed((MAJOR, MINOR))
    bea = arbitrator(world)
    for nth, dispute in enumerate([disputed(world, reviews[0], nth) for nth in range(2)]):
        decide_dispute(bea, dispute=dispute, is_overturned=True, ruling="So.", now=later(hours=3 + nth))
    since = ReviewAdjustment.objects.get().adjusted_at
    ReviewAdjustment.objects.all().delete()

    recompute_scores(bea, project=world.project)

    # Consensus runs ask what was adjusted at their moment: they must find the same when they are reproduced.
    assert (since, ReviewAdjustment.objects.get().adjusted_at) == (later(hours=3), later(hours=3))
