"""Vendors, sites, teams, markets and skills: seeing, adding, retiring."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from assay.people.actions.organisation import create_site, create_team, create_vendor
from assay.people.models import Market, Site, Skill, Team, Vendor
from tests.people.cast import Cast, make_cast, signed_in, statuses
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
PAGES = ("/organisation/", "/organisation/markets/", "/organisation/skills/")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def send(client: Client, address: str, **form: str) -> list[str]:
    response = client.post(address, form, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_not_there_for_a_vendors_people(cast: Cast, address: str) -> None:
    assert statuses(cast, address) == {
        "nobody": 302,
        "ana": 404,
        "ada": 200,
        "mia": 200,
        "ben": 200,
        "ravi": 404,
        "rita": 404,
        "zoe": 404,
    }


def test_a_vendor_gets_a_site_and_the_site_a_team(cast: Cast) -> None:
    mia = signed_in(cast.mia)

    send(mia, "/organisation/", name="Sul")
    vendor = Vendor.objects.get(name="Sul")
    send(mia, "/organisation/", name="Recife", vendor=str(vendor.uid), time_zone="America/Recife")
    site = Site.objects.get(vendor=vendor)
    said = send(mia, "/organisation/", name="Day", site=str(site.uid))

    assert said == ["Day was added."]
    assert (site.name, site.time_zone, Team.objects.get(site=site).name) == (
        "Recife",
        "America/Recife",
        "Day",
    )


def test_markets_and_skills_are_added(cast: Cast) -> None:
    mia = signed_in(cast.mia)

    send(mia, "/organisation/markets/", code="FR-fr", name="France", region="FR", language="fr")
    send(mia, "/organisation/skills/", code="law", name="Law")

    assert Market.objects.filter(code="FR-fr", language="fr").exists()
    assert Skill.objects.filter(code="law", name="Law").exists()


@pytest.mark.parametrize(
    ("address", "form", "sentence"),
    [
        ("/organisation/", {"name": "Lingua"}, "The name Lingua is taken."),
        ("/organisation/", {"name": " "}, "A name has 1 to 120 characters."),
        ("/organisation/", {"name": "x" * 121}, "A name has 1 to 120 characters."),
        ("/organisation/skills/", {"code": "a b", "name": "n"}, "A code has 1 to 60 letters, digits, - or _"),
    ],
)
def test_what_cannot_be_added_is_refused(
    cast: Cast, address: str, form: dict[str, str], sentence: str
) -> None:
    [said] = send(signed_in(cast.mia), address, **form)

    assert said.startswith(sentence)


def test_who_may_only_look_adds_and_retires_nothing(cast: Cast) -> None:
    ben = signed_in(cast.ben)

    [added] = send(ben, "/organisation/", name="Sul")
    [retired] = send(ben, f"/organisation/retire/skill/{cast.medical.uid}/", reason="r")
    missing = signed_in(cast.ravi).post("/organisation/", {"name": "Sul"})

    assert added.startswith("Your role does not allow this:")
    assert retired.startswith("Your role does not allow this:")
    assert (missing.status_code, Vendor.objects.filter(name="Sul").exists()) == (404, False)


def test_a_place_with_people_stays(cast: Cast) -> None:
    [said] = send(signed_in(cast.mia), f"/organisation/retire/site/{cast.lisbon.uid}/", reason="Closed")

    assert said.startswith("Lisbon still has contributors:")


def test_a_retired_vendor_takes_its_places_along_and_gives_its_name_free(cast: Cast) -> None:
    sul = create_vendor(None, name="Sul", now=NOW)
    create_team(None, site=create_site(None, vendor=sul, name="Recife"), name="Day")

    said = send(signed_in(cast.mia), f"/organisation/retire/vendor/{sul.uid}/", reason="Contract ended")

    assert said == ["Sul is retired."]
    reasons = [
        rows.get().retired_reason
        for rows in (
            Vendor.objects.filter(pk=sul.pk),
            Site.objects.filter(vendor=sul),
            Team.objects.filter(site__vendor=sul),
        )
    ]
    assert reasons == ["Contract ended"] * 3
    assert create_vendor(None, name="Sul", now=NOW).pk != sul.pk


def test_a_market_is_retired_with_a_reason_only(cast: Cast) -> None:
    address = f"/organisation/retire/market/{cast.germany.uid}/"
    mia = signed_in(cast.mia)

    assert send(mia, address, reason=" ") == ["Say why: it is kept in the audit trail."]
    assert send(mia, address, reason="No demand") == ["Germany is retired."]
    assert send(mia, address, reason="Again") == ["Germany is retired already."]
    assert mia.post(f"/organisation/retire/nothing/{cast.germany.uid}/").status_code == 404


@pytest.mark.parametrize("n_vendors", [1, 20])
def test_the_number_of_queries_does_not_grow_with_the_vendors(
    cast: Cast,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
    n_vendors: int,
) -> None:
    for nth in range(n_vendors):
        create_site(None, vendor=create_vendor(None, name=f"V{nth}", now=NOW), name="s")
    mia = signed_in(cast.mia)

    with django_assert_max_num_queries(14):
        mia.get("/organisation/")
