"""Who leaves: weeks of work after which nothing came for two weeks, worked out by hand."""

from datetime import timedelta

import pytest

from assay.people.models import Contributor, ContributorMarket, Market
from assay.recruiting.queries.leaving import EVERYWHERE, leaving
from assay.stats.sampling import wilson
from assay.work.models import WorkDay
from tests.recruiting.cast import market
from tests.work.world import TODAY, World, make_world

pytestmark = pytest.mark.django_db


def worked(world: World, who: int, *days_ago: int, n: int = 3) -> Contributor:
    person = world.people[who]
    for ago in days_ago:
        day_on = TODAY - timedelta(days=ago)
        WorkDay.objects.create(contributor=person, stage=world.stage, day_on=day_on, n_submitted=n)
    return person


def serves(person: Contributor, *markets: Market) -> None:
    ContributorMarket.objects.filter(contributor=person).delete()
    for each in markets:
        ContributorMarket.objects.create(contributor=person, market=each)


def test_a_world_by_hand() -> None:
    """Days are counted back from yesterday, which is in the newest week of all.

    0 works in the weeks 9 to 0: eight weeks count, none is the last. 1 works in 5 and 4: the last of two. 2 works in 6
    and again in 3: gone, and come back; then only in the newest two, which count for nobody. 3 has a pause of one week.
    4 has only claimed. 5 left before all of it.
    """
    world, brazil, germany = (
        make_world(n_people=6, n_tasks=0),
        market(),
        market("DE-de", name="Germany", language="de"),
    )
    serves(worked(world, 0, *range(1, 71)), brazil, germany)
    serves(worked(world, 1, 36, 29), brazil)
    serves(worked(world, 2, 43, 44, 22, 8, 1), brazil)
    serves(worked(world, 3, 29, 15, 1), germany)
    serves(worked(world, 4, 29, n=0), brazil)
    serves(worked(world, 5, 71), brazil)

    found = leaving(None, today=TODAY)

    assert found == {
        "BR-pt": wilson(2, 8 + 2 + 2),
        "DE-de": wilson(0, 8 + 2),
        EVERYWHERE: wilson(2, 8 + 2 + 2 + 2),
    }
    assert leaving({"DE-de"}, today=TODAY) == {"DE-de": wilson(0, 10), EVERYWHERE: wilson(0, 10)}
    assert leaving({"XX-xx"}, today=TODAY) == {}
