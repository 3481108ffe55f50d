"""What a reviewer of a vendor, a site or a team is given: that of their own people, and in their markets."""

import pytest

from assay.people.enums import Role
from assay.people.models import Contributor, Market, Site, Team, User, Vendor
from assay.projects.models import ProjectMarket
from assay.quality.actions.reviewing import hold_next
from assay.quality.enums import ReviewItemState, ReviewTier
from assay.quality.models import ReviewItem
from assay.quality.queries.review import open_to, reviewable
from tests.quality.review_world import judged, somebody
from tests.work.world import NOW, World, add_members, make_world, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """A judgment waits of each of four people: two teams of one site, another site of the vendor, another vendor."""
    world = make_world(n_people=0, n_tasks=1, overlap=4)
    ours, theirs = (Vendor.objects.create(name=name, created_at=NOW) for name in ("Ours", "Theirs"))
    north, south = (Site.objects.create(vendor=ours, name=name) for name in ("North", "South"))
    east = Site.objects.create(vendor=theirs, name="East")
    teams = [Team.objects.create(site=north, name=name) for name in ("Early", "Late")]
    places = [(ours, north, teams[0]), (ours, north, teams[1]), (ours, south, None), (theirs, east, None)]
    people = [
        person(nth, vendor=vendor, site=site, team=team)
        for nth, (vendor, site, team) in enumerate(places, start=10)
    ]
    add_members(world, people)
    world.people = people
    markets = [
        Market.objects.create(code=code, name="m", region="BR", language="pt") for code in ("M0", "M1")
    ]
    for market in markets:
        ProjectMarket.objects.create(project=world.project, market=market)
    for nth, judgment in enumerate(judged(world)):
        author = Contributor.objects.get(pk=judgment.contributor_id or 0)
        ReviewItem.objects.create(
            project=world.project, stage=world.stage, judgment=judgment, task=judgment.task, contributor=author,
            vendor=author.vendor, site=author.site, market=markets[nth % 2], tier=ReviewTier.SITE, sampled_at=NOW,
        )  # fmt: skip
    return world


@pytest.mark.parametrize(
    ("place", "markets", "expected"),
    [
        ({"vendor": "Ours"}, [], {10, 11, 12}),
        ({"vendor": "Theirs"}, [], {13}),
        ({"site": "South"}, [], {12}),
        ({"team": "Late"}, [], {11}),
        ({"vendor": "Ours"}, ["M1"], {11}),
        ({"vendor": "Theirs"}, ["M0"], set()),
    ],
)
def test_a_reviewer_of_people_is_given_what_these_people_did(
    world: World, place: dict[str, str], markets: list[str], expected: set[int]
) -> None:
    kinds: dict[str, type[Vendor] | type[Site] | type[Team]] = {"vendor": Vendor, "site": Site, "team": Team}
    where = {kind: kinds[kind].objects.get(name=name) for kind, name in place.items()}
    reviewer = somebody(world, "Rae", Role.REVIEWER, markets=markets, **where)

    assert {authors(each) for each in offered(reviewer, world)} == expected
    assert {authors(each) for each in listed(reviewer, world)} == expected


def authors(item: ReviewItem) -> int:
    """The number that the person was made with."""
    return int("".join(filter(str.isdigit, item.contributor.user.email if item.contributor else "")))


def offered(reviewer: User, world: World) -> list[ReviewItem]:
    found = []
    while (item := hold_next(reviewer, project=world.project, now=NOW)) is not None:
        found.append(item)
        ReviewItem.objects.filter(pk=item.pk).update(state=ReviewItemState.CLOSED)
    ReviewItem.objects.filter(pk__in=[each.pk for each in found]).update(state=ReviewItemState.OPEN)
    return found


def listed(reviewer: User, world: World) -> list[ReviewItem]:
    return [each for items in reviewable(reviewer, world.project) for each in open_to(reviewer, items, NOW)]
