"""Pages of the portfolio: who has one, four views, filters in the address, reasons beside every dot, CSV."""

import csv
import io

import pytest
from django.test import Client

from assay.people.enums import Role
from tests.planning.portfolio_world import portfolio, project
from tests.web.quality_cast import cast_of, n_queries, signed_in, somebody, statuses, text
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db
VIEWS = ("board", "timeline", "table", "load")


@pytest.fixture
def omar() -> Client:
    return signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))


@pytest.mark.parametrize("where", ["/portfolio/", "/portfolio/portfolio.csv"])
def test_who_has_a_portfolio(where: str) -> None:
    cast = cast_of(make_world())

    assert statuses(cast, where) == {
        "nobody": 302,
        "lea": 200,
        "ben": 200,
        "rita": 404,
        "ravi": 404,
        "zoe": 404,
    }


def test_the_main_navigation_offers_it_to_those_alone() -> None:
    cast = cast_of(make_world())
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    offered = {
        user.name: "/portfolio/" in text(signed_in(user), "/projects/")
        for user in (cast.lea, cast.ben, mia, cast.rita, cast.ravi)
    }

    assert offered == {"Lea": True, "Ben": True, "Mia": True, "Rita": False, "Ravi": False}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_names_what_fits_and_nothing_else(omar: Client, view: str) -> None:
    portfolio()

    shown = text(omar, f"/portfolio/?view={view}&health=troubled")

    assert ("Far behind" in shown, "Unplanned" in shown) == (view != "load", False)
    assert f"view={view}" in shown


def test_every_dot_has_its_word_and_its_reason(omar: Client) -> None:
    portfolio()

    for view in ("board", "table"):
        shown = text(omar, f"/portfolio/?view={view}")
        assert "Ramp-up was due 03/10/2026." in shown
        assert "20.0 % of the 500 tasks due are done." in shown
        assert "Planned: 5,000 EUR. Nothing is booked in that currency." in shown
        assert "There is no plan yet." in shown
        assert "Nothing was measured in four weeks." in shown


def test_filters_stay_in_the_address_of_every_view(omar: Client) -> None:
    portfolio()

    shown = text(omar, "/portfolio/?view=table&phase=at_work&sort=attainment&segment=nonsense")

    kept = [f"?view={view}&amp;phase=at_work&amp;sort=attainment&amp;segment=nonsense" for view in VIEWS]
    assert [each in shown for each in kept] == [True] * len(VIEWS)
    assert '<option value="attainment" selected>' in shown
    assert shown.index("Far behind") < shown.index("Behind</a>")


def test_nothing_fits_and_nothing_there_are_said(omar: Client) -> None:
    assert "No project in your sight yet" in text(omar, "/portfolio/")
    project("Only")

    assert "Nothing fits" in text(omar, "/portfolio/?phase=paused")


def test_the_table_as_csv_is_guarded_against_formulas(omar: Client) -> None:
    project("=1+1")
    portfolio()

    found = omar.get("/portfolio/portfolio.csv?sort=attainment").content.decode()
    rows = list(csv.DictReader(io.StringIO(found)))

    assert [row["name"] for row in rows][:2] == ["Far behind", "Behind"]
    assert "'=1+1" in {row["name"] for row in rows}
    late = next(row for row in rows if row["name"] == "Late")
    assert (late["on_time"], late["n_milestones_overdue"], late["risk"]) == ("missed", "1", "unmeasured")


def test_a_project_more_asks_nothing_more(omar: Client) -> None:
    portfolio()
    before = {view: n_queries(omar, f"/portfolio/?view={view}") for view in VIEWS}
    project("One more")

    assert {view: n_queries(omar, f"/portfolio/?view={view}") for view in VIEWS} == before
