"""A project's accuracy does not fall because its newest contributor is looked at more closely."""

import pytest

from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import ReviewTier, ReviewVerdict
from assay.quality.queries.accuracy import accuracy_of_project
from tests.quality.review_world import judged, sampled, somebody, waiting
from tests.work.world import NOW, later, make_world

pytestmark = pytest.mark.django_db
WRONG = Decision(ReviewVerdict.REJECTED, [Charge("wrong")], "It says so in the guideline.")
RIGHT = Decision(ReviewVerdict.ACCEPTED)


def test_each_stratum_weighs_as_much_as_it_was_judged() -> None:
    world = make_world(n_people=2, n_tasks=20, overlap=2, overlap_max=3)
    newcomer = world.people[1]
    judged(world)
    closely = {"key": "new", "name": "New", "share": 1.0, "when": {"contributors": [str(newcomer.uid)]}}
    rules = [closely, {"key": "all", "name": "Rest", "share": 0.25}]
    publish_plan(
        None,
        stage=world.stage,
        rules_in_order=rules,
        # Audits are counted, too, and no stratum of the project's judgments.
        terms=PlanTerms(audit_share=0.5),
        tier=ReviewTier.CLIENT,
        since=NOW,
        seed=7,
        now=NOW,
    )
    items = sampled(world)
    ben = somebody(world, "Ben")

    for nth, item in enumerate(items):
        is_wrong = item.contributor_id == newcomer.pk and nth % 2 == 0
        decide(ben, item=item, decision=WRONG if is_wrong else RIGHT, now=later(minutes=10))

    n_wrong = sum(item.contributor_id == newcomer.pk and nth % 2 == 0 for nth, item in enumerate(items))
    found = accuracy_of_project(world.project.pk)
    assert (len(items), found.raw.n, found.unseen) == (25, 25, 0.0)
    # Twenty of each person's; pooled it would be 1 - n_wrong / 25.
    assert found.raw.value == pytest.approx(0.5 * 1 + 0.5 * (1 - n_wrong / 20))
    assert found.adjusted == found.raw


def test_what_nobody_reviewed_is_told_and_not_guessed() -> None:
    world, items = waiting(
        n_tasks=4, n_people=2, rules=[{"key": "all", "name": "All", "share": 0.5, "strata": ["contributor"]}]
    )
    ben = somebody(world, "Ben")
    first = next(item for item in items if item.contributor_id == world.people[0].pk)

    before = accuracy_of_project(world.project.pk)
    decide(ben, item=first, decision=RIGHT, now=later(minutes=10))

    found = accuracy_of_project(world.project.pk)
    assert (before.raw.value, before.unseen) == (None, 1.0)
    assert (found.raw.value, found.raw.n, found.unseen) == (1.0, 1, 0.5)
