"""Pay by the hour: every approved hour once, whatever is corrected, and in whatever order."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.money.actions.hours import accrue_hours, release_hours
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import PostingKind, RateUnit
from assay.money.models import HourEarning, HourLook, PendingHours, Posting, ReleasedHours
from assay.money.queries.ledger import balances
from assay.money.rules.rates import RateTerms
from assay.people.actions.time import approve_days, say_time, withdraw_sheet
from assay.people.enums import TimeKind
from assay.people.models import TimeSheet
from assay.projects.models import Project
from assay.work.models import WorkDay
from tests.people.cast import Cast, make_cast
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
EURO = 1_000_000
HOUR = 3600


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    promise(None, 9 * EURO)
    return made


def promise(project: Project | None, micro: int, *, pays_idle: bool = True, currency: str = "EUR") -> None:
    day = datetime(2026, 3, 1, tzinfo=UTC)
    card = NewCard([RateTerms(micro, unit=RateUnit.HOUR)], currency, day.date(), "By the hour.", pays_idle)
    publish_card(None, project=project, card=card, now=day)


def said(cast: Cast, kind: TimeKind, start: float, end: float, day: int = 0) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=day)
    say_time(
        cast.ravi,
        contributor=cast.ana,
        kind=kind,
        started_at=midnight + timedelta(hours=start),
        ended_at=midnight + timedelta(hours=end),
        reason="She told me.",
        now=EVENING,
    )


def approved(cast: Cast, n_days: int = 1) -> list[TimeSheet]:
    return approve_days(cast.ravi, people=[cast.ana], first=MONDAY, n_days=n_days, now=EVENING)


def worked(world: World, cast: Cast, seconds: float) -> None:
    WorkDay.objects.create(
        contributor=cast.ana, stage=world.stage, day_on=MONDAY, n_submitted=1, handling_seconds=seconds
    )


def paid(at: datetime = EVENING) -> dict[tuple[str, str], int]:
    accrue_hours(now=at)
    release_hours(now=at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return {(each.kind.value, each.currency): each.micro for each in balances() if each.micro}


def test_an_approved_day_is_paid_once_and_becomes_available(cast: Cast) -> None:
    said(cast, TimeKind.TRAINING, 9, 12)
    said(cast, TimeKind.WELLBEING, 12, 12.5)
    said(cast, TimeKind.BREAK, 12.5, 13)
    said(cast, TimeKind.UNPAID, 13, 14)
    approved(cast)

    first, again = paid(), paid()
    later = paid(EVENING + timedelta(days=8))

    assert first == again == {("overhead", "EUR"): 36 * EURO, ("pending", "EUR"): -36 * EURO}
    assert later == {("overhead", "EUR"): 36 * EURO, ("available", "EUR"): -36 * EURO}
    [row] = HourEarning.objects.all()
    assert (row.seconds, row.vendor, row.project) == (4 * HOUR, cast.lingua, None)
    assert (PendingHours.objects.count(), ReleasedHours.objects.count(), HourLook.objects.count()) == (
        0,
        1,
        0,
    )


def test_a_day_is_a_cost_of_its_projects_each_by_its_own_card(cast: Cast) -> None:
    match, other = make_world(n_people=0), make_world(n_people=0)
    promise(other.project, 12 * EURO, currency="USD")
    worked(match, cast, 3000.0)
    worked(other, cast, 1000.0)
    said(cast, TimeKind.WORK, 9, 17)
    approved(cast)

    assert paid() == {
        ("labour", "EUR"): 54 * EURO,
        ("pending", "EUR"): -54 * EURO,
        ("labour", "USD"): 24 * EURO,
        ("pending", "USD"): -24 * EURO,
    }
    shares = HourEarning.objects.order_by("-seconds").values_list("project", "seconds", "amount_micro")
    assert list(shares) == [
        (match.project.pk, 6 * HOUR, 54 * EURO),
        (other.project.pk, 2 * HOUR, 24 * EURO),
    ]


@pytest.mark.parametrize(("pays_idle", "micro"), [(True, 16 * EURO), (False, 12 * EURO)])
def test_time_without_tasks_is_paid_as_the_card_says(cast: Cast, pays_idle: bool, micro: int) -> None:
    world = make_world(n_people=0)
    promise(world.project, 4 * EURO, pays_idle=pays_idle)
    worked(world, cast, 600.0)
    said(cast, TimeKind.WORK, 9, 12)
    said(cast, TimeKind.IDLE, 12, 13)
    approved(cast)

    assert paid()["labour", "EUR"] == micro


def test_hours_that_no_card_pays_are_written_down_without_an_amount(cast: Cast) -> None:
    world = make_world(n_people=0)
    day = datetime(2026, 3, 1, tzinfo=UTC)
    by_piece = NewCard([RateTerms(50_000)], "EUR", day.date(), "By the answer.")
    publish_card(None, project=world.project, card=by_piece, now=day)
    worked(world, cast, 600.0)
    said(cast, TimeKind.WORK, 9, 12)
    approved(cast)

    assert paid() == {}
    row = HourEarning.objects.get()
    assert (row.seconds, row.amount_micro, row.line, row.posting) == (3 * HOUR, 0, None, None)


def test_a_card_of_the_day_itself_pays_from_the_next_day(cast: Cast) -> None:
    said(cast, TimeKind.WORK, 9, 10)
    said(cast, TimeKind.WORK, 9, 10, day=1)
    raised = datetime(2026, 3, 2, 8, tzinfo=UTC)
    card = NewCard([RateTerms(20 * EURO, unit=RateUnit.HOUR)], "EUR", raised.date(), "More.")
    publish_card(None, project=None, card=card, now=raised)
    approved(cast, n_days=2)

    paid()

    amounts = HourEarning.objects.order_by("day_on").values_list("amount_micro", flat=True)
    assert list(amounts) == [9 * EURO, 20 * EURO]


@pytest.mark.parametrize("is_released", [False, True])
def test_a_correction_is_a_reversal_and_a_new_posting(cast: Cast, is_released: bool) -> None:
    said(cast, TimeKind.WORK, 9, 12)
    [sheet] = approved(cast)
    at = EVENING + timedelta(days=8 if is_released else 0)
    before = set(paid(at))

    withdraw_sheet(cast.ravi, sheet=sheet, why="She stayed longer.", now=at)
    withdrawn = paid(at)
    said(cast, TimeKind.WORK, 12, 14)
    approved(cast)
    corrected = paid(EVENING)

    assert before == {("overhead", "EUR"), ("available" if is_released else "pending", "EUR")}
    assert withdrawn == {}
    assert corrected == {("overhead", "EUR"): 45 * EURO, ("pending", "EUR"): -45 * EURO}
    assert [(each.seconds, each.nth) for each in HourEarning.objects.order_by("pk")] == [
        (3 * HOUR, 1),
        (-3 * HOUR, 2),
        (5 * HOUR, 1),
    ]
    reversals = Posting.objects.filter(kind=PostingKind.REVERSAL)
    assert reversals.count() == (2 if is_released else 1)


def test_what_was_withdrawn_before_it_was_paid_is_never_paid(cast: Cast) -> None:
    said(cast, TimeKind.WORK, 9, 12)
    [sheet] = approved(cast)
    withdraw_sheet(cast.ravi, sheet=sheet, why="Wrong day.", now=EVENING)

    assert (paid(), HourEarning.objects.count(), HourLook.objects.count()) == ({}, 0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_any_history_pays_every_approved_hour_once(cast: Cast, seed: int) -> None:
    """Days said, approved, withdrawn and approved again at random, pay in between: what stands approved is paid."""
    chance = random.Random(seed)
    for _ in range(14):
        day = chance.randrange(5)
        step = chance.choice(["say", "approve", "withdraw", "pay"])
        standing = list(TimeSheet.objects.filter(withdrawn_at=None))
        if step == "say" and (MONDAY + timedelta(days=day)) not in {each.day_on for each in standing}:
            start = chance.uniform(6, 12)
            said(cast, TimeKind.WORK, start, start + chance.uniform(0.1, 6), day)
        elif step == "approve":
            approved(cast, n_days=5)
        elif step == "withdraw" and standing:
            withdraw_sheet(cast.ravi, sheet=chance.choice(standing), why="It was not so.", now=EVENING)
        elif step == "pay":
            paid(EVENING + timedelta(days=chance.choice([0, 8])))
    found = paid(EVENING + timedelta(days=8))
    again = paid(EVENING + timedelta(days=8))

    seconds = [each.paid_seconds for each in TimeSheet.objects.filter(withdrawn_at=None)]
    owed = sum(2500 * each for each in seconds)
    assert found == again
    assert found == ({("overhead", "EUR"): owed, ("available", "EUR"): -owed} if owed else {})
    assert sum(HourEarning.objects.values_list("seconds", flat=True)) == sum(seconds)


def test_the_database_forbids_paying_hours_twice_or_in_part(cast: Cast) -> None:
    said(cast, TimeKind.WORK, 9, 12)
    approved(cast)
    paid()
    [one] = HourEarning.objects.all()
    columns = [each.attname for each in HourEarning._meta.concrete_fields if each.attname != "id"]
    same = {name: getattr(one, name) for name in columns}
    mirrored = {"nth": 2, "seconds": -one.seconds, "amount_micro": -one.amount_micro}
    project = make_world(n_people=0).project

    for changed in ({}, {"project_id": project.pk}, mirrored, mirrored | {"seconds": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            written(same | changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        HourEarning.objects.update(amount_micro=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        HourEarning.objects.all().delete()


def written(columns: dict[str, object]) -> None:
    HourEarning.objects.create(**columns)
    paid()
