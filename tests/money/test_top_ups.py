"""The minimum of an hour: short days are topped up once, by a person's approval, and for all time that was worked."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.reasons import Refused
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.extras import decide_extras, propose_extras
from assay.money.actions.manual import decide, propose_reversal
from assay.money.actions.posting import Draft, account_of, post
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import AccountKind, ExtraState, PostingKind, RateUnit
from assay.money.models import CostDay, Earning, ExtraPay, Posting
from assay.money.queries.ledger import balances
from assay.money.queries.statements import statement_of
from assay.money.rules.ledger import Line
from assay.money.rules.rates import Piece, RateTerms, hour_line_for, line_for, minimum_line_for, refuse_card
from assay.money.rules.top_ups import WorkedDay, is_settled, top_up_micro
from assay.people.enums import Role
from assay.people.models import Contributor, Grant, User
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task, WorkDay
from tests.delivery.test_acceptance import together
from tests.money.ledger_world import keeper
from tests.web.site_world import place
from tests.work.world import World, make_world

SETTLED = 2**62
EURO = 1_000_000
EACH = 50_000
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Seven days of disputes, and one for time zones.
LOOKED = MONDAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("seconds", "paid", "top_up"),
    [
        (3600.0, 6 * EURO, 3 * EURO),
        (3600.0, 9 * EURO, 0),
        (3600.0, 10 * EURO, 0),
        (90.0, 150_000, 75_000),
        (1800.0, 0, 4_500_000),
        (0.4, 0, 0),
        (1.0, 2_499, 1),
    ],
)
def test_what_is_missing_to_the_minimum_is_added(seconds: float, paid: int, top_up: int) -> None:
    assert top_up_micro(9 * EURO, WorkedDay(seconds, paid)) == top_up


def test_a_minimum_pays_nothing_by_itself_and_stands_beside_what_pays() -> None:
    general, least = RateTerms(EACH), RateTerms(9 * EURO, unit=RateUnit.MINIMUM)
    brazil = RateTerms(7 * EURO, "pt-BR", unit=RateUnit.MINIMUM)
    lines, here = [general, least, brazil], Piece("pt-BR")
    wanted = {"currency": "EUR", "effective_on": date(2026, 3, 2), "today": date(2026, 3, 2), "reason": "x"}
    skilled = RateTerms(EURO, skill="ads", unit=RateUnit.MINIMUM)

    assert (line_for(lines, here), hour_line_for(lines, here)) == (general, None)
    assert (minimum_line_for(lines, here), minimum_line_for(lines, Piece())) == (brazil, least)
    assert refuse_card(lines, **wanted) == []  # type: ignore[arg-type]  # Fields by name.
    codes = [each.code for each in refuse_card([least, least, skilled], **wanted)]  # type: ignore[arg-type]  # The same.
    assert codes == ["rates.needs_general", "rates.hour_conditions", "rates.line_twice"]


def test_a_day_is_settled_when_its_last_window_is_over_everywhere() -> None:
    day = date(2026, 3, 2)

    assert [is_settled(day, dispute_days=7, today=day + timedelta(days=n)) for n in (8, 9)] == [False, True]


@pytest.fixture
def world() -> World:
    made = make_world(n_people=3, n_tasks=3, overlap=3)
    promise(made, 9 * EURO)
    return made


def promise(world: World, least: int, *, currency: str = "EUR", days: int = 1) -> None:
    before = MONDAY - timedelta(days=days)
    lines = [RateTerms(EACH), RateTerms(least, unit=RateUnit.MINIMUM)]
    publish_card(
        None, project=world.project, card=NewCard(lines, currency, before.date(), "Fair."), now=before
    )


def judge(world: World, person: Contributor, seconds: list[float], at: datetime = MONDAY) -> None:
    """One answer for each of so many seconds."""
    done = set(Earning.objects.filter(contributor=person).values_list("judgment__task", flat=True))
    tasks = [task for task in Task.objects.order_by("pk") if task.pk not in done]
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', each, at, at.date())
        for task, each in zip(tasks, seconds, strict=False)
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=at).n_stored == len(seconds)
    accrue(now=at + timedelta(minutes=5), below=SETTLED)


def looked(at: datetime = LOOKED) -> int:
    accrue(now=at, below=SETTLED)
    release_due(now=at)
    return propose_extras(now=at)


def held() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return {each.kind.value: each.micro for each in balances() if each.micro}


@pytest.mark.django_db
def test_a_short_day_is_proposed_once_approved_by_a_person_and_posted_once(world: World) -> None:
    """Ana: 90 s for 0.15, which is 6.00 an hour; Ade: as much in 30 s; a vendor's person is paid by the vendor."""
    ana, ade, eve = world.people
    judge(world, ana, [30.0, 30.0, 30.0])
    judge(world, ade, [10.0, 10.0, 10.0])
    place(world, 2, "Lingua", "Lisbon")
    eve.refresh_from_db()
    judge(world, eve, [90.0])
    omar, mia = keeper("Omar"), keeper("Mia", Role.CROWD_MANAGER)
    early, n_found, again = looked(MONDAY + timedelta(days=8)), looked(), looked()
    [extra] = ExtraPay.objects.all()
    before = held()
    Grant.objects.create(user=ana.user, role=Role.OPERATIONS_LEAD, granted_at=MONDAY)
    codes = [
        refused(mia, [extra], is_approved=True),
        refused(ana.user, [extra], is_approved=True),
        refused(omar, [], is_approved=True),
        refused(omar, [extra], is_approved=False),
    ]
    decide_extras(omar, chosen_ones=[extra], is_approved=True, ruling="", now=LOOKED)
    after = held()

    assert (early, n_found, again) == (0, 1, 0)
    assert (extra.contributor, extra.starts_on, extra.seconds, extra.earned_micro, extra.amount_micro) == (
        ana,
        MONDAY.date(),
        90,
        150_000,
        75_000,
    )
    assert codes == ["people.not_allowed", "extra.own_pay", "extra.nothing_chosen", "extra.needs_ruling"]
    assert before == {"labour": 350_000, "available": -350_000}
    assert after == {"labour": 425_000, "available": -425_000}
    assert refused(omar, [extra], is_approved=True) == "state.not_from_here"
    statement = statement_of(ana, LOOKED.date().replace(day=1))
    assert [each.moved for each in statement.accounts] == [{"accrual": 150_000, "top_up": 75_000}]
    assert [(each.starts_on, each.amount_micro) for each in statement.extras] == [(MONDAY.date(), 75_000)]
    assert statement_of(ade, LOOKED.date().replace(day=1)).extras == []
    assert sum(CostDay.objects.values_list("final_micro", flat=True)) == 425_000


@pytest.mark.django_db
def test_what_was_approved_is_reversed_by_two_people_and_declined_stays_declined(world: World) -> None:
    ana, ade, _ = world.people
    judge(world, ana, [30.0, 30.0])
    judge(world, ade, [60.0])
    looked()
    first, second = ExtraPay.objects.order_by("pk")
    omar, mia = keeper("Omar"), keeper("Mia", Role.CROWD_MANAGER)

    decide_extras(omar, chosen_ones=[first], is_approved=True, ruling="", now=LOOKED)
    decide_extras(omar, chosen_ones=[second], is_approved=False, ruling="A test run.", now=LOOKED)
    first.refresh_from_db()
    assert first.posting is not None
    entry = propose_reversal(mia, posting=first.posting, reason="It was a test run.", now=LOOKED)
    decide(omar, entry=entry, is_approved=True, ruling="", now=LOOKED)
    later = looked(LOOKED + timedelta(days=1))

    assert held() == {"labour": 3 * EACH, "available": -3 * EACH}
    assert (later, ExtraPay.objects.count()) == (0, 2)
    second.refresh_from_db()
    assert (second.state, second.posting, second.ruling) == (ExtraState.DECLINED, None, "A test run.")


@pytest.mark.django_db
def test_what_was_paid_in_another_currency_is_not_held_against_the_minimum(world: World) -> None:
    judge(world, world.people[0], [30.0])
    noon = MONDAY.replace(hour=12)
    lines = [RateTerms(EACH), RateTerms(9 * EURO, unit=RateUnit.MINIMUM)]
    publish_card(None, project=world.project, card=NewCard(lines, "USD", noon.date(), "Dollars."), now=noon)
    judge(world, world.people[0], [30.0], noon + timedelta(hours=1))

    assert looked() == 0


@pytest.mark.django_db
def test_the_database_posts_no_top_up_that_nobody_approved(world: World) -> None:
    judge(world, world.people[0], [30.0])
    looked()
    extra = ExtraPay.objects.get()
    owed = account_of(AccountKind.AVAILABLE, "EUR", contributor=extra.contributor)
    cost = account_of(AccountKind.LABOUR, "EUR", project=world.project)
    lines = [Line(cost.pk, "EUR", 25_000), Line(owed.pk, "EUR", -25_000)]

    with pytest.raises(IntegrityError, match="no extra pay that was approved"), transaction.atomic():
        posted_at_once(Draft("extra:x", PostingKind.TOP_UP, LOOKED.date(), lines))
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtraPay.objects.update(amount_micro=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtraPay.objects.all().delete()


@pytest.mark.django_db
def test_whatever_is_worked_in_whatever_order_the_sum_is_what_the_rule_says_from_scratch() -> None:
    """Answers over a fortnight at random, looked at on some evenings: each short day is topped up exactly once."""
    chance = random.Random(8)
    world = make_world(n_people=3, n_tasks=40, overlap=3)
    promise(world, 9 * EURO)
    worked: Counter[tuple[int, date]] = Counter()
    n: Counter[tuple[int, date]] = Counter()
    for day in range(14):
        at = MONDAY + timedelta(days=day)
        for person in world.people:
            seconds = [float(chance.choice((5, 15, 20, 40, 90))) for _ in range(chance.randrange(3))]
            if seconds:
                judge(world, person, seconds, at)
                worked[person.pk, at.date()] += int(sum(seconds))
                n[person.pk, at.date()] += len(seconds)
        if chance.random() < 0.6:
            looked(at + timedelta(hours=10))
    looked(MONDAY + timedelta(days=30))
    looked(MONDAY + timedelta(days=31))

    expected = {
        of: short
        for of, seconds in worked.items()
        if (short := (2 * 9 * EURO * seconds + 3600) // 7200 - EACH * n[of]) > 0
    }
    found = {(each.contributor_id, each.starts_on): each.amount_micro for each in ExtraPay.objects.all()}
    assert found == expected
    decide_extras(
        keeper("Omar"), chosen_ones=list(ExtraPay.objects.all()), is_approved=True, ruling="", now=LOOKED
    )
    assert held()["labour"] == sum(n.values()) * EACH + sum(expected.values())
    assert sum(WorkDay.objects.values_list("handling_seconds", flat=True)) == sum(worked.values())


@pytest.mark.django_db(transaction=True)
def test_of_an_approval_and_a_refusal_at_once_one_wins_and_a_day_is_proposed_once(world: World) -> None:
    judge(world, world.people[0], [30.0, 30.0])
    accrue(now=LOOKED, below=SETTLED)
    release_due(now=LOOKED)
    omar, mona = keeper("Omar"), keeper("Mona")

    proposed = together(*[lambda: propose_extras(now=LOOKED)] * 3)
    [extra] = ExtraPay.objects.all()
    ends = together(
        lambda: decide_extras(omar, chosen_ones=[extra], is_approved=True, ruling="", now=LOOKED),
        lambda: decide_extras(mona, chosen_ones=[extra], is_approved=False, ruling="No.", now=LOOKED),
    )

    extra.refresh_from_db()
    assert sorted(map(str, proposed)) == ["0", "0", "1"]
    assert sorted(isinstance(each, Refused) for each in ends) == [False, True]
    assert (extra.state == ExtraState.APPROVED) == (extra.posting is not None)
    assert Posting.objects.filter(kind=PostingKind.TOP_UP).count() == (extra.state == ExtraState.APPROVED)


def posted_at_once(draft: Draft) -> None:
    post(None, draft=draft, now=LOOKED)
    held()


def refused(by: User, extras: list[ExtraPay], *, is_approved: bool) -> str:
    with pytest.raises(Refused) as why:
        decide_extras(by, chosen_ones=extras, is_approved=is_approved, ruling=" ", now=LOOKED)
    return why.value.reasons[0].code
