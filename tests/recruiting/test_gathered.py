"""A page of a search: the same people in the same order, whether they are found first or walked through."""

import pytest

from assay.people.enums import Role
from assay.people.models import Contributor, Market
from assay.recruiting.queries import talent
from assay.recruiting.queries.talent import gathered, searched
from assay.recruiting.rules.talent import Search
from tests.people.cast import make_cast, user
from tests.work.world import NOW


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
