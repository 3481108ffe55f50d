"""The pages of payouts and of one's own account: two people pay, and nobody sees what or where others are paid."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.kit.typesetting import can_typeset
from assay.money.actions.reconciling import take_answer
from assay.money.models import PayoutBatch, PayoutDetails
from assay.money.queries.statements import Account, statement_of
from assay.people.models import User
from tests.money.ledger_world import NOW
from tests.money.payout_world import ANAS, FIVE, drafted, owe, payers, payout_of, person, posted, sent
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import make_world

pytestmark = pytest.mark.django_db
HERE = "/ledger/payouts/"
TODAY = NOW.date()


def test_a_batch_goes_its_way_from_the_draft_to_the_banks_answer() -> None:
    by, ana = payers(), person("Ana", FIVE + 1, ANAS)
    mia, omar = signed_in(by.mia), signed_in(by.omar)

    asked = {"least": "5 eur", "pay_on": now().date().isoformat()}
    batch_page = mia.post(HERE, asked).headers["Location"]
    run_now(Job.objects.get(kind="money.draft_payouts"))
    own = text(mia, batch_page)
    omar.post(f"{batch_page}step/", {"step": "approve"})
    run_now(Job.objects.get(kind="money.pay_out"))
    file = mia.post(f"{batch_page}file/", {"format": "xml"})
    mia.post(f"{batch_page}step/", {"step": "sent"})
    answer = f"end_to_end_id,status\n{payout_of(ana).uid.hex},accepted\n".encode()
    mia.post(f"{batch_page}answer/", {"file": SimpleUploadedFile("answer.csv", answer)})
    done = text(omar, batch_page)

    assert "You have drafted it, so somebody else approves it." in own
    assert file.headers["Content-Type"] == "application/xml"
    assert ANAS.iban in file.content.decode()
    assert PayoutBatch.objects.get().exported_by == by.mia
    assert "Reconciled" in done
    assert "5.00 EUR" in done
    assert ANAS.iban not in done
    assert "Ana Lima" not in done


def test_what_is_wrong_stands_at_its_field() -> None:
    by = payers()
    mia, omar = signed_in(by.mia), signed_in(by.omar)

    wrong = mia.post(HERE, {"least": "much", "pay_on": "soon"})
    account = omar.post(f"{HERE}accounts/", {"currency": "usd", "holder": "Us", "iban": "DE00", "bic": "x"})
    person("Ana", FIVE, ANAS)
    batch = sent(by)
    mia.post(f"{HERE}{batch.uid}/answer/", {"file": SimpleUploadedFile("x.xml", b"<!DOCTYPE x><a/>")})

    assert (wrong.status_code, account.status_code) == (422, 422)
    assert "That is no IBAN" in account.content.decode()
    assert "It declares a document type." in text(mia, f"{HERE}{batch.uid}/")


def test_who_finds_payouts() -> None:
    by, _ana = payers(), person("Ana", FIVE, ANAS)
    batch = drafted(by)
    cast = cast_of(make_world())
    nobody = {"nobody": 302, "lea": 404, "ben": 404, "rita": 404, "ravi": 404, "zoe": 404}

    for where in (HERE, f"{HERE}accounts/", f"{HERE}{batch.uid}/"):
        assert statuses(cast, where) == nobody
    for step in ("step", "file", "answer"):
        found = {
            signed_in(each).post(f"{HERE}{batch.uid}/{step}/").status_code for each in (cast.lea, cast.ravi)
        }
        assert found == {404}
    signed_in(by.mia).post(f"{HERE}{batch.uid}/step/", {"step": "approve"})
    batch.refresh_from_db()
    assert batch.state == "drafted"


def test_more_payments_cost_no_more_queries() -> None:
    by, _ana = payers(), person("Ana", FIVE, ANAS)
    client = signed_in(by.mia)
    first = posted(by, drafted(by))
    before = n_queries(client, HERE), n_queries(client, f"{HERE}{first.uid}/")

    for name in ("Ade", "Bea", "Cem"):
        person(name, FIVE, ANAS)
    second = posted(by, drafted(by))

    assert (n_queries(client, HERE), n_queries(client, f"{HERE}{second.uid}/")) == before


def form(**changed: str) -> dict[str, str]:
    return {"holder": "Ana Lima", "iban": "DE89 3704 0044 0532 0130 00", "bic": "", "number": ""} | changed


def test_one_says_where_one_is_paid_and_forgets_it_again() -> None:
    ana = person("Ana", FIVE)
    client = signed_in(ana.user)

    asked = text(client, "/earnings/paid-to/")
    wrong = client.post("/earnings/paid-to/", form(iban="DE00"))
    client.post("/earnings/paid-to/", form())
    kept = text(client, "/earnings/paid-to/")
    client.post("/earnings/paid-to/forget/")

    assert "Your account" in asked
    assert (wrong.status_code, "That is no IBAN" in wrong.content.decode()) == (422, True)
    assert ("…3000" in kept, ANAS.iban in kept) == (True, False)
    assert PayoutDetails.objects.count() == 0


def test_nobody_else_finds_it() -> None:
    world = make_world()
    cast = cast_of(world)
    nobody = {"nobody": 302, "lea": 404, "ben": 404, "rita": 404, "ravi": 404, "zoe": 404}

    assert statuses(cast, "/earnings/paid-to/") == nobody
    assert statuses(cast, "/earnings/months/2026-03/") == nobody


def with_history() -> User:
    """Ana: 5 EUR in February, 7 in March; 5 of it paid in March, and it came back."""
    by, ana = payers(), person("Ana", 0, ANAS)
    owe(ana, FIVE, key="february", on=TODAY.replace(month=2))
    batch = sent(by)
    answer = f"end_to_end_id,status,reason\n{payout_of(ana).uid.hex},rejected,=AC04\n".encode()
    take_answer(by.mia, batch=batch, content=answer, now=NOW)
    owe(ana, 7_000_000, key="march")
    return ana.user


def test_a_statement_comes_to_what_the_ledger_says() -> None:
    user = with_history()

    found = statement_of(user.contributor, TODAY.replace(day=1))

    moved = {"accrual": 7_000_000, "payout": -FIVE, "returned": FIVE}
    assert found.accounts == [Account("EUR", FIVE, moved)]
    assert found.accounts[0].closing == 12_000_000
    assert [each.minor for each in found.payouts] == [500]


def test_a_statement_is_a_page_a_workbook_and_a_pdf() -> None:
    user = with_history()
    other = signed_in(person("Ade").user)
    client = signed_in(user)

    page = text(client, "/earnings/months/2026-03/")
    book = client.get("/earnings/months/2026-03/?as=xlsx").content
    pdf = client.get("/earnings/months/2026-03/?as=pdf")

    assert all(each in page for each in ("−5.00 EUR", "12.00 EUR", "=AC04", "Came back"))
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert all(ElementTree.fromstring(each).tag.endswith("worksheet") for each in sheets)
    assert b"<f>" not in b"".join(sheets)
    assert b"<v>12</v>" in b"".join(sheets)
    if can_typeset():
        assert "Owed to you after" in "".join(
            each.extract_text() for each in PdfReader(io.BytesIO(pdf.content)).pages
        )
    assert "12.00 EUR" not in text(other, "/earnings/months/2026-03/")
    assert client.get("/earnings/months/soon/").status_code == 404


def test_the_earnings_page_tells_of_payments_and_statements() -> None:
    user = with_history()
    client = signed_in(user)

    shown = text(client, "/earnings/")

    assert "Your bank gave a payment back." in shown
    assert "/earnings/months/2026-03/" in shown
    assert "Came back" in shown
