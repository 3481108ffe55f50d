"""A month of final work of two vendors, what was agreed with them, and who decides."""

from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.clock import now
from assay.kit.hooks import emit
from assay.kit.jobs import run_now
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import RateUnit
from assay.money.models import RateCard
from assay.money.rules.rates import RateTerms
from assay.partners.actions.contracts import publish_contract
from assay.partners.actions.invoices import propose_invoice
from assay.partners.enums import ScoreMeasure
from assay.partners.models import Scorecard, ScorecardRun, VendorInvoice
from assay.partners.rules.contracts import Level, NewContract
from assay.people.enums import Role
from assay.people.models import Site, TimeSheet, User
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.money.ledger_world import keeper
from tests.web.site_world import lead, place
from tests.work.world import World, make_world

SETTLED = 2**62
EACH = 50_000
# Far enough back for the month to be over and its dispute windows, too.
AT = (now().replace(day=1) - timedelta(days=40)).replace(hour=9, minute=0, second=0, microsecond=0)
# The month before this one: what is approved within three weeks of that moment is final by its end.
LATER = (AT + timedelta(days=27)).date().replace(day=1)
HOURLY = 10_000_000
MONTH = (AT + timedelta(days=7)).date().replace(day=1)


@dataclass(frozen=True)
class Vendors:
    """Ravi leads Lingua's Lisbon, Nour Nilework's Cairo; Mia proposes, Omar approves."""

    world: World
    lisbon: Site
    cairo: Site
    ravi: User
    nour: User
    mia: User
    omar: User


def vendors(n_tasks: int = 4) -> Vendors:
    """Lisbon's person and Cairo's have each judged every task, at 0.05; after seven days that is final."""
    world = make_world(n_people=2, n_tasks=n_tasks, overlap=2)
    lisbon, cairo = place(world, 0, "Lingua", "Lisbon"), place(world, 1, "Nilework", "Cairo")
    before = AT - timedelta(days=1)
    publish_card(
        None, project=None, card=NewCard([RateTerms(EACH)], "EUR", before.date(), "First."), now=before
    )
    made = Vendors(
        world,
        lisbon,
        cairo,
        lead("Ravi", site=lisbon, vendor=lisbon.vendor),
        lead("Nour", site=cairo, vendor=cairo.vendor),
        keeper("Mia", Role.CROWD_MANAGER),
        keeper("Omar"),
    )
    agree(made, lisbon)
    agree(made, cairo)
    judge(made)
    return made


def agree(of: Vendors, site: Site) -> None:
    """Half of the fee depends on accuracy, and credits take a tenth of it at most."""
    card = RateCard.objects.get(project=None)
    levels = {ScoreMeasure.QUALITY: Level(0.95, 0.5)}
    wanted = NewContract(AT.date(), None, "EUR", card.uid, 30, levels, "First.", credit_cap=0.1)
    publish_contract(of.omar, vendor=site.vendor, wanted=wanted, now=AT)


def judge(of: Vendors) -> None:
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 30.0, AT, AT.date())
        for task in Task.objects.filter(items__done_at=None).order_by("pk")
        for person in of.world.people
    ]
    assert import_judgments(None, stage=of.world.stage, rows=rows, now=AT).n_stored == len(rows)
    accrue(now=AT + timedelta(minutes=5), below=SETTLED)
    release_due(now=AT + timedelta(days=8))


def proposed(of: Vendors, site: Site, *, month: date = MONTH) -> VendorInvoice:
    made, job = propose_invoice(of.mia, vendor=site.vendor, month=month, now=now())
    run_now(job)
    return VendorInvoice.objects.get(pk=made.pk)


def their_file(of: Vendors, *, n: int = 4, rate: str = "0.05", project: str = "") -> bytes:
    name = project or of.world.project.name
    return f"project,site,market,unit,count,rate\n{name},Lisbon,,judgment,{n},{rate}\n".encode()


def measured(site: Site, value: float, high: float) -> None:
    """What the vendor's scorecard of the month says of its accuracy."""
    run = ScorecardRun.objects.create(week_on=MONTH, since=AT, until=AT, terms_number=0, computed_at=AT)
    figure = {"value": value, "high": high, "n": 120}
    Scorecard.objects.create(run=run, vendor=site.vendor, figures={"quality": figure})


def pay_by_the_hour(of: Vendors) -> None:
    """The ledger owes 9.00 an hour; by its contract Lingua is paid 10.00."""
    for start, hourly in ((AT, 9_000_000), (AT + timedelta(days=30), HOURLY)):
        lines = [RateTerms(EACH), RateTerms(hourly, unit=RateUnit.HOUR)]
        card = publish_card(
            None, project=None, card=NewCard(lines, "EUR", start.date(), "By the hour."), now=AT
        )
    wanted = NewContract(AT.date(), None, "EUR", card.uid, 30, {}, "By the hour.")
    publish_contract(of.omar, vendor=of.lisbon.vendor, wanted=wanted, now=AT)


def approve_day(of: Vendors, nth: int, hours: int, *, who: int = 0) -> TimeSheet:
    """Of Lisbon's person, or Cairo's: a day on which they answered nothing."""
    moment = AT + timedelta(days=nth + 1)
    sheet = TimeSheet.objects.create(
        contributor=of.world.people[who],
        site=(of.lisbon, of.cairo)[who],
        day_on=moment.date(),
        kinds=["work"],
        seconds=[hours * 3600],
        paid_seconds=hours * 3600,
        approved_at=moment,
        approved_by=(of.ravi, of.nour)[who],
    )
    emit("people.days_approved", sheets=[sheet], now=moment)
    return sheet
