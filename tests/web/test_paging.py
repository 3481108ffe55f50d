"""One page of a list, without counting the list."""

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from assay.people.models import Market
from assay.web.requests import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes() -> list[str]:
    codes = [f"m{nth}" for nth in range(5)]
    Market.objects.bulk_create(Market(code=code, name=code) for code in codes)
    return codes


@pytest.mark.parametrize(
    ("asked", "number", "shown", "before", "after"),
    [
        ("", 1, ["m0", "m1"], False, True),
        ("2", 2, ["m2", "m3"], True, True),
        ("3", 3, ["m4"], True, False),
        ("4", 1, ["m0", "m1"], False, True),
        ("0", 1, ["m0", "m1"], False, True),
        ("-1", 1, ["m0", "m1"], False, True),
        ("last", 1, ["m0", "m1"], False, True),
        ("٣", 1, ["m0", "m1"], False, True),
        ("9" * 40, 1, ["m0", "m1"], False, True),
    ],
)
def test_a_page_holds_its_rows_and_knows_its_neighbours(
    asked: str, number: int, shown: list[str], before: bool, after: bool, codes: list[str]
) -> None:
    request = RequestFactory().get("/", {"page": asked})

    page = page_of(request, Market.objects.filter(code__in=codes).order_by("code"), 2)

    assert [each.code for each in page] == shown
    assert (page.number, page.has_previous, page.has_next, len(page)) == (number, before, after, len(shown))


def test_a_list_that_fits_on_one_page_has_no_others(codes: list[str]) -> None:
    page = page_of(RequestFactory().get("/"), Market.objects.filter(code__in=codes).order_by("code"), 5)

    assert (len(page), page.has_others) == (5, False)


def test_a_page_is_one_query(codes: list[str], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        page_of(RequestFactory().get("/", {"page": "2"}), Market.objects.order_by("code"), 2)
