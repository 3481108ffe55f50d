"""Who opts out of hard content is paid and placed as everybody else is: only what they are given differs."""

import pytest
from django.db.models import Sum

from assay.money.actions.accruing import accrue
from assay.money.actions.rates import NewCard, publish_card
from assay.money.models import Earning
from assay.money.rules.rates import RateTerms
from assay.quality.actions.placing import count_places
from assay.quality.actions.reviewing import Decision, decide
from assay.quality.enums import ReviewVerdict
from assay.quality.models import ReviewPlace
from assay.work.models import Exposure
from tests.architecture.sources import ROOT
from tests.quality.review_world import SETTLED, somebody, waiting
from tests.work.world import NOW, later

RIGHT = Decision(ReviewVerdict.ACCEPTED)
# Routing and its record, one's own pages, and a proposal of who works where, which gives nobody what they opted out of.
MAY_KNOW = {
    *("work/", "wellbeing/", "web/wellbeing/", "api/v1/wellbeing/", "cli/commands/"),
    *("planning/queries/allocating.py", "planning/rules/allocation.py"),
}


def test_nothing_that_pays_ranks_or_teaches_knows_who_opted_out() -> None:
    sources = ROOT / "src" / "assay"
    knowing = {
        path.relative_to(sources).as_posix()
        for path in [*sources.rglob("*.py"), *sources.rglob("*.sql")]
        if "migrations" not in path.parts and "opted_out" in path.read_text()
    }

    assert {each for each in knowing if not each.startswith(tuple(MAY_KNOW))} == set()
    assert {each.split("/")[0] for each in knowing} >= {"work", "planning"}


@pytest.mark.django_db
def test_ten_people_with_the_same_work_are_paid_and_placed_alike() -> None:
    world, items = waiting(n_tasks=10, n_people=10)
    for each in world.people[:5]:
        Exposure.objects.create(contributor=each, opted_out=["violence", "sexual"])
    promised = NOW.replace(day=1)
    publish_card(
        None,
        project=world.project,
        card=NewCard([RateTerms(12_500)], "EUR", promised.date(), "The first card."),
        now=promised,
    )
    ben = somebody(world, "Ben")
    for item in items:
        decide(ben, item=item, decision=RIGHT, now=later(hours=1))

    accrue(now=later(hours=2), below=SETTLED)
    count_places(world.project, now=later(hours=2))

    paid = (
        Earning.objects.values("contributor")
        .annotate(micro=Sum("amount_micro"))
        .values_list("micro", flat=True)
    )
    assert list(paid) == [10 * 12_500] * 10
    places = ReviewPlace.objects.values_list("n_people", "n_below", "n_same")
    assert list(places) == [(10, 0, 10)] * 10
