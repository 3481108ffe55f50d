"""Scorecards on the pages and by program: the own ones, and never how many others there are."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.partners.actions.scorecards import reckon_week
from assay.partners.enums import ScoreMeasure
from assay.partners.models import Scorecard, ScorecardTerms
from assay.partners.rules.scorecard import SHIPPED
from assay.people.enums import Role
from assay.people.models import Market, Site, User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites() -> tuple[Site, Site]:
    _world, lisbon, cairo, _lot = two_sites()
    at = now()
    reckon_week(at.date() - timedelta(days=at.weekday()), now=at)
    return lisbon, cairo


def omar() -> User:
    return somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)


def form(**changes: str) -> dict[str, str]:
    said = {f"weight_{each.value}": f"{term.weight * 100:g}" for each, term in SHIPPED.items()}
    said |= {f"target_{each.value}": f"{term.target * 100:g}" for each, term in SHIPPED.items()}
    return {**said, "reason": "New contracts.", **changes}


def test_a_lead_reads_the_own_site_and_meets_no_rank_and_no_other(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    ravi = signed_in(lead("Ravi", site=lisbon, vendor=lisbon.vendor))

    pages = [text(ravi, "/people/scorecards/"), text(ravi, f"/people/scorecards/site/{lisbon.uid}/")]

    for page in pages:
        assert "Lisbon" in page
        assert not any(word in page for word in ("Cairo", "Nilework", "Rank"))
    for hidden in (
        f"site/{cairo.uid}/",
        f"vendor/{cairo.vendor.uid}/",
        f"vendor/{lisbon.vendor.uid}/",
        "terms/",
    ):
        assert ravi.get(f"/people/scorecards/{hidden}").status_code == 404
    assert signed_in(somebody("Zoe", NOW)).get("/people/scorecards/").status_code == 404


def test_who_sees_all_compares_and_asks_the_same_for_more_sites(sites: tuple[Site, Site]) -> None:
    everybody, ravi = signed_in(omar()), signed_in(lead("Ravi", site=sites[0], vendor=sites[0].vendor))

    page = text(everybody, "/people/scorecards/")

    assert all(word in page for word in ("Cairo", "Lisbon", "Nilework", "Rank"))
    assert n_queries(everybody, "/people/scorecards/") <= n_queries(ravi, "/people/scorecards/") + 2


def test_sites_are_compared_market_by_market(sites: tuple[Site, Site]) -> None:
    lisbon, _cairo = sites
    brazil = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt-BR")
    for card in list(Scorecard.objects.filter(site__in=sites, market=None)):
        card.pk, card.market = None, brazil
        card.save()
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)

    everybody, own = (text(signed_in(each), "/people/scorecards/markets/") for each in (omar(), ravi))

    assert all(word in everybody for word in ("BR-pt", "Cairo", "Lisbon", "Rank"))
    assert "Lisbon" in own
    assert not any(word in own for word in ("Cairo", "Nilework", "Rank"))
    found = Api(token_of(ravi)).get("/scorecards/markets").json()["cards"]
    assert [(each["market"], each["site_name"], each["rank"]) for each in found] == [
        ("BR-pt", "Lisbon", None)
    ]


def test_omar_publishes_weights_and_a_wrong_sum_is_told(sites: tuple[Site, Site]) -> None:
    client = signed_in(omar())

    wrong = client.post("/people/scorecards/terms/", form(weight_quality="45")).content.decode()
    assert "The weights come to 110 %" in wrong
    assert 'value="45"' in wrong
    assert (
        "A target is a share"
        in client.post("/people/scorecards/terms/", form(target_quality="much")).content.decode()
    )
    assert not ScorecardTerms.objects.exists()

    client.post("/people/scorecards/terms/", form(weight_quality="30", weight_disputes="5"))
    assert ScorecardTerms.objects.get().measures["disputes"] == {
        "weight": 0.05,
        "target": 0.5,
        "is_gate": False,
    }
    assert "New contracts." in text(client, "/people/scorecards/terms/")


def test_who_sees_all_but_sets_no_standards_only_reads(sites: tuple[Site, Site]) -> None:
    mia = signed_in(somebody("Mia", NOW, role=Role.CROWD_MANAGER))

    assert 'name="reason"' not in text(mia, "/people/scorecards/terms/")
    mia.post("/people/scorecards/terms/", form())
    assert not ScorecardTerms.objects.exists()


def test_the_same_by_program(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    ravi, all_seeing = Api(token_of(lead("Ravi", site=lisbon, vendor=lisbon.vendor))), Api(token_of(omar()))

    (own,) = ravi.get("/scorecards").json()["cards"]
    assert (own["site_name"], own["rank"]) == ("Lisbon", None)
    assert set(own["figures"]) == set(ScoreMeasure.values)
    assert ravi.get(f"/sites/{cairo.uid}/scorecard").status_code == 404
    assert ravi.get(f"/vendors/{lisbon.vendor.uid}/scorecard").status_code == 404
    assert ravi.get("/scorecards/terms").status_code == 404
    assert len(all_seeing.get("/scorecards").json()["cards"]) == 4
    assert all_seeing.get(f"/vendors/{lisbon.vendor.uid}/scorecard").json()["vendor_name"] == "Lingua"

    asked = {each: {"weight": term.weight, "target": term.target} for each, term in SHIPPED.items()}
    body = {"measures": asked, "reason": "New contracts."}
    assert ravi.post("/scorecards/terms", body).status_code == 403
    made = all_seeing.post("/scorecards/terms", body).json()
    assert (made["number"], made["measures"]["critical"]["is_gate"]) == (1, True)
    assert (
        all_seeing.post("/scorecards/terms", {**body, "measures": {}}).json()["code"]
        == "partners.measure_missing"
    )
