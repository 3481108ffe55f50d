"""Payouts over the API: the whole way, who finds it, and where one is paid oneself."""

from typing import Any  # JSON.

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.people.models import User
from tests.api.calling import ROOT, Api, token_of
from tests.money.payout_world import ANAS, FIVE, OURS, available, payers, payout_of, person
from tests.web.quality_cast import cast_of
from tests.work.world import make_world

pytestmark = pytest.mark.django_db


def as_(user: User) -> Api:
    return Api(token_of(user))


def upload(user: User, where: str, content: bytes) -> Any:  # JSON.
    headers = {"Authorization": f"Bearer {token_of(user)}"}
    body = {"file": SimpleUploadedFile("answer.csv", content)}
    return Client().post(f"{ROOT}{where}", body, headers=headers)


def test_a_batch_over_the_api() -> None:
    by, ana = payers(), person("Ana", FIVE + 7, ANAS)
    mia, omar = as_(by.mia), as_(by.omar)
    asked = {"least": {"EUR": FIVE}, "pay_on": now().date().isoformat()}

    made = mia.post("/payouts", asked).json()["batch"]
    here = f"/payouts/{made['uid']}"
    run_now(Job.objects.get(kind="money.draft_payouts"))
    own = omar.post(f"{here}/sending")
    omar.post(f"{here}/approval")
    run_now(Job.objects.get(kind="money.pay_out"))
    file = mia.post(f"{here}/file?as_=csv")
    sent = mia.post(f"{here}/sending").json()
    line = f"end_to_end_id,status,reason\n{payout_of(ana).uid.hex},rejected,Closed\n".encode()
    answer = upload(by.mia, f"{here}/answers", line)
    again = upload(by.mia, f"{here}/answers", line)

    assert own.json()["code"] == "state.not_from_here"
    assert (sent["state"], ANAS.iban in file.content.decode()) == ("sent", True)
    assert [answer.json()[name] for name in ("n_accepted", "n_rejected", "n_open")] == [0, 1, 0]
    assert again.json()["code"] == "answer.taken_already"
    assert omar.get(here).json()["sums"] == [{"currency": "EUR", "state": "rejected", "n": 1, "minor": 500}]
    [payment] = omar.get(f"{here}/payments").json()["items"]
    assert payment == {
        "end_to_end_id": payout_of(ana).uid.hex,
        "contributor": str(ana.uid),
        "currency": "EUR",
        "minor": 500,
        "state": "rejected",
        "reason": "Closed",
    }
    assert available(ana) == FIVE + 7


def test_accounts_are_set_by_who_approves() -> None:
    by = payers()
    asked = {"currency": "USD", "holder": OURS.holder, "iban": OURS.iban, "bic": OURS.bic}

    refused, made = (
        as_(by.mia).post("/payouts/accounts", asked),
        as_(by.omar).post("/payouts/accounts", asked),
    )

    assert (refused.status_code, made.status_code) == (403, 201)
    listed = as_(by.mia).get("/payouts/accounts").json()["accounts"]
    assert [each["currency"] for each in listed] == ["EUR", "USD"]


def test_who_does_not_pay_does_not_find_it() -> None:
    cast = cast_of(make_world())

    found = {as_(each).get("/payouts").status_code for each in (cast.lea, cast.ben, cast.ravi, cast.zoe)}

    assert found == {404}


def test_one_says_where_one_is_paid() -> None:
    ana = person("Ana", FIVE)
    caller = as_(ana.user)

    before = caller.get("/me/payee").json()
    wrong = caller.put("/me/payee", {"holder": "Ana", "iban": "DE00"})
    kept = caller.put("/me/payee", {"holder": "Ana Lima", "iban": ANAS.iban}).json()
    forgotten = caller.call("DELETE", "/me/payee")
    statement = caller.get("/me/statements/2026-03").json()

    assert before["is_known"] is False
    assert wrong.json()["code"] == "payee.iban"
    assert kept == {"is_known": True, "holder": "Ana Lima", "hint": "…3000", "problem": ""}
    assert forgotten.status_code == 204
    assert statement["accounts"] == [
        {"currency": "EUR", "opening_micro": 0, "moved_micro": {"accrual": FIVE}, "closing_micro": FIVE}
    ]
    assert caller.get("/me/statements/soon").status_code == 422
