"""The ledger over the API: who sees it, four eyes, reversal, closing."""

from datetime import date

import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.money.actions.posting import post
from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.money.ledger_world import NOW, draft, keeper
from tests.web.quality_cast import cast_of
from tests.work.world import make_world

pytestmark = pytest.mark.django_db
FEES = {
    "debit": {"kind": "fees"},
    "credit": {"kind": "cash"},
    "micro": 12_500_000,
    "currency": "EUR",
    "booked_on": "2026-03-02",
    "reason": "The bank's fee.",
}


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_one_proposes_another_approves_and_it_is_reversed() -> None:
    mia, omar = as_(keeper("Mia", Role.CROWD_MANAGER)), as_(keeper("Omar"))

    entry = mia.post("/ledger/manual-entries", FEES).json()
    own = mia.post(f"/ledger/manual-entries/{entry['uid']}/decision", {"is_approved": True})
    made = omar.post(f"/ledger/manual-entries/{entry['uid']}/decision", {"is_approved": True}).json()
    posting = omar.get(f"/ledger/postings/{made['posting']}").json()
    balances = omar.get("/ledger/balances").json()["balances"]
    mirror = mia.post(f"/ledger/postings/{made['posting']}/reversal", {"reason": "Booked twice."}).json()
    back = omar.post(f"/ledger/manual-entries/{mirror['uid']}/decision", {"is_approved": True}).json()

    assert (entry["state"], own.status_code, made["state"]) == ("proposed", 403, "approved")
    assert [(each["account"], each["micro"]) for each in posting["entries"]] == [
        ("fees", 12_500_000),
        ("cash", -12_500_000),
    ]
    assert [(each["kind"], each["micro"]) for each in balances] == [
        ("cash", -12_500_000),
        ("fees", 12_500_000),
    ]
    assert omar.get(f"/ledger/postings/{back['posting']}").json()["reverses"] == made["posting"]
    assert [each["micro"] for each in omar.get("/ledger/balances").json()["balances"]] == [0, 0]
    assert [each["kind"] for each in omar.get("/ledger/postings").json()["items"]] == ["reversal", "manual"]


def test_nonsense_is_refused_at_its_field() -> None:
    mia = as_(keeper("Mia", Role.CROWD_MANAGER))

    unknown = mia.post("/ledger/manual-entries", FEES | {"debit": {"kind": "labour", "of": "Moon"}})
    same = mia.post("/ledger/manual-entries", FEES | {"debit": {"kind": "cash"}})
    future = mia.post("/ledger/manual-entries", FEES | {"booked_on": "2999-01-01", "reason": " "})

    assert [each.json()["code"] for each in (unknown, same)] == [
        "ledger.unknown_account",
        "ledger.same_account",
    ]
    assert {each["code"] for each in future.json()["reasons"]} == {
        "ledger.not_in_future",
        "ledger.needs_reason",
    }


def test_a_month_is_closed_by_a_job() -> None:
    omar = as_(keeper("Omar"))
    post(None, draft=draft("k", on=date(2026, 2, 3)), now=NOW)

    wrong = omar.post("/ledger/periods", {"month": "2026-2"})
    started = omar.post("/ledger/periods", {"month": "2026-02"})
    run_now(Job.objects.get(uid=started.json()["uid"]))

    assert (wrong.status_code, wrong.json()["code"], started.status_code) == (422, "period.no_month", 202)
    [period] = omar.get("/ledger/periods").json()["periods"]
    assert (period["month"], period["state"], period["n_entries"]) == ("2026-02", "closed", 2)


def test_who_does_not_keep_the_ledger_does_not_find_it() -> None:
    world = make_world()
    cast = cast_of(world)
    posting = post(None, draft=draft("k"), now=NOW)
    people = [as_(each) for each in (cast.zoe, cast.ravi, cast.lea, world.people[0].user)]

    for where in ("balances", "postings", f"postings/{posting.uid}", "manual-entries", "periods"):
        assert {each.get(f"/ledger/{where}").status_code for each in people} == {404}
    assert {each.post("/ledger/manual-entries", FEES).status_code for each in people} == {403}
    assert {each.post("/ledger/periods", {"month": "2026-02"}).status_code for each in people} == {403}
