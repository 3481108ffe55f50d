"""The forecast: how many people a market will lack, and how many to recruit on which channel."""

from math import ceil

import pytest

from assay.kit.reasons import NotFound
from assay.people.enums import Role
from assay.people.models import ContributorMarket
from assay.planning.queries.recruits import forecasts, needs
from assay.planning.rules.recruits import LEAST, Coming, Lack, Outlook, asks, known
from assay.recruiting.actions.cards import keep_cards
from assay.recruiting.queries.pool_hours import PoolHours, pool_hours
from assay.stats.sampling import wilson
from tests.planning.feasible_world import join, left_in, make_feasible
from tests.recruiting import cast
from tests.web.quality_cast import somebody
from tests.work.world import NOW


@pytest.mark.parametrize(
    ("need", "pool", "each", "n"),
    [
        (10, 10, 5, 0),
        (10, 12, None, 0),
        (10.9, 10, 5, 0),
        (14.99, 10, 5, 0),
        (15, 10, 5, 1),
        (10.9, 10, None, None),
        (20, 10, 5, 2),
        (20.1, 10, 5, 3),
        (20, 0, None, None),
    ],
)
def test_people_to_win_are_the_hours_that_lack_by_what_one_gives(
    need: float, pool: float, each: float | None, n: int | None
) -> None:
    found = Lack("BR-pt", need, pool, 2, each)

    assert (found.n_people, found.is_short) == (n, need > pool)


@pytest.mark.parametrize(
    ("need", "each", "small"), [(10, 5, False), (10.9, 5, True), (15, 5, False), (10.9, None, False)]
)
def test_nobody_is_invited_for_less_than_one_person_gives(
    need: float, each: float | None, small: bool
) -> None:
    assert Lack("BR-pt", need, 10, 2, each).is_small is small


def test_the_pool_of_later_is_who_stays_and_who_comes() -> None:
    """A tenth of 100 hours leaves in each of two weeks; of 40 who wait a quarter comes, of 10 others nobody knows."""
    leaving, became = wilson(10, 100), wilson(25, 100)
    coming = (Coming("verified", 40, became), Coming("accepted", 10, None))

    found = Lack("BR-pt", 140.0, 100.0, 20, 5.0, Outlook(2, leaving, is_own=True, coming=coming))

    low, high = (edge or 0.0 for edge in (leaving.low, leaving.high))
    rare, often = (edge or 0.0 for edge in (became.low, became.high))
    worst, best = 100 * (1 - high) ** 2 + 40 * rare * 5, 100 * (1 - low) ** 2 + 40 * often * 5
    later = found.later
    assert [later.value, later.low, later.high] == pytest.approx([81 + 50, worst, best])
    assert found.short == pytest.approx(9)
    assert (found.n_least, found.n_people, found.n_most) == (0, 2, ceil((140 - worst) / 5))
    assert found.outlook.n_on_the_way == 50


def test_what_rests_on_too_little_speaks_for_all_markets_or_not_at_all() -> None:
    few, many = wilson(1, LEAST - 1), wilson(9, LEAST)

    assert [known(many, few), known(few, many), known(None, many)] == [
        (many, True),
        (many, False),
        (many, False),
    ]
    assert [known(few, few), known(few, None), known(None, None)] == [(None, True)] * 3


def test_how_many_to_invite_follows_from_the_conversion_and_its_edges() -> None:
    share = wilson(10, 100)
    conversions = {
        "Event": (True, share),
        "Partner": (False, wilson(LEAST // 2, LEAST)),
        "E-mail": (True, wilson(5, LEAST - 1)),
        "Other": (True, wilson(0, 500)),
    }

    partner, event = asks(3, conversions)

    assert (partner.channel, partner.are_invited, partner.n) == ("Partner", False, 6)
    assert (event.channel, event.are_invited, event.n) == ("Event", True, 30)
    assert share.low is not None
    assert share.high is not None
    assert (event.low - 1) * share.high < 3 <= event.low * share.high
    assert (event.high - 1) * share.low < 3 <= event.high * share.low


@pytest.mark.django_db
def test_a_market_is_short_of_what_waits_less_what_its_people_give() -> None:
    """Ana and Bia gave five hours a week each, over four weeks; then Bia serves a second market, too."""
    world = make_feasible()
    ana, bia = world.people["ana"], world.people["bia"]
    join(world.project, ana, bia)
    left_in(world, 4000)
    [market] = set(ContributorMarket.objects.filter(contributor=ana).values_list("market__code", flat=True))
    keep_cards(now=NOW)
    lead = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    before, need = pool_hours(), needs(NOW)
    [found] = forecasts(lead, now=NOW)
    ContributorMarket.objects.create(contributor=bia, market=cast.market("PT-pt"))

    assert before[market] == PoolHours(4, 2, 10.0, 5.0)
    assert found.lack == Lack(market, need[market], 10.0, 2, 5.0, Outlook(4))
    assert found.asks == ()
    assert pool_hours()["PT-pt"] == PoolHours(1, 1, 2.5, 5.0)
    assert pool_hours()[market].hours == 7.5
    elsewhere = somebody("Ade", NOW, role=Role.CROWD_MANAGER, markets=["XX-xx"])
    assert forecasts(elsewhere, now=NOW) == []
    with pytest.raises(NotFound):
        forecasts(somebody("Noor", NOW), now=NOW)
