"""Accrual: every accepted judgment is paid exactly once, at any time, whatever happens to it and in whatever order."""

import random
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.reasons import Refused
from assay.money.actions import accruing
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import AccountKind
from assay.money.models import (
    DueLook,
    Earning,
    LedgerAccount,
    LedgerEntry,
    PendingEarning,
    Posting,
    ReleasedEarning,
)
from assay.money.queries.ledger import balances
from assay.money.queries.periods import Sealing, sealed_further
from assay.money.rules.rates import RateTerms
from assay.people.models import User
from assay.quality.actions.disputing import decide_dispute, raise_dispute
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import ReviewItemState, ReviewOutcome, ReviewVerdict
from assay.quality.models import ReviewItem
from assay.work.actions.claiming import Dice, claim, submit
from assay.work.actions.undoing import undo
from assay.work.models import Judgment
from tests.quality.review_world import SETTLED, at_site, judged, sampled, somebody, waiting
from tests.work.world import NOW, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db
EACH = 12_500
WRONG = Decision(ReviewVerdict.REJECTED, [Charge("wrong", "match")], "It does not.")


def promise(world: World, micro: int = EACH, *, currency: str = "EUR") -> None:
    day = NOW - timedelta(days=1)
    card = NewCard([RateTerms(micro)], currency, day.date(), "The first card.")
    publish_card(None, project=world.project, card=card, now=day)


def paid(at: datetime) -> None:
    accrue(now=at, below=SETTLED)
    release_due(now=at)


def owed() -> dict[tuple[str, str], int]:
    found = {(each.kind.value, each.currency): each.micro for each in balances() if each.micro}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return found


def test_what_counts_is_earned_once_and_becomes_available() -> None:
    world = make_world(n_people=2, n_tasks=3, overlap=2)
    judged(world)
    promise(world)

    paid(later(minutes=1))
    first = owed()
    paid(later(minutes=2))
    paid(later(days=8))

    assert first == {("labour", "EUR"): 6 * EACH, ("pending", "EUR"): -6 * EACH}
    assert owed() == {("labour", "EUR"): 6 * EACH, ("available", "EUR"): -6 * EACH}
    assert (Earning.objects.count(), ReleasedEarning.objects.count(), PendingEarning.objects.count()) == (
        6,
        6,
        0,
    )
    assert Posting.objects.count() == 2


def test_the_seal_of_a_month_covers_what_judgments_have_earned() -> None:
    world = make_world(n_people=1, n_tasks=3)
    judged(world)
    promise(world)
    paid(later(minutes=1))
    before = sealed_further(NOW.date().replace(day=1), Sealing())

    paid(later(days=8))
    after = sealed_further(NOW.date().replace(day=1), Sealing())

    assert before is not None
    assert after is not None
    assert (before.n_postings, before.n_earnings, after.n_postings, after.n_earnings) == (1, 3, 2, 3)


def test_what_can_still_be_undone_is_not_earned_yet() -> None:
    world = make_world(n_people=1, n_tasks=1)
    judged(world)
    promise(world)

    assert accrue(now=later(seconds=29), below=SETTLED) == 0
    assert accrue(now=later(seconds=31), below=SETTLED) == 1


def test_an_undone_answer_earns_nothing_and_the_next_one_once() -> None:
    world = make_world(n_people=1, n_tasks=1)
    promise(world)
    for attempt in range(2):
        at = later(minutes=attempt)
        work = claim(world.worker(), n=1, now=at, dice=Dice(1.0, 0.5))
        del work
        held = world.people[0].claims.get()
        submit(world.worker(), world.submission(held.uid), now=at)
        if not attempt:
            undo(world.worker(), judgment=Judgment.objects.get().uid, now=at)

    paid(later(hours=1))

    assert owed()["labour", "EUR"] == EACH
    assert Earning.objects.get().judgment == Judgment.objects.order_by("-pk")[0]


def test_gold_is_paid_and_a_project_without_a_card_pays_nothing() -> None:
    world = make_world(n_people=1, n_tasks=1, gold_share=0.5)
    add_gold(world, 1)
    work = claim(world.worker(), n=2, now=NOW, dice=Dice(0.0, 0.5))
    del work
    for each in world.people[0].claims.all():
        submit(world.worker(), world.submission(each.uid), now=NOW)
    golds = Judgment.objects.filter(is_gold=True)
    assert golds.exists()

    with transaction.atomic():
        paid(later(hours=1))
        assert Earning.objects.count() == 0
        transaction.set_rollback(True)
    promise(world)
    paid(later(hours=1))

    assert set(Earning.objects.values_list("judgment", flat=True)) == set(
        Judgment.objects.values_list("pk", flat=True)
    )


def test_a_rejection_takes_back_and_an_overturned_dispute_gives_again() -> None:
    world, (item,) = waiting()
    promise(world)
    ben, noor = somebody(world, "Ben"), somebody(world, "Noor")
    paid(later(minutes=1))

    review = decide(ben, item=item, decision=WRONG, now=later(hours=1))
    paid(later(hours=1))
    rejected = owed()
    dispute = raise_dispute(world.people[0].user, review=review, reason="It does.", now=later(hours=2))
    decide_dispute(
        arbitrator(noor), dispute=dispute, is_overturned=True, ruling="It does.", now=later(hours=3)
    )
    paid(later(hours=3))

    assert rejected == {}
    assert owed() == {("labour", "EUR"): EACH, ("pending", "EUR"): -EACH}
    assert list(Earning.objects.order_by("nth").values_list("nth", "amount_micro")) == [
        *((1, EACH), (2, -EACH), (3, EACH)),
    ]
    paid(later(days=7))
    assert owed() == {("labour", "EUR"): EACH, ("available", "EUR"): -EACH}


def test_what_is_taken_back_and_given_again_at_once_does_not_cancel_out() -> None:
    """One rejection stands and another falls since the last time: their amounts are the same."""
    world, (first, second) = waiting(n_tasks=2)
    promise(world)
    ben, noor = somebody(world, "Ben"), arbitrator(somebody(world, "Noor"))
    paid(later(minutes=1))
    review = decide(ben, item=first, decision=WRONG, now=later(hours=1))
    paid(later(hours=1))

    dispute = raise_dispute(world.people[0].user, review=review, reason="It does.", now=later(hours=2))
    decide_dispute(noor, dispute=dispute, is_overturned=True, ruling="It does.", now=later(hours=3))
    decide(ben, item=second, decision=WRONG, now=later(hours=3))
    paid(later(hours=4))

    assert nths_of(first) == [1, 2, 3]
    assert nths_of(second) == [1, 2]
    assert owed() == {("labour", "EUR"): EACH, ("pending", "EUR"): -EACH}


def nths_of(item: ReviewItem) -> list[int]:
    return list(Earning.objects.filter(judgment=item.judgment).order_by("nth").values_list("nth", flat=True))


def arbitrator(user: User) -> User:
    from assay.people.enums import Role
    from assay.people.models import Grant

    Grant.objects.create(user=user, role=Role.QA_ANALYST, granted_at=NOW)
    return user


def test_a_review_that_is_open_holds_pay_back_and_one_asked_for_later_denies_none() -> None:
    world, (item,) = waiting()
    promise(world)
    ben = somebody(world, "Ben")

    paid(later(days=7, minutes=1))
    held = owed()
    ReviewItem.objects.filter(pk=item.pk).update(sampled_at=later(days=7, minutes=1))
    decide(ben, item=item, decision=WRONG, now=later(days=8))
    paid(later(days=8))

    assert held == {("labour", "EUR"): EACH, ("pending", "EUR"): -EACH}
    assert owed() == {("labour", "EUR"): EACH, ("available", "EUR"): -EACH}


def test_a_vendors_people_are_owed_through_their_vendor() -> None:
    world = make_world(n_people=1, n_tasks=2)
    site = at_site(world)
    judged(world)
    promise(world)

    paid(later(minutes=1))

    account = LedgerAccount.objects.get(kind=AccountKind.PENDING)
    assert (account.vendor, account.contributor) == (site.vendor, None)


def test_a_promise_made_later_pays_nothing_that_was_done_before() -> None:
    world = make_world(n_people=1, n_tasks=1)
    judged(world)
    publish_card(
        None,
        project=world.project,
        card=NewCard([RateTerms(EACH)], "EUR", NOW.date(), "Too late."),
        now=later(minutes=1),
    )

    paid(later(hours=1))

    assert Earning.objects.count() == 0


class Killed(BaseException):
    """What no handler catches."""


@pytest.mark.parametrize("step", ["post", "_earning"])
def test_whoever_is_killed_in_a_chunk_leaves_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    world = make_world(n_people=1, n_tasks=6)
    judged(world)
    promise(world)
    monkeypatch.setattr(accruing, "CHUNK", 2)
    plain, calls = getattr(accruing, step), [0]

    def killed(*args: object, **named: object) -> object:
        calls[0] += 1
        done = plain(*args, **named)
        if calls[0] == 3:
            raise Killed
        return done

    with monkeypatch.context() as patched:
        patched.setattr(accruing, step, killed)
        with pytest.raises(Killed):
            accrue(now=later(minutes=1), below=SETTLED)
    paid(later(minutes=1))

    assert owed() == {("labour", "EUR"): 6 * EACH, ("pending", "EUR"): -6 * EACH}
    assert (Earning.objects.count(), Posting.objects.count()) == (6, 3)


@pytest.mark.parametrize("seed", range(6))
def test_any_history_comes_to_what_is_reckoned_from_scratch(seed: int) -> None:
    """Judgments, reviews, disputes and rulings at random moments, accrual in between: at the end, as if it ran once."""
    chance = random.Random(seed)
    world, items = waiting(n_tasks=4, n_people=3)
    promise(world)
    ben, noor = somebody(world, "Ben"), arbitrator(somebody(world, "Noor"))
    at = later(minutes=5)
    for item in chance.sample(items, len(items)):
        at += timedelta(hours=chance.uniform(1, 30))
        happen(world, item, chance, (ben, noor), at)
        if chance.random() < 0.5:
            paid(at)
    paid(at)
    paid(at)

    incremental = state()
    expected = from_scratch(at)
    assert incremental == expected


def happen(
    world: World, item: ReviewItem, chance: random.Random, people: tuple[User, User], at: datetime
) -> None:
    ben, noor = people
    item.refresh_from_db()
    kind = chance.choice(["accept", "reject", "rework", "overturn", "uphold", "late"])
    if kind == "late":
        ReviewItem.objects.filter(pk=item.pk).update(
            sampled_at=item.judgment.submitted_at + timedelta(days=8)
        )
        item.refresh_from_db()
    if kind == "accept":
        decide(ben, item=item, decision=Decision(ReviewVerdict.ACCEPTED), now=at)
        return
    outcome = ReviewOutcome.REWORK if kind == "rework" else ReviewOutcome.NONE
    wrong = Decision(ReviewVerdict.REJECTED, [Charge("wrong", "match")], "No.", outcome=outcome)
    review = decide(ben, item=item, decision=wrong, now=at)
    if kind not in {"overturn", "uphold"}:
        return
    assert item.contributor is not None
    dispute = raise_dispute(item.contributor.user, review=review, reason="Yes.", now=at)
    if chance.random() < 0.5:
        accrue(now=at, below=SETTLED)
    decide_dispute(noor, dispute=dispute, is_overturned=kind == "overturn", ruling="So.", now=at)


def state() -> tuple[set[int], set[int], dict[tuple[str, str], int]]:
    """Judgments that are paid, those whose pay is available, and the balances."""
    newest: dict[int, Earning] = {}
    for each in Earning.objects.order_by("nth"):
        newest[each.judgment_id] = each
    earned = {pk for pk, each in newest.items() if each.nth % 2}
    released = set(ReleasedEarning.objects.values_list("earning__judgment", flat=True))
    return earned, released, owed()


def from_scratch(at: datetime) -> tuple[set[int], set[int], dict[tuple[str, str], int]]:
    """The slow twin: each judgment by itself, from its reviews and their disputes."""
    earned, released = set(), set()
    for judgment in Judgment.objects.all():
        final_at = judgment.submitted_at + timedelta(days=7)
        denied = held = False
        for item in judgment.review_items.filter(sampled_at__lte=final_at):
            held = held or item.state == ReviewItemState.OPEN
            review = getattr(item, "review", None)
            if review is None or review.verdict != ReviewVerdict.REJECTED:
                continue
            denied = denied or not review.disputes.filter(state="overturned").exists()
        if not denied:
            earned.add(judgment.pk)
            if final_at <= at and not held:
                released.add(judgment.pk)
    pending = len(earned) - len(released)
    sums = {
        ("labour", "EUR"): len(earned) * EACH,
        ("pending", "EUR"): -pending * EACH,
        ("available", "EUR"): -len(released) * EACH,
    }
    return earned, released, {key: micro for key, micro in sums.items() if micro}


def test_the_database_forbids_paying_twice_or_without_judgments() -> None:
    world = make_world(n_people=1, n_tasks=1)
    judged(world)
    promise(world)
    paid(later(minutes=1))
    [one] = Earning.objects.all()
    same = {
        each.attname: getattr(one, each.attname)
        for each in Earning._meta.concrete_fields
        if each.attname != "id"
    }

    for changed in ({}, {"nth": 2}, {"nth": 3}, {"nth": 2, "amount_micro": -EACH - 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Earning.objects.create(**same | changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Earning.objects.update(amount_micro=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        credit_without_judgments()


def credit_without_judgments() -> None:
    posting = Posting.objects.create(key="k", kind="accrual", booked_on=NOW.date(), posted_at=NOW)
    for account, micro in zip(LedgerAccount.objects.order_by("pk"), (EACH, -EACH), strict=True):
        LedgerEntry.objects.create(
            posting=posting, account=account, currency="EUR", amount_micro=micro, booked_on=NOW.date()
        )
    owed()


def test_what_was_released_is_never_taken_back() -> None:
    world = make_world(n_people=1, n_tasks=1)
    judged(world)
    promise(world)
    paid(later(days=8))
    [one] = Earning.objects.all()
    same = {
        each.attname: getattr(one, each.attname)
        for each in Earning._meta.concrete_fields
        if each.attname != "id"
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Earning.objects.create(**same | {"nth": 2, "amount_micro": -EACH})
    DueLook.objects.create(judgment_id=one.judgment_id)
    paid(later(days=9))

    assert owed()["available", "EUR"] == -EACH


def test_a_chunk_asks_the_same_however_many_judgments_it_has() -> None:
    from django.test.utils import CaptureQueriesContext

    world = make_world(n_people=1, n_tasks=30)
    judged(world)
    promise(world)

    with CaptureQueriesContext(connection) as asked:
        accrue(now=later(minutes=1), below=SETTLED)

    assert Earning.objects.count() == 30
    assert len(asked) < 60


def test_a_card_is_published_by_who_may() -> None:
    world = make_world()
    rita = somebody(world, "Rita")

    with pytest.raises(Refused):
        publish_card(
            rita, project=world.project, card=NewCard([RateTerms(1)], "EUR", NOW.date(), "Why."), now=NOW
        )


def test_what_was_decided_is_looked_at_again() -> None:
    """What a later review finds is looked at again by itself: one row, written with the review."""
    world, (item,) = waiting()
    promise(world)
    paid(later(minutes=1))
    assert sampled(world) == [item]

    decide(somebody(world, "Ben"), item=item, decision=WRONG, now=later(hours=1))

    assert DueLook.objects.get().judgment_id == item.judgment_id
    paid(later(hours=1))
    assert (DueLook.objects.count(), owed()) == (0, {})
