"""Bonuses for quality: by the rule, up to the cap, once, approved by somebody else; an opt-out changes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.bonuses import end_bonus, set_bonus
from assay.money.actions.extras import decide_extras, propose_extras
from assay.money.actions.rates import NewCard, publish_card
from assay.money.models import BonusRule, ExtraPay
from assay.money.queries.ledger import balances
from assay.money.queries.statements import statement_of
from assay.money.rules.bonuses import (
    BonusTerms,
    MonthOfWork,
    bonus_micro,
    holds_for,
    months_settled,
    refuse_bonus,
)
from assay.money.rules.rates import RateTerms
from assay.people.models import Contributor
from assay.quality.enums import ReviewPurpose, ReviewTier, ReviewVerdict
from assay.quality.models import Review, ReviewItem
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Exposure, Judgment, Task
from tests.money.ledger_world import keeper
from tests.work.world import World, make_world

SETTLED = 2**62
EURO = 1_000_000
EACH = 500_000
AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
MARCH, LOOKED = date(2026, 3, 1), datetime(2026, 4, 9, 9, 0, tzinfo=UTC)
TERMS = BonusTerms("Careful work", 0.9, 10, EURO, "EUR", "Rework costs more.", percent=10)


@pytest.mark.parametrize(
    ("terms", "month", "micro"),
    [
        (TERMS, MonthOfWork(10, 9, 6 * EURO), 600_000),
        (TERMS, MonthOfWork(10, 8, 6 * EURO), 0),
        (TERMS, MonthOfWork(9, 9, 6 * EURO), 0),
        (TERMS, MonthOfWork(20, 20, 60 * EURO), EURO),
        (TERMS, MonthOfWork(20, 20, 19), 1),
        (TERMS, MonthOfWork(20, 20, 0), 0),
        (replace(TERMS, percent=None, fixed_micro=700_000), MonthOfWork(20, 20, 0), 700_000),
        (replace(TERMS, percent=None, fixed_micro=5 * EURO), MonthOfWork(20, 20, 0), EURO),
        (replace(TERMS, least_share=0.95), MonthOfWork(100, 95, 10 * EURO), EURO),
        (replace(TERMS, least_share=0.95), MonthOfWork(10_000, 9_499, 10 * EURO), 0),
    ],
)
def test_what_a_month_gives(terms: BonusTerms, month: MonthOfWork, micro: int) -> None:
    assert bonus_micro(terms, month) == micro


def test_a_rule_that_says_too_little_is_refused_with_everything_at_once() -> None:
    empty = BonusTerms(" ", 0.5, 9, 0, "eur", " ", percent=10, fixed_micro=1)

    assert refuse_bonus(TERMS) == []
    assert [each.code.removeprefix("bonus.") for each in refuse_bonus(empty)] == [
        *("name", "share", "number", "basis", "cap", "currency", "reason"),
    ]


def test_months_hold_from_when_a_rule_was_set_until_it_was_ended() -> None:
    back = timedelta(days=92)

    assert holds_for(MARCH, set_on=date(2026, 3, 31), ended_on=None)
    assert not holds_for(MARCH, set_on=date(2026, 4, 1), ended_on=None)
    assert holds_for(MARCH, set_on=MARCH, ended_on=date(2026, 4, 1))
    assert not holds_for(MARCH, set_on=MARCH, ended_on=date(2026, 3, 31))
    assert months_settled(date(2026, 4, 8), dispute_days=7, back=back)[-1] == date(2026, 2, 1)
    assert months_settled(date(2026, 4, 9), dispute_days=7, back=back)[-1] == MARCH


@pytest.fixture
def world() -> World:
    made = make_world(n_people=3, n_tasks=12, overlap=3)
    card = NewCard([RateTerms(EACH)], "EUR", MARCH, "First.")
    publish_card(None, project=made.project, card=card, now=datetime(2026, 3, 1, tzinfo=UTC))
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 30.0, AT, AT.date())
        for task in Task.objects.order_by("pk")
        for person in made.people
    ]
    import_judgments(None, stage=made.stage, rows=rows, now=AT)
    return made


def review(world: World, person: Contributor, n_right: int, n: int) -> None:
    """So many of somebody's answers are reviewed, and so many of them are right; none is rejected."""
    by = keeper(f"Ben of {person.pk}")
    for nth, judgment in enumerate(Judgment.objects.filter(contributor=person).order_by("pk")[:n]):
        item = ReviewItem.objects.create(
            project=world.project,
            stage=world.stage,
            task_id=judgment.task_id,
            judgment=judgment,
            contributor=person,
            purpose=ReviewPurpose.SAMPLE,
            tier=ReviewTier.CLIENT,
            sampled_at=AT,
            state="done",
        )
        Review.objects.create(
            item=item,
            judgment=judgment,
            project=world.project,
            stage=world.stage,
            contributor=person,
            reviewer=by,
            tier=ReviewTier.CLIENT,
            purpose=ReviewPurpose.SAMPLE,
            verdict=ReviewVerdict.ACCEPTED,
            is_correct=nth < n_right,
            is_critical=False,
            points=0.0,
            reviewed_at=AT,
        )


def looked(at: datetime = LOOKED) -> int:
    accrue(now=at, below=SETTLED)
    release_due(now=at)
    return propose_extras(now=at)


@pytest.mark.django_db
def test_a_month_of_good_work_is_proposed_once_and_approved_by_another(world: World) -> None:
    """Of 6.00 that each has earned: Ana 11 of 12, Ade 10 of 12 (too few are right), Eve 9 of 9 (too few)."""
    ana, ade, eve = world.people
    for person, n_right, n in ((ana, 11, 12), (ade, 10, 12), (eve, 9, 9)):
        review(world, person, n_right, n)
    Exposure.objects.update_or_create(contributor_id=ana.pk, defaults={"opted_out": ["violence"]})
    omar, mona = keeper("Omar"), keeper("Mona")
    rule = set_bonus(omar, project=world.project, terms=TERMS, now=AT)

    early, found, again = looked(LOOKED - timedelta(days=1)), looked(), looked(LOOKED + timedelta(days=1))
    [extra] = ExtraPay.objects.all()
    with pytest.raises(Refused) as own:
        decide_extras(omar, chosen_ones=[extra], is_approved=True, ruling="", now=LOOKED)
    decide_extras(mona, chosen_ones=[extra], is_approved=True, ruling="", now=LOOKED)

    assert (early, found, again) == (0, 1, 0)
    assert (
        extra.rule,
        extra.contributor,
        extra.n_right,
        extra.n,
        extra.earned_micro,
        extra.amount_micro,
    ) == (
        rule,
        ana,
        11,
        12,
        12 * EACH,
        600_000,
    )
    assert own.value.reasons[0].code == "bonus.own_rule"
    held = {each.kind.value: each.micro for each in balances() if each.micro}
    assert held == {"labour": 36 * EACH, "bonus": 600_000, "available": -36 * EACH - 600_000}
    [account] = statement_of(ana, date(2026, 4, 1)).accounts
    assert account.moved["bonus"] == 600_000
    assert [each.rule for each in statement_of(ana, date(2026, 4, 1)).extras] == [rule]


@pytest.mark.django_db
def test_a_rule_that_was_ended_gives_nothing_more_and_never_changes(world: World) -> None:
    review(world, world.people[0], 12, 12)
    rule = set_bonus(None, project=world.project, terms=TERMS, now=AT)
    omar = keeper("Omar")

    end_bonus(omar, rule=rule, now=AT + timedelta(days=3))

    assert looked() == 0
    with pytest.raises(Refused) as twice:
        end_bonus(omar, rule=rule, now=LOOKED)
    assert twice.value.reasons[0].code == "bonus.ended"
    with pytest.raises(IntegrityError), transaction.atomic():
        BonusRule.objects.update(percent=20)
    with pytest.raises(IntegrityError), transaction.atomic():
        BonusRule.objects.all().delete()
