"""Gold: what is right, when it is scored, and accuracy over the newest scores."""

from collections.abc import Sequence
from typing import Any  # Answers are JSON.

import pytest

from assay.kit.ids import new_uid
from assay.kit.reasons import Refused
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Contributor
from assay.quality.actions.gold import add_gold, restore_gold, retire_gold, score_gold
from assay.quality.models import Gold, GoldResult
from assay.quality.queries.gold import (
    ContributorAccuracy,
    accuracy_by_contributor,
    gold_accuracy,
    gold_of,
    n_gold_in_use,
    project_gold_accuracy,
    scored_contributors,
    tasks_without_answer,
)
from assay.quality.rules.gold import wrong_questions
from assay.stats.sampling import Share, wilson
from assay.work.actions.claiming import Dice, claim
from assay.work.models import Claim, Judgment, Retraction, Task
from tests.work.world import NOW, TODAY, World, add_tasks, later, make_world
from tests.work.world import add_gold as add_gold_tasks

database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "given", "wrong"),
    [
        ({"q": ["yes"]}, {"q": "yes"}, []),
        ({"q": ["yes", "maybe"]}, {"q": "maybe"}, []),
        ({"q": ["yes"]}, {"q": "no"}, ["q"]),
        ({"q": ["yes"]}, {}, ["q"]),
        ({"q": [3]}, {"q": 3}, []),
        ({"q": [["a", "b"]]}, {"q": ["b", "a"]}, []),
        ({"q": [["a", "b"]]}, {"q": ["a"]}, ["q"]),
        ({"q": [["a"], ["b"]]}, {"q": ["b"]}, []),
        ({"q": [{"r1": "good", "r2": "bad"}]}, {"q": {"r2": "bad", "r1": "good"}}, []),
        ({"q": ["yes"], "p": ["no"]}, {"q": "yes", "p": "yes"}, ["p"]),
        ({"q": ["yes"]}, {"q": "yes", "p": "anything"}, []),
    ],
)
def test_an_answer_is_right_when_it_is_among_the_accepted_ones(
    accepted: dict[str, Any], given: dict[str, Any], wrong: list[str]
) -> None:
    assert wrong_questions(accepted, given) == wrong


def gold_world(n: int = 3) -> tuple[World, list[Gold]]:
    world = make_world(n_tasks=1, gold_share=0.5, undo_seconds=30)
    golds = [
        Gold.objects.create(
            task=task, project=world.project, answers={"match": ["yes"]}, reason="Brand", created_at=NOW
        )
        for task in add_gold_tasks(world, n)
    ]
    return world, golds


def judge(world: World, gold: Gold, said: str, *, who: int = 0, seconds: float = 0) -> Judgment:
    return Judgment.objects.create(
        task=gold.task,
        stage=world.stage,
        project=world.project,
        contributor=world.people[who],
        answers={"match": said},
        schema_version=world.schema,
        is_gold=True,
        client_key=new_uid().hex,
        handling_seconds=1,
        submitted_at=later(seconds=seconds),
        work_on=TODAY,
    )


def scores(who: Contributor) -> list[tuple[bool, list[str]]]:
    found = GoldResult.objects.filter(contributor=who).order_by("judged_at")
    return list(found.values_list("is_correct", "wrong_questions"))


@database
def test_a_judgment_is_scored_once_it_can_no_longer_be_undone_and_only_once() -> None:
    world, (gold, *_) = gold_world()
    judge(world, gold, "no")

    n_scored = [score_gold(now=later(seconds=seconds)) for seconds in (29, 30, 31)]

    assert n_scored == [0, 1, 0]
    assert scores(world.people[0]) == [(False, ["match"])]
    result = GoldResult.objects.get()
    assert (result.stage_id, result.gold_id, result.judged_at) == (world.stage.pk, gold.pk, NOW)


@database
def test_a_judgment_that_was_taken_back_is_not_scored() -> None:
    world, (first, second, _) = gold_world()
    Retraction.objects.create(judgment=judge(world, first, "no"), reason="undo", retracted_at=NOW)
    judge(world, second, "yes")

    assert score_gold(now=later(hours=1)) == 1
    assert scores(world.people[0]) == [(True, [])]


@database
def test_scoring_one_project_leaves_the_others() -> None:
    world, (gold, *_) = gold_world()
    judge(world, gold, "yes")

    assert score_gold(now=later(hours=1), project_id=world.project.pk + 1) == 0
    assert score_gold(now=later(hours=1), project_id=world.project.pk) == 1


@database
def test_a_retired_gold_task_keeps_its_scores_and_goes_to_nobody() -> None:
    world, (gold, *_) = gold_world()
    judge(world, gold, "yes")
    score_gold(now=later(hours=1))

    retire_gold(None, gold=gold, reason="Ambiguous", now=later(hours=2))  # type: ignore[arg-type]  # The system.

    gold.refresh_from_db()
    assert (gold.retired_at, gold.retired_reason) == (later(hours=2), "Ambiguous")
    assert Task.objects.get(pk=gold.task_id).withdrawn_at == later(hours=2)
    assert (project_gold_accuracy(world.project.pk), n_gold_in_use(world.project.pk)) == (wilson(1, 1), 2)


def answered(world: World, golds: Sequence[Gold], right: Sequence[bool], who: int = 0) -> None:
    for nth, (gold, is_right) in enumerate(zip(golds, right, strict=True)):
        judge(world, gold, "yes" if is_right else "no", who=who, seconds=nth)
    score_gold(now=later(hours=1))


@database
def test_accuracy_counts_the_newest_scores_of_the_window() -> None:
    world, golds = gold_world(5)
    answered(world, golds, [False, False, True, True, False])
    who, stage = world.people[0].pk, world.stage.pk

    whole, newest = gold_accuracy(who, stage), gold_accuracy(who, stage, window=3)

    # 2 of 3 by Wilson's formula, by hand: (0.6667 + 0.6402 ± 0.8336) / 2.2805.
    assert (newest.k, newest.n) == (2, 3)
    assert newest.low == pytest.approx(0.2077, abs=5e-5)
    assert newest.high == pytest.approx(0.9385, abs=5e-5)
    assert (whole.k, whole.n) == (2, 5)
    assert gold_accuracy(world.people[1].pk, stage) == Share(0, 0, None, None, None, 0.95, "wilson")


@database
def test_accuracy_of_a_project_is_over_all_scores_and_of_people_over_their_windows() -> None:
    world, golds = gold_world(3)
    answered(world, golds, [False, True, True], who=0)
    answered(world, golds[:1], [False], who=1)
    ana, ade = world.people

    found = accuracy_by_contributor(world.project.pk, [ana.pk, ade.pk], window=2)

    assert found == [
        ContributorAccuracy(ana.uid, "p0", wilson(2, 2)),
        ContributorAccuracy(ade.uid, "p1", wilson(0, 1)),
    ]
    assert project_gold_accuracy(world.project.pk) == wilson(2, 4)
    assert accuracy_by_contributor(world.project.pk, [ade.pk]) == found[1:]
    assert accuracy_by_contributor(world.project.pk + 1, [ana.pk]) == []
    assert list(scored_contributors(world.project.pk)) == [ana, ade]


@database
def test_gold_in_use_comes_first_with_its_counts() -> None:
    world, golds = gold_world(3)
    answered(world, golds[:2], [True, False], who=0)
    answered(world, golds[:1], [False], who=1)
    Gold.objects.filter(pk=golds[0].pk).update(retired_at=NOW)

    rows = [(each.task.external_id, each.n_right, each.n_scores) for each in gold_of(world.project.pk)]  # type: ignore[attr-defined]  # Annotated.

    assert rows == [("g2", 0, 0), ("g1", 0, 1), ("g0", 1, 2)]


@database
def test_tasks_of_gold_batches_wait_until_they_have_an_answer() -> None:
    world = make_world(n_tasks=2)
    add_gold_tasks(world, 3)

    def waiting() -> list[str]:
        return list(tasks_without_answer(world.project.pk).values_list("external_id", flat=True))

    before = waiting()
    add_gold(
        None,  # type: ignore[arg-type]  # The system.
        project=world.project,
        external_id="g1",
        answers={"match": ["no"]},
        reason="Another brand",
        now=NOW,
    )

    assert (before, waiting()) == (["g0", "g1", "g2"], ["g0", "g2"])


@database
@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"match": ["maybe"]}, "answers.not_an_option"),
        ({"match": [3]}, "answers.not_an_option"),
        ({"match": []}, "gold.no_answers"),
        ({"colour": ["red"]}, "gold.unknown_question"),
    ],
)
def test_an_accepted_answer_must_be_one_that_can_be_given(
    answers: dict[str, list[object]], code: str
) -> None:
    world = make_world(n_tasks=0)
    add_gold_tasks(world, 1)
    grant_role(None, user=world.owner, role=Role.ADMINISTRATOR, now=NOW)

    with pytest.raises(Refused) as refused:
        add_gold(world.owner, project=world.project, external_id="g0", answers=answers, reason="So.", now=NOW)

    assert [reason.code for reason in refused.value.reasons] == [code]
    assert not Gold.objects.exists()


@database
def test_retired_gold_stays_retired() -> None:
    world = make_world(n_tasks=0)
    add_gold_tasks(world, 1)
    grant_role(None, user=world.owner, role=Role.ADMINISTRATOR, now=NOW)
    known = {"project": world.project, "external_id": "g0", "answers": {"match": ["yes"]}, "reason": "So."}
    gold = add_gold(world.owner, now=NOW, **known)  # type: ignore[arg-type]  # Spelled out above.
    retire_gold(world.owner, gold=gold, reason="Wrong.", now=NOW)

    with pytest.raises(Refused, match="retired"):
        add_gold(world.owner, now=NOW, **known)  # type: ignore[arg-type]  # Spelled out above.


@database
def test_restored_gold_is_shown_again_but_never_to_who_has_seen_it() -> None:
    world, golds = gold_world(1)
    lea = world.owner
    grant_role(None, user=lea, role=Role.PROJECT_OWNER, now=NOW, project_id=world.project.pk)
    mixed = Dice(share=0.0, place=0.0)
    add_tasks(world, 6, prefix="more")
    seen = claim(world.worker(0), n=1, now=NOW, dice=mixed)
    retire_gold(lea, gold=golds[0], reason="Ambiguous", now=later(minutes=1))

    restore_gold(lea, gold=Gold.objects.get(), now=later(minutes=2))

    kept = Gold.objects.get()
    assert (seen.n_tasks, kept.retired_at, kept.retired_reason) == (1, None, "")
    for nth in (0, 1):
        claim(world.worker(nth), n=1, now=later(minutes=3), dice=mixed)
    shown = Claim.objects.filter(is_gold=True).values_list("contributor__pseudonym", flat=True).order_by("pk")
    assert list(shown) == ["p0", "p1"]
    assert gold_of(world.project.pk).get().n_shown == 2  # type: ignore[attr-defined]  # Annotated.
    with pytest.raises(Refused, match="in use"):
        restore_gold(lea, gold=kept, now=later(minutes=4))
