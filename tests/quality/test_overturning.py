"""A rejection that is overturned leaves nothing behind: no rework, and the judgment counts as before."""

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import InboxMessage, User
from assay.projects.models import GuidelineVersion
from assay.quality.actions.consensus import reproduce, run_consensus
from assay.quality.actions.disputing import decide_dispute, raise_dispute
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.actions.reworks import follow_reworks
from assay.quality.enums import ReviewItemState, ReviewPurpose, ReworkState
from assay.quality.models import ConsensusRun, Label, Review, ReviewItem, Rework
from assay.quality.queries.guideline_impact import measures_of, sample_under
from assay.quality.queries.invalidation import concerned_labels
from assay.work.actions.claiming import claim, submit
from assay.work.actions.leases import give_back_ended_leases
from assay.work.actions.recollecting import ask_anew
from assay.work.models import Claim, Draft, Judgment, QueueItem, Restoration, Retraction
from tests.quality.review_world import somebody, waiting
from tests.work.world import World, later

pytestmark = pytest.mark.django_db
TWO = (Charge("instructions", "match"), Charge("content", "match"))


def rejected(outcome: str, n_people: int = 1, charges: tuple[Charge, ...] = TWO[:1]) -> tuple[World, Review]:
    world, items = waiting(n_people=n_people)
    decision = Decision("rejected", charges, "Another brand.", outcome=outcome)
    review = decide(somebody(world, "Ben"), item=items[0], decision=decision, now=later(minutes=10))
    return world, review


def overturn(world: World, review: Review, nth: int = 0, hours: float = 3) -> None:
    error = list(review.errors.order_by("pk"))[nth]
    user = review.contributor.user if review.contributor else world.owner
    dispute = raise_dispute(user, review=review, error=error, reason="It fits.", now=later(hours=hours - 1))
    name = f"Bea {nth} {hours}"
    bea = User.objects.filter(name=name).first() or somebody(world, name, Role.QA_ANALYST)
    decide_dispute(bea, dispute=dispute, is_overturned=True, ruling="It does.", now=later(hours=hours))


def impact_of(version: GuidelineVersion) -> tuple[int, float | None]:
    """Judgments under the version, and the share of them that reviews found right."""
    sample = sample_under(version)
    return len(sample), measures_of(sample)["review"].value


def labels(run: ConsensusRun) -> list[tuple[int, object, int]]:
    return list(Label.objects.filter(run=run).order_by("pk").values_list("task", "value", "n_judgments"))


def counts() -> tuple[int, int, int, int]:
    item = QueueItem.objects.get()
    return (item.n_judgments, item.n_needed, item.n_slots_left, item.state)


def test_the_rework_is_over_and_the_task_is_as_before() -> None:
    world, items = waiting()
    before = counts()
    review = decide(
        somebody(world, "Ben"),
        item=items[0],
        decision=Decision("rejected", TWO[:1], "Another brand.", outcome="rework"),
        now=later(minutes=10),
    )
    held = Claim.objects.get()

    overturn(world, review)

    assert (Rework.objects.get().state, counts()) == (ReworkState.LIFTED, before)
    assert (Claim.objects.get().state, Claim.objects.get().attempt) == (2, 1)
    assert not Draft.objects.exists()
    assert claim(world.worker(), n=1, now=later(hours=4)).n_tasks == 0
    with pytest.raises(Refused):
        submit(world.worker(), world.submission(held.uid, answer="no"), now=later(hours=4))
    told = InboxMessage.objects.filter(kind="quality.rework").latest("pk")
    assert told.title == "A task that came back to you needs no new answer: your first one counts again"


def test_a_run_afterwards_is_the_one_from_before_and_runs_in_between_are_found_again() -> None:
    world, items = waiting(n_people=2)
    before = run_consensus(None, stage=world.stage, now=later(minutes=9))
    decision = Decision("rejected", TWO[:1], "Another brand.", outcome="recollect")
    review = decide(somebody(world, "Ben"), item=items[0], decision=decision, now=later(minutes=10))
    between = run_consensus(None, stage=world.stage, now=later(minutes=20))

    overturn(world, review)

    after = run_consensus(None, stage=world.stage, now=later(hours=4))
    assert (labels(after), after.inputs_sha256) == (labels(before), before.inputs_sha256)
    assert [row[2] for row in labels(between)] == [1]
    assert [reproduce(run)[0] for run in (before, between, after)] == [True, True, True]


def test_what_a_change_of_policy_did_is_seen_with_the_judgment_again() -> None:
    world, items = waiting(has_guideline=True)
    decision = Decision("rejected", TWO[:1], "Another brand.", outcome="recollect")
    review = decide(somebody(world, "Ben"), item=items[0], decision=decision, now=later(minutes=10))
    version = GuidelineVersion.objects.get(project=world.project)
    changed = GuidelineVersion(project=world.project, number=99, concerns={"questions": {"match": []}})
    between = impact_of(version)

    overturn(world, review)

    run = run_consensus(None, stage=world.stage, now=later(hours=4))
    concerned = [tasks for _last, tasks in concerned_labels(changed, run)]
    assert (between, impact_of(version)) == ((0, None), (1, 1.0))
    assert concerned == [[review.judgment.task_id]]


def test_one_error_that_stands_keeps_the_rejection() -> None:
    world, review = rejected("rework", charges=TWO)

    overturn(world, review, 0)
    first = (Rework.objects.get().state, Restoration.objects.count())
    overturn(world, review, 1, hours=5)

    assert first == (ReworkState.OPEN, 0)
    assert (Rework.objects.get().state, Restoration.objects.count()) == (ReworkState.LIFTED, 1)


def test_an_answer_given_again_gives_way_to_the_first_one() -> None:
    world, review = rejected("rework")
    submit(world.worker(), world.submission(Claim.objects.get().uid, answer="no"), now=later(hours=1))
    follow_reworks(now=later(hours=2))

    overturn(world, review, hours=4)

    counting = list(Judgment.objects.filter(retraction=None))
    check = ReviewItem.objects.get(purpose=ReviewPurpose.RECHECK)
    assert (counting, counts()[:2]) == ([review.judgment], (1, 0))
    assert (Rework.objects.get().state, check.state) == (ReworkState.LIFTED, ReviewItemState.CLOSED)


def test_what_somebody_else_was_asked_is_not_asked_any_more() -> None:
    world, review = rejected("rework", n_people=2)
    give_back_ended_leases(now=later(hours=49))
    follow_reworks(now=later(hours=49))
    asked = counts()

    overturn(world, review, hours=50)

    assert (asked[:3], counts()[:3]) == ((1, 1, 1), (2, 0, 0))


def test_a_rejection_that_another_review_repeats_stands() -> None:
    world, review = rejected("rework")
    item = ReviewItem.objects.create(
        project=world.project,
        stage=world.stage,
        judgment=review.judgment,
        task=review.judgment.task,
        contributor=review.contributor,
        tier="client",
        purpose=ReviewPurpose.AUDIT,
        audited=review,
        sampled_at=later(minutes=20),
    )
    again = Decision("rejected", TWO[:1], "So it is.", outcome="none")
    decide(somebody(world, "Bo", Role.QA_ANALYST), item=item, decision=again, now=later(minutes=30))

    overturn(world, review)

    assert (Rework.objects.get().state, Restoration.objects.count()) == (ReworkState.OPEN, 0)


def test_what_was_taken_back_for_another_reason_stays_so() -> None:
    world, items = waiting()
    decision = Decision("rejected", TWO[:1], "Another brand.")
    review = decide(somebody(world, "Ben"), item=items[0], decision=decision, now=later(minutes=10))
    ask_anew(None, stage=world.stage, task_ids=[review.judgment.task_id], reason="lot 1", now=later(hours=1))

    overturn(world, review)

    assert (Restoration.objects.count(), counts()[0]) == (0, 0)


def test_what_counts_again_can_be_taken_back_again_and_then_only_once() -> None:
    world, review = rejected("rework")
    overturn(world, review)
    task = [review.judgment.task_id]

    n = [
        ask_anew(None, stage=world.stage, task_ids=task, reason="lot 1", now=later(hours=5)) for _ in range(2)
    ]

    assert (n, list(Retraction.objects.order_by("pk").values_list("nth", flat=True))) == ([1, 0], [1, 2])
    assert counts()[0] == 0


def test_what_was_written_about_it_stays() -> None:
    world, review = rejected("rework")
    overturn(world, review)

    with pytest.raises(IntegrityError), transaction.atomic():
        Restoration.objects.update(reason="Other.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Retraction.objects.create(
            judgment=review.judgment, nth=1, reason="twice", retracted_at=later(hours=5)
        )
