"""Headcount on the pages and by program: a plan is shown before it counts, and leads see their own site."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assay.kit.clock import now
from assay.partners.actions.headcount import commit_headcount
from assay.partners.models import Headcount
from assay.partners.queries.headcount import monday_of
from assay.partners.rules.headcount import Commitment
from assay.people.enums import Role
from assay.people.models import Site, User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
AT = now()
THIS = monday_of(AT.date())
FILE = "/people/headcount/file/"


@pytest.fixture
def sites() -> tuple[Site, Site]:
    _world, lisbon, cairo, _lot = two_sites()
    commit_headcount(
        None, lines=[Commitment(lisbon.pk, "", THIS, 7), Commitment(cairo.pk, "", THIS, 991)], now=AT
    )
    return lisbon, cairo


def mia() -> User:
    return somebody("Mia", NOW, role=Role.CROWD_MANAGER)


def sent(text: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("plan.csv", text.encode())}


def test_a_file_is_shown_line_by_line_and_kept_when_confirmed(sites: tuple[Site, Site]) -> None:
    client = signed_in(mia())
    good = f"site,week,people,language\nLisbon,{THIS},7,\nLisbon,{THIS},3,pt\nCairo,{THIS},0,\n"

    page = client.post(FILE, sent(good)).content.decode()

    assert Headcount.objects.count() == 2
    for words in (
        "2 lines change what is committed",
        "stays as it is",
        "is new",
        "is taken away",
        'name="confirm"',
    ):
        assert words in page
    client.post(FILE, {"confirm": "1", "rows": good})
    assert set(Headcount.objects.values_list("site__name", "language", "people")) == {
        ("Lisbon", "", 7),
        ("Lisbon", "pt", 3),
    }


def test_a_file_with_a_wrong_line_keeps_nothing(sites: tuple[Site, Site]) -> None:
    client, tuesday = signed_in(mia()), THIS + timedelta(days=1)
    lines = (
        f"Oslo,{THIS},1",
        f"Lisbon,{tuesday},1",
        f"Lisbon,{THIS},many",
        "Lisbon,soon,1",
        "Lisbon,9999-12-27,1",
    )
    wrong = "\n".join(("site,week,people", *lines, f"Cairo,{THIS},5"))

    page = client.post(FILE, sent(wrong)).content.decode()

    for words in (
        "5 lines are wrong",
        "There is no site Oslo.",
        "named by its Monday",
        "many is no number of people",
    ):
        assert words in page
    assert 'name="confirm"' not in page
    client.post(FILE, {"confirm": "1", "rows": wrong})
    assert not Headcount.objects.filter(people=5).exists()
    for text_of_file in ("", "site,week\n", "a\0b", f"site,week,people\nLisbon,{THIS},1,2\n"):
        assert 'name="confirm"' not in client.post(FILE, sent(text_of_file)).content.decode()


def test_several_weeks_are_committed_by_hand(sites: tuple[Site, Site]) -> None:
    client, lisbon = signed_in(mia()), sites[0]
    address = f"/people/headcount/{lisbon.uid}/"
    form = {"people": "4", "language": "de", "first": str(THIS), "last": str(THIS + timedelta(days=15))}

    client.post(f"{address}commit/", form)

    assert Headcount.objects.filter(language="de", people=4).count() == 3
    page = text(client, address)
    assert all(words in page for words in ("Week by week", "4 missing", "Committed and active people"))
    for change in ({"people": "-1"}, {"last": "0001-01-01"}, {"last": "2099-01-01"}, {"language": "x!"}):
        client.post(f"{address}commit/", {**form, **change})
    assert Headcount.objects.filter(language="de").count() == 3


def test_ravi_sees_his_site_and_no_number_of_another(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    ravi = signed_in(lead("Ravi", site=lisbon, vendor=lisbon.vendor))
    own = f"/people/headcount/{lisbon.uid}/"

    assert ravi.get("/people/headcount/").headers["Location"] == own
    page = text(ravi, own)
    assert "Lisbon" in page
    assert not any(word in page for word in ("Cairo", "Nilework", "991", "Commit to people"))
    assert ravi.get(f"/people/headcount/{cairo.uid}/").status_code == 404
    assert ravi.post(FILE, sent(f"site,week,people\nLisbon,{THIS},1\n")).status_code == 404
    assert signed_in(somebody("Zoe", NOW)).get("/people/headcount/").status_code == 404


def test_the_overview_asks_the_same_for_more_sites(sites: tuple[Site, Site]) -> None:
    client = signed_in(mia())
    before = n_queries(client, "/people/headcount/")
    Site.objects.create(vendor=sites[0].vendor, name="Faro")

    assert n_queries(client, "/people/headcount/") == before


def test_the_same_by_program(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    ravi, keeper = Api(token_of(lead("Ravi", site=lisbon, vendor=lisbon.vendor))), Api(token_of(mia()))
    lines = [{"site": str(lisbon.uid), "week_on": str(THIS), "people": 9}]

    (own,) = ravi.get("/headcount").json()["sites"]
    assert own["site_name"] == "Lisbon"
    assert [each["whole"]["committed"] for each in own["weeks"] if each["week_on"] == str(THIS)] == [7]
    assert ravi.get(f"/sites/{cairo.uid}/headcount").status_code == 404
    assert ravi.put("/headcount", {"lines": lines}).status_code == 403
    assert ravi.put("/headcount", {"lines": [{**lines[0], "site": str(cairo.uid)}]}).status_code == 404
    assert keeper.put("/headcount", {"lines": lines}).json() == {"changed": 1}
    wrong = {"lines": [{**lines[0], "week_on": str(THIS + timedelta(days=1))}]}
    assert keeper.put("/headcount", wrong).json()["code"] == "partners.headcount_week"
