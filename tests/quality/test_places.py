"""Where people lie among those who do the same work: a hand-worked world, and nothing of others."""

from datetime import timedelta

import pytest

from assay.people.models import Contributor, Market
from assay.quality.actions.placing import count_places
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import ReviewVerdict
from assay.quality.models import ReviewAdjustment, ReviewItem, ReviewPlace
from assay.quality.queries.own_place import COUNT_EVERY, STALE_AFTER, due_for_counting, own_places
from assay.quality.queries.own_quality import own_wrong
from assay.quality.rules.place import Band
from tests.quality.review_world import somebody, waiting
from tests.work.world import World, later

pytestmark = pytest.mark.django_db
REVIEWED, COUNTED = later(hours=1), later(hours=2)
WRONG = Decision(ReviewVerdict.REJECTED, errors=(Charge("instructions"),), comment="Look.")
RIGHT = Decision(ReviewVerdict.ACCEPTED)
N_TASKS = 10


def reviewed(n_wrong: list[int], *, n_tasks: int = N_TASKS, first_in: Market | None = None) -> World:
    """Everybody judges all tasks, and of each person so many are found wrong; the first may work for a market."""
    world, items = waiting(n_tasks=n_tasks, n_people=len(n_wrong))
    if first_in is not None:
        ReviewItem.objects.filter(contributor=world.people[0]).update(market=first_in)
    ben = somebody(world, "Ben")
    left = {person.pk: n for person, n in zip(world.people, n_wrong, strict=True)}
    for item in items:
        who = item.contributor_id or 0
        decide(ben, item=item, decision=WRONG if left[who] > 0 else RIGHT, now=REVIEWED)
        left[who] -= 1
    return world


def places(world: World) -> list[tuple[int, int, int]]:
    found = ReviewPlace.objects.order_by("contributor").values_list("n_people", "n_below", "n_same")
    assert len(found) == len(world.people)
    return list(found)


def bands(world: World) -> list[Band | None]:
    own = [own_places(each, now=COUNTED) for each in world.people]
    return [each[0].band if each else None for each in own]


def test_of_ten_people_each_has_a_band_and_those_alike_have_the_same() -> None:
    world = reviewed([0, 0, 1, 2, 2, 2, 3, 4, 5, 6])

    count_places(world.project, now=COUNTED)

    assert places(world) == [
        (10, 8, 2), (10, 8, 2), (10, 7, 1), (10, 4, 3), (10, 4, 3),
        (10, 4, 3), (10, 3, 1), (10, 2, 1), (10, 1, 1), (10, 0, 1),
    ]  # fmt: skip
    assert bands(world) == [Band.UPPER] * 2 + [Band.MIDDLE] * 6 + [Band.LOWER] * 2


def test_nine_people_of_one_market_and_one_of_another_are_told_nothing() -> None:
    market = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt")
    world = reviewed([0, 0, 1, 2, 2, 2, 3, 4, 5, 6], first_in=market)

    count_places(world.project, now=COUNTED)

    assert places(world)[:2] == [(1, 0, 1), (9, 8, 1)]
    assert bands(world) == [None] * 10


def test_who_was_reviewed_nine_times_is_compared_with_nobody() -> None:
    world = reviewed([0] * 10, n_tasks=9)

    count_places(world.project, now=COUNTED)

    assert places(world) == [(0, 0, 0)] * 10
    assert bands(world) == [None] * 10


def test_what_was_overturned_counts_as_right_and_is_no_example() -> None:
    world = reviewed([0, 0, 1, 2, 2, 2, 3, 4, 5, 1])
    last = world.people[9]
    [wrong] = own_wrong(last, now=COUNTED)
    ReviewAdjustment.objects.create(
        review=wrong, is_correct=True, is_critical=False, points=0, n_errors=0, adjusted_at=COUNTED
    )

    count_places(world.project, now=COUNTED)

    assert places(world)[9] == (10, 7, 3)
    assert own_wrong(last, now=COUNTED) == []
    assert len(own_wrong(world.people[8], now=COUNTED)) == 3


def test_places_are_counted_anew_when_they_are_old_and_old_ones_are_not_shown() -> None:
    world = reviewed([0] * 10, n_tasks=N_TASKS)
    first = due_for_counting(now=COUNTED)
    count_places(world.project, now=COUNTED)
    count_places(world.project, now=COUNTED)

    again = [due_for_counting(now=COUNTED + wait) for wait in (COUNT_EVERY / 2, COUNT_EVERY)]

    assert (first, again) == (world.project.pk, [None, world.project.pk])
    assert due_for_counting(now=COUNTED + timedelta(weeks=9)) is None
    assert own_places(Contributor.objects.earliest("pk"), now=COUNTED + STALE_AFTER) == []
