"""The pages of vendors' invoices: a lead hands in the own one, others decide, and no vendor finds another's."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.partners.actions.invoices import hand_in
from assay.partners.models import VendorInvoice
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.partners.invoice_world import MONTH, Vendors, proposed, their_file, vendors
from tests.web.quality_cast import n_queries, signed_in, text

pytestmark = pytest.mark.django_db
HERE = "/people/invoices/"


@pytest.fixture
def of() -> Vendors:
    return vendors()


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_an_invoice_goes_its_way_on_the_pages(of: Vendors) -> None:
    mia, omar, ravi = signed_in(of.mia), signed_in(of.omar), signed_in(of.ravi)

    where = mia.post(f"{HERE}propose/", {"vendor": of.lisbon.vendor.pk, "month": f"{MONTH:%Y-%m}"})
    page = where.headers["Location"]
    run_now(Job.objects.get(kind="partners.count_invoice"))
    file = SimpleUploadedFile("ours.csv", their_file(of, rate="0.06"))
    ravi.post(f"{page}claims/", {"file": file, "number": "L-1"})
    checked = text(ravi, page)
    omar.post(f"{page}decide/", {"step": "approve", "ruling": "The contract says 0.05."})
    mia.post(f"{page}decide/", {"step": "pay"})
    done = text(mia, page)

    assert "the rate differs from the contract" in checked
    assert "+0.04 EUR" in checked
    assert "Return to the vendor" not in checked
    assert ("Paid" in done, "The contract says 0.05." in done) == (True, True)
    assert VendorInvoice.objects.get().state == "paid"


def test_a_line_leads_to_its_answers_and_a_workbook_runs_nothing(of: Vendors) -> None:
    invoice = proposed(of, of.lisbon)
    hand_in(of.ravi, invoice=invoice, number="=1+1", content=their_file(of, project="=cmd()"), now=now())
    ravi = signed_in(of.ravi)

    rows = text(ravi, f"{HERE}{invoice.uid}/lines/{invoice.lines.get().uid}/")
    book = ravi.get(f"{HERE}{invoice.uid}/?as=xlsx").content

    assert rows.count(of.world.people[0].pseudonym) == 4
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheets = b"".join(
            packed.read(name) for name in packed.namelist() if "sheet" in name or "Strings" in name
        )
    assert (b"<f>" in sheets, b"=cmd()" in sheets) == (False, True)


def test_no_vendor_finds_anothers(of: Vendors) -> None:
    ours, theirs = proposed(of, of.lisbon), proposed(of, of.cairo)
    ravi, lea = signed_in(of.ravi), signed_in(of.world.owner)
    line = theirs.lines.get().uid
    closed = [f"{HERE}{theirs.uid}/", f"{HERE}{theirs.uid}/?as=xlsx", f"{HERE}{theirs.uid}/lines/{line}/"]

    assert "Nilework" not in text(ravi, HERE)
    assert {ravi.get(each).status_code for each in closed} == {404}
    assert ravi.get(f"{HERE}{ours.uid}/lines/{line}/").status_code == 404
    assert ravi.post(f"{HERE}{theirs.uid}/claims/", {"number": "1"}).status_code == 404
    assert {lea.get(each).status_code for each in (HERE, f"{HERE}{ours.uid}/")} == {404}
    assert signed_in(None).get(HERE).status_code == 302
    ravi.post(f"{HERE}{ours.uid}/decide/", {"step": "approve", "ruling": "Mine."})
    ours.refresh_from_db()
    assert ours.state == "proposed"


def test_more_lines_cost_no_more_queries(of: Vendors) -> None:
    client = signed_in(of.omar)
    ours = proposed(of, of.lisbon)
    before = n_queries(client, HERE), n_queries(client, f"{HERE}{ours.uid}/")

    proposed(of, of.cairo)
    hand_in(of.ravi, invoice=ours, number="1", content=their_file(of), now=now())
    one = n_queries(client, f"{HERE}{ours.uid}/")
    more = their_file(of) + b"Moon,Lisbon,,judgment,1,1\nSun,Lisbon,,judgment,1,1\n"
    hand_in(of.ravi, invoice=ours, number="2", content=more, now=now())

    assert n_queries(client, HERE) == before[0]
    assert n_queries(client, f"{HERE}{ours.uid}/") == one


def test_the_same_over_the_api(of: Vendors) -> None:
    mia, omar, ravi, nour = (as_(each) for each in (of.mia, of.omar, of.ravi, of.nour))

    made = mia.post(f"/vendors/{of.lisbon.vendor.uid}/invoices", {"month": f"{MONTH:%Y-%m}"}).json()
    here = f"/vendor-invoices/{made['invoice']['uid']}"
    run_now(Job.objects.get(kind="partners.count_invoice"))
    seen = ravi.get(here).json()
    refused = ravi.post(f"{here}/decision", {"is_approved": True})
    omar.post(f"{here}/decision", {"is_approved": True})
    paid = mia.post(f"{here}/payment").json()

    assert [(each["n"], each["rate_micro"]) for each in seen["lines"]] == [(4, 50_000)]
    assert (refused.status_code, paid["state"]) == (403, "paid")
    assert nour.get(here).status_code == 404
    assert nour.get("/vendor-invoices").json()["items"] == []
