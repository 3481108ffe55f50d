"""Contracts on the pages and by program: published by who keeps them, read by the vendor's leads alone."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.partners.actions.contracts import publish_contract
from assay.partners.actions.scorecards import reckon_week
from assay.partners.enums import ScoreMeasure
from assay.partners.models import Contract
from assay.partners.rules.contracts import Level, NewContract
from assay.people.enums import Role
from assay.people.models import Site, User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
AT = now()
FORM = {
    "starts_on": AT.date().isoformat(),
    "ends_on": "",
    "currency": "eur",
    "rate_card": "",
    "notice_days": "45",
    "target_quality": "95",
    "at_risk_quality": "5",
    "target_hours": "92,5",
    "reason": "A good year.",
}


@pytest.fixture
def sites() -> tuple[Site, Site]:
    _world, lisbon, cairo, _lot = two_sites()
    for site, reason in ((lisbon, "Words of Lisbon."), (cairo, "Words of Cairo.")):
        wanted = NewContract(
            AT.date() - timedelta(days=9),
            None,
            "EUR",
            None,
            30,
            {ScoreMeasure.QUALITY: Level(0.9, 0.1)},
            reason,
        )
        publish_contract(None, vendor=site.vendor, wanted=wanted, now=AT)
    reckon_week(AT.date() - timedelta(days=AT.weekday()), now=now())
    return lisbon, cairo


def mia() -> User:
    return somebody("Mia", NOW, role=Role.CROWD_MANAGER)


def test_mia_publishes_the_next_version_and_a_refusal_keeps_what_was_typed(sites: tuple[Site, Site]) -> None:
    client, address = signed_in(mia()), f"/people/contracts/{sites[0].vendor.uid}/new/"
    assert 'value="90"' in client.get(address).content.decode()

    wrong = client.post(address, {**FORM, "at_risk_hours": "98", "reason": "", "notice_days": "soon"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    for words in (
        "103 % of the fee",
        "whoever is bound by it will ask",
        "Notice is 0 to 365 days",
        'value="92,5"',
    ):
        assert words in page
    assert client.post(address, {**FORM, "starts_on": "0001-01-01"}).status_code == 422
    assert client.post(address, {**FORM, "rate_card": "x"}).status_code == 422

    client.post(address, FORM)
    made = Contract.objects.get(vendor=sites[0].vendor, number=2)
    assert (made.currency, made.notice_days) == ("EUR", 45)
    assert made.levels == {
        "quality": {"target": 0.95, "at_risk": 0.05},
        "hours": {"target": 0.925, "at_risk": 0.0},
    }
    assert "A good year." in text(client, f"/people/contracts/{sites[0].vendor.uid}/")


def test_ravi_reads_his_vendors_and_meets_no_other(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    ravi = signed_in(lead("Ravi", site=lisbon, vendor=lisbon.vendor))
    own = f"/people/contracts/{lisbon.vendor.uid}/"

    assert ravi.get("/people/contracts/").headers["Location"] == own
    for page in (text(ravi, own), text(ravi, f"/people/scorecards/site/{lisbon.uid}/")):
        assert "90.0 %" in page
        assert not any(word in page for word in ("Nilework", "Cairo", "New version"))
    assert "Words of Lisbon." in text(ravi, own)
    for hidden in (f"/people/contracts/{cairo.vendor.uid}/", f"{own}new/"):
        assert ravi.get(hidden).status_code == 404
    ben = signed_in(somebody("Nora", NOW, role=Role.QA_ANALYST))
    assert "Service levels" not in text(ben, f"/people/scorecards/site/{lisbon.uid}/")
    assert ben.get("/people/contracts/").status_code == 404
    assert "/people/contracts/" not in text(ben, "/people/scorecards/")


def test_the_list_asks_the_same_for_more_vendors(sites: tuple[Site, Site]) -> None:
    client = signed_in(mia())
    page = text(client, "/people/contracts/")
    before = n_queries(client, "/people/contracts/")
    sites[1].vendor.__class__.objects.create(name="Third", created_at=NOW)

    assert all(word in page for word in ("Lingua", "Nilework", "10.0 %"))
    assert n_queries(client, "/people/contracts/") == before


def test_the_same_by_program(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    ravi, keeper = Api(token_of(lead("Ravi", site=lisbon, vendor=lisbon.vendor))), Api(token_of(mia()))
    address = f"/vendors/{lisbon.vendor.uid}/contracts"
    body = {
        "starts_on": FORM["starts_on"],
        "currency": "EUR",
        "reason": "More.",
        "levels": {"quality": {"target": 0.99}},
    }

    (own,) = ravi.get("/contracts").json()["vendors"]
    assert (own["vendor_name"], own["contract"]["at_risk"]) == ("Lingua", 0.1)
    places = ravi.get(address).json()["attained"]
    assert [(each["site_name"], each["measure"]) for each in places] == [("Lisbon", "quality")]
    assert ravi.get(f"/vendors/{cairo.vendor.uid}/contracts").status_code == 404
    assert ravi.post(address, body).status_code == 403
    assert Api(token_of(somebody("Zoe", NOW))).get("/contracts").status_code == 404

    made = keeper.post(address, body)
    assert (made.status_code, made.json()["number"], made.json()["state"]) == (201, 2, "in_force")
    assert keeper.get(address).json()["contract"]["levels"] == {"quality": {"target": 0.99, "at_risk": 0.0}}
    assert keeper.post(address, {**body, "currency": "eur"}).json()["code"] == "partners.contract_currency"
