"""Exams: passed on gold, which gives a skill that routing asks for; failed, cooled down, expired, left alone."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from django.db import Error, connection, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.models import ContributorMarket, ContributorSkill, InboxMessage, Market, Skill
from assay.projects.models import Membership
from assay.training.actions.exams import add_items, change_exam, make_exam, retire_exam, retire_item
from assay.training.actions.sitting import answer, begin, end_left_alone, remind
from assay.training.enums import AttemptState
from assay.training.models import ExamAnswer, ExamAttempt
from assay.training.queries.exams import kept_items
from assay.training.queries.own_exams import next_answer, own_exam, own_exams, to_learn
from assay.work.actions.claiming import Dice, claim
from assay.work.enums import ItemState
from assay.work.models import Claim, QueueItem, Task
from tests.training.exams import TERMS, exam_in, gold_in, sit
from tests.web.quality_cast import cast_of
from tests.work.world import NOW, World, later, make_world, person

pytestmark = pytest.mark.django_db


def world_of(n_people: int = 2) -> World:
    world = make_world(n_people=n_people, needs_acknowledgment=False, gold_share=0.5)
    cast_of(world)
    return world


def n_claimed(world: World, nth: int = 0) -> int:
    return len(msgspec.json.decode(claim(world.worker(nth), n=1, now=NOW, dice=Dice(1.0, 0.5)).tasks))


def test_who_passes_is_qualified_and_gets_tasks() -> None:
    world = world_of()
    exam = exam_in(world)
    ana = world.people[0]

    before = n_claimed(world)
    attempt = sit(ana, exam, n_right=3)

    assert (before, attempt.state, attempt.n_right) == (0, AttemptState.PASSED, 3)
    held = ContributorSkill.objects.get(contributor=ana)
    assert (held.skill, held.score, held.expires_at) == (exam.skill, 75, NOW + timedelta(days=100))
    assert (n_claimed(world), n_claimed(world, 1)) == (1, 0)
    assert list(InboxMessage.objects.values_list("user__name", "title")) == [
        ("Person 0", "You are qualified: Colours")
    ]


def test_who_fails_waits_and_has_so_many_attempts() -> None:
    world = world_of()
    exam = exam_in(world)
    ana = world.people[0]

    first = sit(ana, exam, n_right=2)
    with pytest.raises(Refused) as early:
        begin(ana.user, exam=exam, now=later(hours=23))
    second = sit(ana, exam, n_right=0, at=later(hours=24))
    with pytest.raises(Refused) as used_up:
        begin(ana.user, exam=exam, now=later(days=9))
    more = replace(TERMS, n_attempts=3)
    change_exam(world.owner, exam=exam, name="Colours", note="", terms=more, now=NOW)
    third = sit(ana, exam, n_right=4, at=later(days=9))

    assert [each.state for each in (first, second, third)] == ["failed", "failed", "passed"]
    assert [each.value.reasons[0].code for each in (early, used_up)] == [
        "exam.cooling",
        "exam.no_attempt_left",
    ]
    assert [each.number for each in (first, second, third)] == [1, 2, 3]


def test_other_questions_come_in_the_next_attempt() -> None:
    world = world_of()
    exam = exam_in(world)
    ana = world.people[0]
    first, second = sit(ana, exam, n_right=0), sit(ana, exam, n_right=0, at=later(days=1))

    had = [set(each.answers.values_list("item", flat=True)) for each in (first, second)]

    # Of six questions four were had: the two others come for certain.
    assert (len(had[0] & had[1]), len(had[1] - had[0])) == (2, 2)


def test_a_qualification_ends_is_renewed_and_one_is_told() -> None:
    world = world_of()
    exam = exam_in(world)
    ana = world.people[0]
    sit(ana, exam, n_right=4)

    with pytest.raises(Refused) as early:
        begin(ana.user, exam=exam, now=later(days=85))
    told = [remind(now=later(days=day)) for day in (85, 86, 87)]
    renewed = sit(ana, exam, n_right=4, at=later(days=90))

    assert (early.value.reasons[0].code, told) == ("exam.passed_until", [0, 1, 0])
    assert renewed.state == AttemptState.PASSED
    assert ContributorSkill.objects.get().expires_at == later(days=190)
    assert InboxMessage.objects.filter(title="Renew your qualification: Colours").count() == 1


def test_a_failed_renewal_takes_nothing_away() -> None:
    world = world_of()
    exam = exam_in(world)
    ana = world.people[0]
    sit(ana, exam, n_right=4)

    sit(ana, exam, n_right=0, at=later(days=90))

    held = ContributorSkill.objects.get()
    assert (held.score, held.expires_at) == (100, later(days=100))


def test_an_attempt_left_alone_ends_and_what_was_not_answered_is_wrong() -> None:
    world = world_of()
    exam = exam_in(world)
    ana = world.people[0]
    attempt = begin(ana.user, exam=exam, now=NOW)
    given = next_answer(attempt)
    assert given is not None
    answer(ana.user, given=given, answers={"match": "yes"}, now=NOW)

    assert end_left_alone(now=later(hours=23)) == 0
    assert (end_left_alone(now=later(hours=24)), end_left_alone(now=later(hours=25))) == (1, 0)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.n_right) == (AttemptState.FAILED, 1)
    with pytest.raises(Refused) as over:
        answer(ana.user, given=attempt.answers.get(position=2), answers={"match": "yes"}, now=later(hours=24))
    assert over.value.reasons[0].code == "exam.over"


def test_a_question_is_answered_once_and_in_the_form_of_the_schema() -> None:
    world = world_of()
    exam = exam_in(world)
    ana, ade = world.people
    attempt = begin(ana.user, exam=exam, now=NOW)
    given = next_answer(attempt)
    assert given is not None

    with pytest.raises(Refused) as nonsense:
        answer(ana.user, given=given, answers={"match": "perhaps"}, now=NOW)
    answer(ana.user, given=given, answers={"match": "no"}, now=NOW)
    with pytest.raises(Refused) as again:
        answer(ana.user, given=given, answers={"match": "yes"}, now=NOW)
    with pytest.raises(NotFound):
        answer(ade.user, given=given, answers={"match": "yes"}, now=NOW)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE training_examanswer SET is_right = true WHERE id = %s", [given.pk])

    assert again.value.reasons[0].code == "exam.answered"
    assert nonsense.value.reasons[0].code.startswith("answers.")
    assert begin(ana.user, exam=exam, now=NOW).pk == attempt.pk


def test_questions_leave_production_unless_they_are_shared() -> None:
    """And come back when the exam no longer asks them."""
    world = world_of()
    exam = exam_in(world)
    item = exam.items.order_by("pk")[0]

    assert set(QueueItem.objects.filter(task__is_gold=True).values_list("state", flat=True)) == {
        ItemState.PARKED
    }
    retire_item(world.owner, item=item, now=NOW)
    assert QueueItem.objects.get(task=item.gold.task).state == ItemState.OPEN
    retire_exam(world.owner, exam=exam, reason="Over.", now=NOW)
    assert set(QueueItem.objects.filter(task__is_gold=True).values_list("state", flat=True)) == {
        ItemState.OPEN
    }


def test_shared_questions_stay_and_nobody_meets_one_twice() -> None:
    """Ade had one in production, so the exam asks the others; what Ana had in the exam, production never shows her."""
    world = world_of()
    ana, ade = world.people
    golds = gold_in(world, 5)
    claim(world.worker(1), n=1, now=NOW, dice=Dice(0.0, 0.5))
    had = Claim.objects.get(contributor=ade, is_gold=True).task
    skill = Skill.objects.create(code="e", name="E")
    exam = make_exam(
        world.owner, project=world.project, name="E", skill=skill, terms=TERMS, shares_gold=True, now=NOW
    )
    add_items(world.owner, exam=exam, external_ids=[each.task.external_id for each in golds], now=NOW)

    mine, theirs = begin(ana.user, exam=exam, now=NOW), begin(ade.user, exam=exam, now=NOW)

    assert set(QueueItem.objects.filter(task__is_gold=True).values_list("state", flat=True)) == {
        ItemState.OPEN
    }
    assert theirs.answers.count() == 4
    assert not theirs.answers.filter(item__gold__task=had).exists()
    asked = mine.answers.values_list("item__gold__task", flat=True)
    assert all(ana.pk in (QueueItem.objects.get(task=task).excluded or []) for task in asked)


def test_what_is_in_somebodys_hands_is_not_taken() -> None:
    world = world_of()
    [gold] = gold_in(world, 1)
    n_claims = len(msgspec.json.decode(claim(world.worker(), n=1, now=NOW, dice=Dice(0.0, 0.5)).tasks))
    skill = Skill.objects.create(code="e", name="E")
    exam = make_exam(world.owner, project=world.project, name="E", skill=skill, terms=TERMS, now=NOW)

    with pytest.raises(Refused) as refused:
        add_items(world.owner, exam=exam, external_ids=[gold.task.external_id], now=NOW)
    with pytest.raises(Refused) as unknown:
        add_items(world.owner, exam=exam, external_ids=["t0"], now=NOW)

    assert (n_claims, refused.value.reasons[0].code, unknown.value.reasons[0].code) == (
        1,
        "exam.in_hands",
        "exam.no_gold",
    )


def test_exams_are_open_to_members_only() -> None:
    world = world_of()
    exam = exam_in(world)
    ana, stranger = world.people[0], person(9)

    assert [each.exam for each in to_learn(ana, now=NOW)] == [exam]
    assert own_exams(stranger, now=NOW) == []
    with pytest.raises(NotFound):
        begin(stranger.user, exam=exam, now=NOW)
    Membership.objects.filter(contributor=ana).update(retired_at=NOW)
    with pytest.raises(NotFound):
        own_exam(ana, exam.uid, now=NOW)


def test_figures_count_everybodys_first_answer() -> None:
    """Both sat it; Ana twice. Every question p of what they answered first; nobody's second answer counts."""
    world = world_of()
    exam = exam_in(world, n=4)
    ana, ade = world.people
    sit(ana, exam, n_right=0)
    sit(ana, exam, n_right=4, at=later(days=1))
    sit(ade, exam, n_right=4)

    found = kept_items(exam)

    assert [(each.figures.difficulty.k, each.figures.difficulty.n) for each in found] == [(1, 2)] * 4
    assert [each.n_shown for each in found] == [2] * 4
    assert [each.figures.discrimination for each in found] == [1.0] * 4
    assert ExamAttempt.objects.count() == 3
    assert ExamAnswer.objects.count() == 12


def test_who_may_not_keep_gold_keeps_no_exam() -> None:
    world = world_of()
    exam = exam_in(world)
    for user in (world.people[0].user, person(9).user):
        with pytest.raises((Refused, NotFound)):
            retire_exam(user, exam=exam, reason="No.", now=NOW)


def test_questions_are_of_ones_own_markets() -> None:
    """Six questions, two of a market that only Ana works for: Ade is asked the other four."""
    world = world_of()
    exam = exam_in(world)
    ana, ade = world.people
    market = Market.objects.create(code="AR-es", name="Argentina", region="AR", language="es")
    ContributorMarket.objects.create(contributor=ana, market=market)
    own = exam.items.order_by("pk")[:2]
    Task.objects.filter(gold__in=[each.gold_id for each in own]).update(market=market)

    theirs = sit(ade, exam, n_right=4)
    change_exam(world.owner, exam=exam, name="E", note="", terms=replace(TERMS, n_questions=5), now=NOW)

    assert not theirs.answers.filter(item__in=own).exists()
    assert [each.refused for each in own_exams(ana, now=NOW)] == [None]
    with pytest.raises(Refused) as few:
        begin(ade.user, exam=exam, now=later(days=101))
    assert few.value.reasons[0].code == "exam.too_few"
