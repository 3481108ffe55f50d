"""The gold library: native words, blind experts who must all agree, signs of wear, and days of unseen gold."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any  # Answers are JSON.

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.people.enums import LanguageLevel, Role
from assay.people.models import Contributor, ContributorLanguage, Grant, User
from assay.projects.models import ProjectMarket
from assay.quality.actions.gold import score_gold
from assay.quality.actions.gold_library import give_opinion, propose_gold, withdraw_proposal
from assay.quality.enums import GoldSign
from assay.quality.models import Gold, GoldOpinion, GoldProposal
from assay.quality.queries.gold_library import (
    gold_by_market,
    native_speakers,
    open_to_expert,
    records_of,
    unseen_gold,
)
from assay.quality.rules.gold_library import (
    Expert,
    Record,
    Speaker,
    advice_of,
    may_answer,
    may_propose,
    signs_of,
)
from assay.stats.sampling import wilson
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.actions.setting_aside import set_aside
from assay.work.models import Claim, QueueItem, Task
from tests.quality.board_world import BRAZIL, GERMANY, market
from tests.web.quality_cast import Cast, cast_of, somebody
from tests.web.quality_world import gold_judgment, golden, judged, scored
from tests.work.world import NOW, TODAY, World, add_gold, later, make_world, person

RECORD = Record(
    created_at=NOW,
    n_shown=3,
    n_people=100,
    right=wilson(30, 40),
    early=wilson(15, 20),
    late=wilson(15, 20),
    early_seconds=12.0,
    late_seconds=11.0,
    is_before_guideline=False,
)


@pytest.mark.parametrize(
    ("level", "origin", "codes"),
    [
        (LanguageLevel.NATIVE, "original", []),
        (LanguageLevel.NATIVE, "rewritten", []),
        (LanguageLevel.NATIVE, "translated", ["gold.only_translated"]),
        (LanguageLevel.C2, "original", ["gold.not_native"]),
        (None, "translated", ["gold.only_translated", "gold.not_native"]),
    ],
)
def test_who_stands_for_the_words_of_gold(level: int | None, origin: str, codes: list[str]) -> None:
    assert [reason.code for reason in may_propose(Speaker("Ana", level), "de", origin)] == codes


@pytest.mark.parametrize(
    ("expert", "is_open", "code"),
    [
        (Expert(is_proposer=False, had_the_task=False, has_answered=False), True, None),
        (Expert(is_proposer=False, had_the_task=False, has_answered=False), False, "gold.not_open"),
        (Expert(is_proposer=True, had_the_task=False, has_answered=False), True, "gold.own_proposal"),
        (Expert(is_proposer=False, had_the_task=True, has_answered=False), True, "gold.had_the_task"),
        (Expert(is_proposer=False, had_the_task=False, has_answered=True), True, "gold.answered_already"),
    ],
)
def test_who_answers_a_proposal(expert: Expert, is_open: bool, code: str | None) -> None:
    reason = may_answer(expert, is_open=is_open)

    assert (reason.code if reason else None) == code


@pytest.mark.parametrize(
    ("record", "signs", "advice"),
    [
        (RECORD, (), ""),
        (
            replace(RECORD, early=wilson(8, 20), late=wilson(20, 20), late_seconds=4.0),
            (GoldSign.BETTER, GoldSign.FASTER),
            "Retire it: people seem to know it beforehand.",
        ),
        # Each alone is no leak: people learn, and people hurry.
        (replace(RECORD, early=wilson(8, 20), late=wilson(20, 20)), (GoldSign.BETTER,), ""),
        (replace(RECORD, late_seconds=4.0), (GoldSign.FASTER,), ""),
        # Four of five better and twice as fast, but of five answers each.
        (replace(RECORD, early=wilson(0, 5), late=wilson(5, 5), late_seconds=4.0), (), ""),
        (replace(RECORD, right=wilson(5, 30)), (GoldSign.MISSED,), "Check its answer: most people miss it."),
        (replace(RECORD, right=wilson(3, 7)), (), ""),
        (
            replace(RECORD, right=wilson(400, 400)),
            (GoldSign.EASY,),
            "Retire it: nobody misses it, so it tells people apart no more.",
        ),
        (replace(RECORD, n_shown=80), (GoldSign.WORN,), "Replace it: nearly everybody has seen it."),
        (
            replace(RECORD, is_before_guideline=True),
            (GoldSign.BEFORE_GUIDELINE,),
            "Read it again: the guideline has changed since.",
        ),
        (
            replace(RECORD, created_at=NOW - timedelta(days=181)),
            (GoldSign.OLD,),
            "Read it again: it is half a year old.",
        ),
    ],
)
def test_what_a_record_says(record: Record, signs: Sequence[GoldSign], advice: str) -> None:
    advised = advice_of(signs_of(record, NOW))

    assert (signs_of(record, NOW), advised.label if advised else "") == (signs, advice)


@pytest.fixture
def world() -> World:
    """A gold batch of three German tasks; Ana (p0) grew up with German, p1 has learnt it."""
    world = make_world(n_people=3, n_tasks=0)
    add_gold(world, 3)
    Task.objects.filter(is_gold=True).update(market=market(GERMANY))
    for nth, level in ((0, LanguageLevel.NATIVE), (1, LanguageLevel.C1)):
        ContributorLanguage.objects.create(contributor=world.people[nth], language="de", level=level)
    return world


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def reviewer(world: World, name: str) -> User:
    return somebody(name, NOW, role=Role.REVIEWER, project_id=world.project.pk)


def proposed(world: World, cast: Cast, item: str = "g0", **more: Any) -> GoldProposal:
    given: dict[str, Any] = {
        "external_id": item,
        "answers": {"match": ["yes"]},
        "reason": "The query names the brand.",
        "origin": "original",
        "speaker": world.people[0],
    }
    return propose_gold(cast.ben, project=world.project, now=NOW, **given | more)


@pytest.mark.django_db
def test_gold_is_what_all_experts_say_without_knowing_it(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)
    first, second = reviewer(world, "Mia"), reviewer(world, "Omar")

    give_opinion(first, proposal=proposal, answers={"match": "yes"}, now=later(hours=1))
    assert not Gold.objects.exists()
    decided = give_opinion(second, proposal=proposal, answers={"match": "yes"}, now=later(hours=2))

    gold = Gold.objects.get()
    assert (decided.state, decided.closed_at) == ("agreed", later(hours=2))
    assert (gold.task.external_id, gold.answers, gold.reason, gold.created_by) == (
        "g0",
        {"match": ["yes"]},
        "The query names the brand.",
        cast.ben,
    )
    # Whoever has seen the answer is never given the task.
    excluded = QueueItem.objects.get(task=gold.task).excluded
    assert excluded == [world.people[0].pk]


@pytest.mark.django_db
def test_one_expert_who_differs_is_enough_to_have_no_gold(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast, n_wanted=3)

    for name, said in (("Mia", "yes"), ("Omar", "no"), ("Ade", "yes")):
        give_opinion(reviewer(world, name), proposal=proposal, answers={"match": said}, now=NOW)

    proposal.refresh_from_db()
    assert (proposal.state, Gold.objects.count()) == ("disagreed", 0)
    assert sorted(GoldOpinion.objects.values_list("by__name", "is_same")) == [
        ("Ade", True),
        ("Mia", True),
        ("Omar", False),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"origin": "translated"}, "gold.only_translated"),
        ({"speaker": 1}, "gold.not_native"),
        ({"answers": {}}, "gold.no_answers"),
        ({"reason": " "}, "gold.needs_reason"),
        ({"n_wanted": 1}, "gold.too_few_experts"),
    ],
)
def test_what_cannot_be_proposed(world: World, cast: Cast, more: dict[str, Any], code: str) -> None:
    given = more | ({"speaker": world.people[more["speaker"]]} if "speaker" in more else {})

    with pytest.raises(Refused) as refused:
        proposed(world, cast, **given)

    assert [reason.code for reason in refused.value.reasons] == [code]
    assert not GoldProposal.objects.exists()


@pytest.mark.django_db
def test_a_task_without_a_market_or_proposed_before_is_refused(world: World, cast: Cast) -> None:
    proposed(world, cast)
    Task.objects.filter(external_id="g1").update(market=None)

    for item, code in (("g0", "gold.proposed_already"), ("g1", "gold.no_market")):
        with pytest.raises(Refused) as refused:
            proposed(world, cast, item)
        assert [reason.code for reason in refused.value.reasons] == [code]


@pytest.mark.django_db
def test_nobody_answers_what_they_proposed_wrote_or_had(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)
    speaker, had = world.people[0].user, world.people[2].user
    for reader in (speaker, had):
        Grant.objects.create(user=reader, role=Role.REVIEWER, project_id=world.project.pk, granted_at=NOW)
    claimed(world, proposal.task, world.people[2])

    for user, code in (
        (cast.ben, "gold.own_proposal"),
        (speaker, "gold.own_proposal"),
        (had, "gold.had_the_task"),
    ):
        assert not open_to_expert(user, world.project).exists()
        with pytest.raises(Refused) as refused:
            give_opinion(user, proposal=proposal, answers={"match": "yes"}, now=NOW)
        assert [reason.code for reason in refused.value.reasons] == [code]
    assert list(open_to_expert(reviewer(world, "Mia"), world.project)) == [proposal]


def claimed(world: World, task: Task, who: Contributor) -> Claim:
    return Claim.objects.create(
        item=QueueItem.objects.get(task=task),
        task=task,
        queue=QueueItem.objects.get(task=task).queue,
        stage=world.stage,
        project=world.project,
        contributor=who,
        schema_version=world.schema,
        claimed_at=NOW,
        claimed_on=TODAY,
        expires_at=later(hours=1),
        is_gold=True,
    )


@pytest.mark.django_db
def test_the_database_forbids_it_too(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)
    fields = {"proposal": proposal, "answers": {}, "is_same": True, "given_at": NOW}
    opinion = GoldOpinion.objects.create(by=reviewer(world, "Mia"), **fields)

    for broken in (
        lambda: GoldOpinion.objects.create(by=cast.ben, **fields),
        lambda: GoldOpinion.objects.create(by=world.people[0].user, **fields),
        lambda: GoldOpinion.objects.create(by=opinion.by, **fields),
        lambda: GoldOpinion.objects.update(is_same=False),
        opinion.delete,
        lambda: GoldProposal.objects.update(origin="translated"),
        lambda: GoldProposal.objects.update(n_wanted=1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


@pytest.mark.django_db
def test_an_expert_answers_every_question_with_a_possible_answer(world: World, cast: Cast) -> None:
    proposal, mia = proposed(world, cast), reviewer(world, "Mia")

    for answers, code in (({}, "gold.not_answered"), ({"match": "perhaps"}, "answer.not_an_option")):
        with pytest.raises(Refused) as refused:
            give_opinion(mia, proposal=proposal, answers=answers, now=NOW)
        assert len(refused.value.reasons) == 1
        if not answers:
            assert refused.value.reasons[0].code == code


@pytest.mark.django_db
def test_a_proposal_is_withdrawn_while_it_is_open(world: World, cast: Cast) -> None:
    proposal = proposed(world, cast)

    withdraw_proposal(cast.ben, proposal=proposal, reason="Ambiguous", now=later(hours=1))

    with pytest.raises(Refused, match="not open any more"):
        give_opinion(reviewer(world, "Mia"), proposal=proposal, answers={"match": "yes"}, now=NOW)
    with pytest.raises(Refused, match="not open any more"):
        withdraw_proposal(cast.ben, proposal=proposal, reason="Again", now=NOW)
    assert proposed(world, cast).state == "open"


@pytest.mark.django_db
def test_native_speakers_cover_narrower_tags_and_not_others() -> None:
    world = make_world(n_people=3)
    for who, tag in zip(world.people, ("pt", "pt-BR", "pt-PT"), strict=True):
        ContributorLanguage.objects.create(contributor=who, language=tag, level=LanguageLevel.NATIVE)

    found = native_speakers(market(("BR-pt", "BR", "pt-BR")))

    assert [each.pseudonym for each in found] == ["p0", "p1"]


@pytest.mark.django_db
def test_a_record_tells_the_earlier_answers_from_the_later_ones() -> None:
    found = judged()
    gold = golden(found, 1)[0]
    for nth, said in enumerate(["no", "yes", "yes", "yes"]):
        gold_judgment(found.world, gold, person(10 + nth), said=said, at=later(minutes=nth))
    assert score_gold(now=later(hours=1)) == 4

    record = records_of([gold])[gold.pk]

    assert (record.right.k, record.right.n, record.missed.k) == (3, 4, 1)
    assert (record.early.k, record.early.n, record.late.k, record.late.n) == (1, 2, 2, 2)
    assert (record.early_seconds, record.late_seconds) == (2.5, 2.5)
    assert (record.n_shown, record.is_before_guideline) == (0, False)


@pytest.mark.django_db
def test_days_of_unseen_gold_are_what_is_left_at_the_own_pace() -> None:
    found = judged()
    golds = golden(found, 6)
    refresh_eligibility(now=NOW, project_id=found.world.project.pk)
    scored(found, golds[:2], ["yes", "no"])
    for gold in golds[:2]:
        claimed(found.world, gold.task, found.world.people[0])
    Gold.objects.filter(pk=golds[5].pk).update(retired_at=NOW, retired_reason="Known")

    [first] = unseen_gold(found.world.project, later(hours=1))

    # Three of the five in use are left, and two were met on the one day.
    assert (first.pseudonym, first.unseen.n_unseen, first.unseen.per_day) == ("p0", 3, 2.0)
    assert first.unseen.days == 1.5


@pytest.mark.django_db
def test_gold_that_is_kept_for_an_exam_is_no_unseen_gold() -> None:
    found = judged()
    golds = golden(found, 6)
    refresh_eligibility(now=NOW, project_id=found.world.project.pk)
    scored(found, golds[:2], ["yes", "no"])
    for gold in golds[:2]:
        claimed(found.world, gold.task, found.world.people[0])

    with transaction.atomic():
        set_aside([gold.task_id for gold in golds[3:]])
    [first] = unseen_gold(found.world.project, later(hours=1))

    assert first.unseen.n_unseen == 1
    records = records_of(golds)
    assert [records[gold.pk].n_people > 0 for gold in (golds[2], golds[5])] == [True, False]


@pytest.mark.django_db
def test_gold_is_told_by_market_the_thinnest_first(world: World, cast: Cast) -> None:
    ProjectMarket.objects.create(project=world.project, market=market(BRAZIL))
    proposal = proposed(world, cast)
    proposed(world, cast, "g1")
    for name in ("Mia", "Omar"):
        give_opinion(reviewer(world, name), proposal=proposal, answers={"match": "yes"}, now=NOW)

    found = gold_by_market(world.project)

    assert [(each.code, each.language, each.n_in_use, each.n_proposed) for each in found] == [
        ("BR-pt", "pt", 0, 0),
        ("DE-de", "de", 1, 1),
    ]
