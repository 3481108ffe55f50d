"""Compliance on the pages and by program: asked, handed in, fetched and withdrawn; the own site's alone."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from assay.kit.clock import now
from assay.partners.models import ComplianceEvidence, ComplianceItem
from assay.people.enums import Role
from assay.people.models import Site, User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import n_queries, signed_in, somebody, text
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
TODAY = now().date()
PDF = b"%PDF-1.4\nThe policy of Lisbon.\n"


@pytest.fixture
def sites(settings: Settings, tmp_path: Path) -> tuple[Site, Site]:
    settings.ASSAY_FILES = tmp_path
    _world, lisbon, cairo, _lot = two_sites()
    return lisbon, cairo


@pytest.fixture
def mia() -> User:
    return somebody("Mia", NOW, role=Role.CROWD_MANAGER)


def ask(client: Client, **more: str) -> ComplianceItem:
    client.post(
        "/people/compliance/items/", {"name": "Insurance", "asks": "The policy.", "every_days": "365", **more}
    )
    return ComplianceItem.objects.get()


def bring(client: Client, site: Site, item: ComplianceItem, content: bytes = PDF, **more: str) -> int:
    given = {
        "file": SimpleUploadedFile("../policy.pdf", content),
        "obtained_on": str(TODAY),
        "note": "Two copies.",
    }
    return client.post(f"/people/compliance/{site.uid}/{item.uid}/", {**given, **more}).status_code


def test_evidence_is_handed_in_fetched_as_a_download_and_withdrawn(
    sites: tuple[Site, Site], mia: User
) -> None:
    lisbon, _cairo = sites
    item = ask(signed_in(mia))
    ravi, page = (
        signed_in(lead("Ravi", site=lisbon, vendor=lisbon.vendor)),
        f"/people/compliance/{lisbon.uid}/",
    )
    assert ravi.get("/people/compliance/").headers["Location"] == page
    assert "missing" in text(ravi, page)

    for content, more in (
        (b"<script>", {}),
        (PDF, {"obtained_on": "9999-12-31"}),
        (PDF, {"expires_on": "soon"}),
    ):
        bring(ravi, lisbon, item, content, **more)
    assert not ComplianceEvidence.objects.exists()
    bring(ravi, lisbon, item)

    made = ComplianceEvidence.objects.get()
    shown = text(ravi, page)
    assert all(words in shown for words in ("valid", "counts", "Two copies.", "policy.pdf"))
    fetched = ravi.get(f"/people/compliance/evidence/{made.uid}/")
    assert b"".join(getattr(fetched, "streaming_content", ())) == PDF
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    by_program = Api(token_of(User.objects.get(name="Ravi"))).get(f"/compliance/evidence/{made.uid}")
    assert b"".join(getattr(by_program, "streaming_content", ())) == PDF
    ravi.post(f"/people/compliance/evidence/{made.uid}/withdraw/", {"why": "The wrong year."})
    assert all(words in text(ravi, page) for words in ("missing", "withdrawn", "The wrong year."))


def test_another_sites_evidence_is_found_by_nobody(sites: tuple[Site, Site], mia: User) -> None:
    lisbon, cairo = sites
    keeper = signed_in(mia)
    item = ask(keeper)
    bring(keeper, cairo, item, note="Words of Cairo.")
    made = ComplianceEvidence.objects.get()
    ravi = signed_in(lead("Ravi", site=lisbon, vendor=lisbon.vendor))

    assert not any(word in text(ravi, f"/people/compliance/{lisbon.uid}/") for word in ("Cairo", "Nilework"))
    for hidden in (f"{cairo.uid}/", f"evidence/{made.uid}/"):
        assert ravi.get(f"/people/compliance/{hidden}").status_code == 404
    for hidden in (f"evidence/{made.uid}/withdraw/", f"items/{item.uid}/retire/", f"{cairo.uid}/{item.uid}/"):
        assert ravi.post(f"/people/compliance/{hidden}", {"why": "x"}).status_code == 404
    ravi.post("/people/compliance/items/", {"name": "Mine", "asks": "Mine."})
    assert ComplianceItem.objects.count() == 1
    assert signed_in(somebody("Zoe", NOW)).get("/people/compliance/").status_code == 404


def test_who_leads_several_sites_reads_no_line_that_is_asked_of_another_vendor(
    sites: tuple[Site, Site], mia: User
) -> None:
    lisbon, cairo = sites
    Site.objects.create(vendor=lisbon.vendor, name="Porto")
    keeper = signed_in(mia)
    ask(keeper, name="Insurance")
    permit = {"name": "The permit of Cairo", "asks": "It.", "vendor": str(cairo.vendor.uid)}
    keeper.post("/people/compliance/items/", permit)
    rui = lead("Rui", vendor=lisbon.vendor)
    given = [{"name": "x", "asks": "y", "vendor": str(uid)} for uid in (cairo.vendor.uid, lisbon.uid)]

    page = text(signed_in(rui), "/people/compliance/")

    assert "Porto" in page
    assert not any(word in page for word in ("Cairo", "Nilework"))
    assert [Api(token_of(rui)).post("/compliance", each).status_code for each in given] == [403, 403]
    answers = [signed_in(rui).post("/people/compliance/items/", each).status_code for each in given]
    assert answers == [404, 404]


def test_mia_sees_all_sites_asks_for_more_and_retires(sites: tuple[Site, Site], mia: User) -> None:
    client = signed_in(mia)
    item = ask(client, vendor=str(sites[0].vendor.uid), owner=str(mia.uid))
    before = n_queries(client, "/people/compliance/")
    Site.objects.create(vendor=sites[0].vendor, name="Faro")

    assert all(
        words in text(client, "/people/compliance/")
        for words in ("Insurance", "not asked", "missing", "Faro")
    )
    assert n_queries(client, "/people/compliance/") == before
    assert (
        "1 to 3,660 days"
        in client.post(
            "/people/compliance/items/", {"name": "x", "asks": "y", "every_days": "often"}, follow=True
        ).content.decode()
    )
    client.post(f"/people/compliance/items/{item.uid}/retire/")
    assert "Nothing is asked yet" in text(client, "/people/compliance/")


def test_the_same_by_program(sites: tuple[Site, Site], mia: User) -> None:
    lisbon, cairo = sites
    ravi, keeper = Api(token_of(lead("Ravi", site=lisbon, vendor=lisbon.vendor))), Api(token_of(mia))
    body = {"name": "Insurance", "asks": "The policy."}

    assert ravi.post("/compliance", body).status_code == 403
    made = keeper.post("/compliance", body).json()
    (own,) = ravi.get("/compliance").json()["sites"]
    assert (own["site_name"], [each["proof"] for each in own["proven"]]) == ("Lisbon", ["missing"])
    assert len(keeper.get("/compliance").json()["sites"]) == 2
    assert keeper.post("/compliance", {**body, "vendor": str(lisbon.uid)}).status_code == 404
    assert ravi.post(f"/sites/{cairo.uid}/compliance/{made['uid']}", {}).status_code in {404, 422}
