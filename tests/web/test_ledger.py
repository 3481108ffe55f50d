"""The pages of the ledger."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.money.actions.manual import propose
from assay.money.actions.posting import post
from assay.money.models import ManualEntry, Period, Posting
from assay.people.enums import Role
from tests.money.ledger_world import NOW, by_hand, draft, keeper, wanted
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import make_world

pytestmark = pytest.mark.django_db
FORM = {
    "debit": "fees",
    "debit_of": "",
    "credit": "cash",
    "credit_of": "",
    "amount": "12.50",
    "currency": "eur",
    "booked_on": "2026-03-02",
    "reason": "The bank's fee.",
}
PAGES = ("/ledger/", "/ledger/hours/", "/ledger/by-hand/", "/ledger/months/")


@pytest.mark.parametrize("page", PAGES)
def test_only_who_keeps_the_ledger_finds_it(page: str) -> None:
    cast = cast_of(make_world())
    post(None, draft=draft("k"), now=NOW)

    assert statuses(cast, page) == {
        "nobody": 302,
        "lea": 404,
        "ben": 404,
        "rita": 404,
        "ravi": 404,
        "zoe": 404,
    }
    assert signed_in(keeper("Omar")).get(page).status_code == 200
    assert ">Ledger<" not in signed_in(cast.lea).get("/projects/").content.decode()


def test_an_entry_goes_from_the_form_to_the_ledger() -> None:
    mia, omar = keeper("Mia", Role.CROWD_MANAGER), keeper("Omar")

    typed = signed_in(mia).post("/ledger/by-hand/", FORM)
    entry = ManualEntry.objects.get()
    where = f"/ledger/by-hand/{entry.uid}/decide/"
    own = text(signed_in(mia), "/ledger/by-hand/")
    others = text(signed_in(omar), "/ledger/by-hand/")
    signed_in(omar).post(where, {"decision": "approve", "ruling": ""})
    posting = Posting.objects.get()

    assert (typed.status_code, "Approve" in own, "Withdraw" in own, "Approve" in others) == (
        302,
        False,
        True,
        True,
    )
    shown = text(signed_in(omar), f"/ledger/postings/{posting.uid}/")
    assert "12.50 EUR" in shown
    assert "Mia" in shown
    assert "Omar" in shown
    assert "12.50 EUR" in text(signed_in(omar), "/ledger/")


def test_a_form_that_is_refused_keeps_what_was_typed() -> None:
    mia = signed_in(keeper("Mia", Role.CROWD_MANAGER))

    refused = mia.post("/ledger/by-hand/", FORM | {"amount": "much", "debit": "labour", "debit_of": "Moon"})
    unknown = mia.post("/ledger/by-hand/", FORM | {"debit": "labour", "debit_of": "Moon"})

    assert (refused.status_code, unknown.status_code) == (422, 422)
    assert "Say an amount above zero" in refused.content.decode()
    assert "There is nothing named Moon" in unknown.content.decode()
    assert "The bank&#x27;s fee." in refused.content.decode()
    assert ManualEntry.objects.count() == 0


def test_who_proposes_withdraws_and_a_posting_is_reversed_from_its_page() -> None:
    mia, omar = keeper("Mia", Role.CROWD_MANAGER), keeper("Omar")
    entry = propose(mia, wanted=wanted(reason="Typed wrong."), now=NOW)
    posting = by_hand(mia, omar)

    signed_in(mia).post(f"/ledger/by-hand/{entry.uid}/withdraw/")
    signed_in(mia).post(f"/ledger/postings/{posting.uid}/reverse/", {"reason": "Booked twice."})

    states = ManualEntry.objects.order_by("pk").values_list("state", "reverses")
    assert list(states) == [("withdrawn", None), ("approved", None), ("proposed", posting.pk)]
    assert "Propose the reversal" not in text(signed_in(mia), f"/ledger/postings/{posting.uid}/")


def test_the_earliest_open_month_that_is_over_can_be_closed() -> None:
    omar, mia = keeper("Omar"), keeper("Mia", Role.CROWD_MANAGER)
    today = now().date()
    last = today.replace(day=1) - timedelta(days=1)
    for on in (last, today):
        post(None, draft=draft(f"on {on}", on=on), now=now())

    page = text(signed_in(omar), "/ledger/months/")
    signed_in(omar).post("/ledger/months/close/", {"month": f"{last:%Y-%m}"})
    wrong = signed_in(omar).post("/ledger/months/close/", {"month": "soon"})

    assert page.count("Close for good") == 1
    assert "Close for good" not in text(signed_in(mia), "/ledger/months/")
    assert (Period.objects.get().month, wrong.status_code) == (last.replace(day=1), 404)


def test_more_postings_cost_no_more_queries() -> None:
    mia, omar = keeper("Mia", Role.CROWD_MANAGER), keeper("Omar")
    client = signed_in(omar)
    by_hand(mia, omar)
    before = [n_queries(client, page) for page in PAGES]

    for _nth in range(3):
        by_hand(mia, omar)

    assert [n_queries(client, page) for page in PAGES] == before
