"""A page of a search: the same people in the same order, whether they are found first or walked through."""

import pytest
from pytest_django import DjangoAssertNumQueries

from assay.people.enums import Role
from assay.people.models import Contributor, Market
from assay.recruiting.queries import talent
from assay.recruiting.queries.talent import Counted, gathered, searched
from assay.recruiting.rules.talent import Search
from tests.people.cast import make_cast, user
from tests.work.world import NOW


@pytest.mark.django_db
def test_a_page_is_counted_in_the_same_reading_and_the_same_people_in_order(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cast = make_cast()
    mia = user("Mila", Role.CROWD_MANAGER)
    cast.ade.user.is_active = False
    cast.ade.user.save()
    found = searched(mia, Search(), NOW)
    everybody = list(found)
    counted = Counted(found)

    with django_assert_num_queries(7):
        first = counted[0:2]

    assert (first, counted.n) == (everybody[:2], len(everybody))
    assert (counted[2:100], counted[200:210], counted.n) == (everybody[2:], [], len(everybody))
    assert cast.ade not in everybody


@pytest.mark.django_db
@pytest.mark.parametrize("few", [0, 1, 5_000])
def test_few_and_many_are_the_same_page(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    monkeypatch.setattr(talent, "FEW", few)
    mia = user("Mila", Role.CROWD_MANAGER)
    market = Market.objects.get(code="BR-pt")
    for each in (cast.noa, cast.ade):
        each.markets.get_or_create(market=market)

    found = searched(mia, Search(markets=("BR-pt",)), NOW)
    page = list(gathered(found))

    assert page == list(found)
    assert [each.pseudonym for each in page] == sorted(each.pseudonym for each in page)
    assert set(page) == set(Contributor.objects.filter(markets__market=market))
