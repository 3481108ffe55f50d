"""One payout of the demo: Mia drafts, Omar approves, the bank pays all but one."""

from datetime import datetime, timedelta

from assay.demo.agenda import Agenda
from assay.demo.people import CROWD, Organisation
from assay.kit.jobs import run_now
from assay.money.actions.payees import set_payee, set_paying_account
from assay.money.actions.payouts import approve, draft_batch, mark_sent
from assay.money.actions.reconciling import take_answer
from assay.money.models import Payout
from assay.money.rules.bank_accounts import Payee
from assay.money.rules.payouts import Terms

LEAST = 500_000
OURS = Payee("Assay Example Labs", "DE75512108001245126199", "SOGEDEFFXXX")
# Published examples of account numbers.
ACCOUNTS = (
    "GB33BUKB20201555555555",
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "NL91ABNA0417164300",
    "BE68539007547034",
)
CLOSED = "AC04 The account is closed."


def tell_payouts(organisation: Organisation, agenda: Agenda) -> None:
    agenda.put(agenda.ago(days=5, hours=4), lambda at: say_accounts(organisation, at))
    agenda.put(agenda.ago(days=5), lambda at: pay_out(organisation, at))


def say_accounts(organisation: Organisation, at: datetime) -> None:
    """Who works for themselves says where they are paid; somebody has not done it yet."""
    set_paying_account(organisation.users["omar"], currency="EUR", payer=OURS, now=at)
    own = [organisation.people[name] for names, _team, _zone in CROWD.values() for name in names[4:]]
    for nth, person in enumerate([organisation.people["Ade"], *own[:-2]]):
        set_payee(person.user, payee=Payee(person.user.name, account_of(nth)), now=at)


def account_of(nth: int) -> str:
    """Nobody shares an account: after the published ones, others of the German bank, with their check digits."""
    if nth < len(ACCOUNTS):
        return ACCOUNTS[nth]
    of_bank = f"37040044{532013000 + nth:010d}"
    number = int("".join(str(int(each, 36)) for each in f"{of_bank}DE00"))
    return f"DE{98 - number % 97:02d}{of_bank}"


def pay_out(organisation: Organisation, at: datetime) -> None:
    """From half a euro on, as four weeks of a demo earn little."""
    mia, omar = organisation.users["mia"], organisation.users["omar"]
    batch, job = draft_batch(mia, terms=Terms({"EUR": LEAST}, at.date()), now=at)
    run_now(job, at=at)
    batch.refresh_from_db()
    if not batch.n_payouts:
        return
    later = at + timedelta(hours=1)
    run_now(approve(omar, batch=batch, now=later), at=later)
    batch.refresh_from_db()
    mark_sent(mia, batch=batch, now=later + timedelta(minutes=20))
    take_answer(mia, batch=batch, content=answer_to(organisation, batch.pk), now=at + timedelta(days=1))


def answer_to(organisation: Organisation, batch: int) -> bytes:
    """All are paid but the last one, who is not Ade."""
    payouts = list(Payout.objects.filter(batch=batch).exclude(posting=None).order_by("pk"))
    ade = organisation.people["Ade"].pk
    closed = next((each for each in reversed(payouts) if each.contributor_id != ade), None)
    lines = [
        f"{each.end_to_end_id},{'rejected,' + CLOSED if each == closed else 'accepted,'}" for each in payouts
    ]
    return "\n".join(["end_to_end_id,status,reason", *lines]).encode()
