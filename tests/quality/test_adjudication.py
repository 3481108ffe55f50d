"""Adjudication: who may decide, what may be answered, and that nobody decides about their own work."""

from typing import Any  # Answers are JSON.

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Grant, User, Vendor
from assay.projects.rules.label_schema import LabelSchema, parse
from assay.quality.actions.adjudication import HOLD, Raised, decide, hold_next, raise_adjudications
from assay.quality.enums import AdjudicationSource, AdjudicationState, Verdict
from assay.quality.models import Adjudication
from assay.quality.queries.adjudication import adjudication_for, case_of, open_to
from assay.quality.rules.adjudication import Adjudicator, as_label, refuse_answer, refuse_person, verdict_of
from assay.work.actions.claiming import claim
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.actions.reinstating import reinstate_tasks
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.models import Task
from tests.work.world import NOW, SCHEMA, TODAY, World, later, make_world

database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((False, False, False, False), None),
        ((True, False, False, False), "adjudication.own_work"),
        ((True, True, True, True), "adjudication.own_work"),
        ((False, True, False, False), "adjudication.own_flag"),
        ((False, False, True, False), "adjudication.decided_before"),
        ((False, False, False, True), "adjudication.held"),
    ],
)
def test_who_may_decide(facts: tuple[bool, bool, bool, bool], code: str | None) -> None:
    refused = refuse_person(Adjudicator(*facts))

    assert (refused.code if refused else None) == code


def schema_of(kind: str, **more: object) -> LabelSchema:
    options = [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]
    asked: dict[str, object] = {"id": "q", "kind": kind, "label": "Q", **more}
    if "choice" in kind:
        asked["options"] = options
    return parse({**SCHEMA, "questions": [asked]})


@pytest.mark.parametrize(
    ("kind", "more", "given", "value", "codes"),
    [
        ("choice", {}, [], "a", []),
        ("choice", {}, [], "c", ["answers.not_an_option"]),
        ("choice", {}, ["old"], "old", []),
        ("choice", {}, [], None, ["adjudication.no_answer"]),
        ("multi_choice", {}, [], True, []),
        ("multi_choice", {}, [], 1, ["adjudication.no_answer"]),
        ("multi_choice", {}, [True], 1, ["adjudication.no_answer"]),
        ("scale", {"min": 1, "max": 5}, [], 3, []),
        ("scale", {"min": 1, "max": 5}, [], 6, ["answers.number_between"]),
        ("text", {"max_length": 4}, [], "good", []),
        ("text", {"max_length": 4}, [], "too long", ["answers.text_too_long"]),
        ("text", {}, [], "", ["adjudication.no_answer"]),
    ],
)
def test_what_may_be_answered(
    kind: str, more: dict[str, object], given: list[Any], value: object, codes: list[str]
) -> None:
    schema = schema_of(kind, **more)

    refused = refuse_answer(schema, schema.questions[0], value, given=given)

    assert [reason.code for reason in refused] == codes


@pytest.mark.parametrize(
    ("contested", "answer", "verdict"),
    [
        ("yes", "no", Verdict.UPHELD),
        ("yes", "yes", Verdict.NOT_UPHELD),
        (True, False, Verdict.UPHELD),
        (1, True, Verdict.UPHELD),
        (["a", "b"], ["a"], Verdict.UPHELD),
        (None, "yes", Verdict.DECIDED),
    ],
)
def test_what_the_answer_says_of_the_label(contested: object, answer: object, verdict: Verdict) -> None:
    assert verdict_of(contested, answer) == verdict


def test_of_texts_a_label_is_the_list_of_all_that_are_right() -> None:
    schema = schema_of("text")

    assert as_label(schema.questions[0], "good") == ["good"]


def somebody(world: World, name: str, role: Role = Role.REVIEWER, **where: object) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    Grant.objects.create(user=user, role=role, project_id=world.project.pk, granted_at=NOW, **where)
    return user


def disputed(n: int = 1, contested: str | None = "yes") -> tuple[World, list[Adjudication]]:
    """The first two people judged every task: one says yes, the other no."""
    world = make_world(n_people=3, n_tasks=n, overlap=3)
    tasks = list(Task.objects.order_by("pk"))
    rows = [
        RecordedJudgment(task.pk, person.pk, f'{{"match": "{said}"}}', 3.0, NOW, TODAY)
        for task in tasks
        for person, said in zip(world.people, ("yes", "no"), strict=False)
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == 2 * n
    raised(world, contested)
    return world, list(Adjudication.objects.order_by("pk"))


def raised(world: World, contested: str | None, by: User | None = None) -> dict[Any, int]:
    units = [Raised(pk, "match", contested=contested) for pk in Task.objects.values_list("pk", flat=True)]
    with transaction.atomic():
        return raise_adjudications(
            by, stage=world.stage, units=units, source=AdjudicationSource.FLAG, now=NOW
        )


@database
def test_a_verdict_says_what_is_right_and_why() -> None:
    world, [case] = disputed()
    ben = somebody(world, "Ben")

    decided = decide(
        ben, adjudication=case, answer="no", reason=" The brand is another. ", now=later(hours=1)
    )

    kept = Adjudication.objects.get()
    assert (kept.state, kept.answer, kept.verdict) == (AdjudicationState.DECIDED, "no", Verdict.UPHELD)
    assert (kept.reason, kept.decided_by, kept.decided_at) == ("The brand is another.", ben, later(hours=1))
    assert decided == kept


@database
def test_a_unit_has_one_open_adjudication_whoever_asks() -> None:
    world, [case] = disputed()

    assert list(raised(world, None).values()) == [case.pk]
    decide(somebody(world, "Ben"), adjudication=case, answer="no", reason="So.", now=NOW)
    assert list(raised(world, None).values()) != [case.pk]
    assert Adjudication.objects.count() == 2


@database
def test_the_reviewer_sees_judgments_without_authors_and_nothing_of_the_label_that_is_contested() -> None:
    _world, [case] = disputed()

    found = case_of(case)

    assert (sorted(found.given), found.choices) == (["no", "yes"], ("yes", "no"))


@database
def test_who_judged_a_task_never_decides_about_it_whatever_their_role_is_now() -> None:
    world, [case] = disputed()
    ana = world.people[0].user
    with pytest.raises(NotFound):
        adjudication_for(ana, case.uid)

    grant_role(None, user=ana, role=Role.REVIEWER, now=NOW, project_id=world.project.pk)

    assert list(open_to(ana, world.project, NOW)) == []
    assert hold_next(ana, project=world.project, now=NOW) is None
    with pytest.raises(Refused, match="You had this task as a contributor"):
        decide(ana, adjudication=adjudication_for(ana, case.uid), answer="yes", reason="Mine.", now=NOW)


@database
def test_the_database_itself_forbids_to_decide_about_the_own_work_and_to_change_a_verdict() -> None:
    world, [first, second] = disputed(2)
    ana, fields = world.people[0].user, {"state": "decided", "answer": "yes", "verdict": "upheld"}
    rows = Adjudication.objects.filter(pk=first.pk)
    decide(somebody(world, "Ben"), adjudication=second, answer="no", reason="So.", now=NOW)

    with pytest.raises(IntegrityError, match="nobody adjudicates a task they judged"), transaction.atomic():
        rows.update(**fields, reason="Mine.", decided_at=NOW, decided_by=ana)
    with pytest.raises(IntegrityError, match="quality_adjudication_decided"), transaction.atomic():
        rows.update(**fields, decided_at=NOW, decided_by=world.owner)
    decided = Adjudication.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        decided.update(verdict="not_upheld")
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        decided.delete()


@database
def test_who_has_the_task_in_hand_is_refused_and_who_decided_is_never_given_it() -> None:
    world, [case] = disputed()
    late, ben = world.people[2], somebody(world, "Ben")
    grant_role(None, user=late.user, role=Role.REVIEWER, now=NOW, project_id=world.project.pk)
    first = claim(world.worker(2), n=1, now=NOW)

    with pytest.raises(Refused, match="You had this task"):
        decide(late.user, adjudication=case, answer="no", reason="So.", now=NOW)

    assert first.n_tasks == 1
    assert decide(ben, adjudication=case, answer="no", reason="So.", now=NOW).verdict == Verdict.UPHELD


@database
def test_a_reviewer_who_also_works_is_not_given_what_they_decided() -> None:
    world, [case] = disputed()
    late = world.people[2]
    grant_role(None, user=late.user, role=Role.REVIEWER, now=NOW, project_id=world.project.pk)

    decide(late.user, adjudication=case, answer="no", reason="So.", now=NOW)

    assert claim(world.worker(2), n=1, now=NOW).n_tasks == 0


@database
def test_two_reviewers_are_offered_different_cases_until_the_hold_ends() -> None:
    world, [first, second] = disputed(2)
    ben, mia = somebody(world, "Ben"), somebody(world, "Mia", Role.QA_ANALYST)

    got = [hold_next(who, project=world.project, now=NOW) for who in (ben, mia, ben)]

    assert got == [first, second, first]
    with pytest.raises(Refused, match="Somebody else is deciding this"):
        decide(mia, adjudication=first, answer="no", reason="So.", now=later(minutes=14))
    assert hold_next(mia, project=world.project, now=NOW + HOLD) == first


@database
def test_who_flagged_does_not_decide_and_nobody_decides_the_same_twice() -> None:
    world, [case] = disputed()
    ben = somebody(world, "Ben")
    decide(ben, adjudication=case, answer="no", reason="So.", now=NOW)
    lea = somebody(world, "Lou", Role.PROJECT_OWNER)
    raised(world, "no", by=lea)
    again = Adjudication.objects.get(state="open")

    for who, sentence in ((ben, "You decided this question"), (lea, "You called this label wrong")):
        with pytest.raises(Refused, match=sentence):
            decide(who, adjudication=again, answer="no", reason="So.", now=NOW)
        assert list(open_to(who, world.project, NOW)) == []


@database
@pytest.mark.parametrize(
    ("answer", "reason", "codes"),
    [
        ("no", " ", ["adjudication.needs_reason"]),
        ("maybe", "", ["answers.not_an_option", "adjudication.needs_reason"]),
    ],
)
def test_a_verdict_without_answer_or_reason_is_refused(answer: str, reason: str, codes: list[str]) -> None:
    world, [case] = disputed()

    with pytest.raises(Refused) as refused:
        decide(somebody(world, "Ben"), adjudication=case, answer=answer, reason=reason, now=NOW)

    assert [each.code for each in refused.value.reasons] == codes


@database
def test_a_decided_case_is_not_decided_again() -> None:
    world, [case] = disputed()
    decide(somebody(world, "Ben"), adjudication=case, answer="no", reason="So.", now=NOW)

    with pytest.raises(Refused) as refused:
        decide(somebody(world, "Mia"), adjudication=case, answer="yes", reason="No.", now=NOW)

    assert [each.code for each in refused.value.reasons] == ["state.not_from_here"]


@database
def test_strangers_find_nothing_and_people_of_one_vendor_may_not_decide() -> None:
    world, [case] = disputed()
    vendor = Vendor.objects.create(name="Lingua", created_at=NOW)
    type(world.people[0]).objects.filter(pk=world.people[0].pk).update(vendor=vendor)
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)
    rita = somebody(world, "Rita", Role.REQUESTER)
    theirs = somebody(world, "Vera", Role.REVIEWER, vendor=vendor)

    for stranger in (zoe, rita):
        with pytest.raises(NotFound):
            adjudication_for(stranger, case.uid)
    with pytest.raises(Refused, match="Your role does not allow this"):
        adjudication_for(theirs, case.uid)


@database
def test_what_is_withdrawn_needs_no_answer_any_more() -> None:
    world, [first, second] = disputed(2)

    withdraw_tasks(
        None, project=world.project, external_ids=[first.task.external_id], reason="Gone.", now=later(hours=1)
    )

    assert [Adjudication.objects.get(pk=each.pk).state for each in (first, second)] == [
        AdjudicationState.CLOSED,
        AdjudicationState.OPEN,
    ]


@database
def test_what_comes_back_needs_its_answer_after_all() -> None:
    world, [case] = disputed()
    project, task = world.project, case.task
    gone = {"external_ids": [task.external_id], "reason": "Gone."}

    states = []
    for hour in (1, 3):
        withdraw_tasks(None, project=project, now=later(hours=hour), **gone)  # type: ignore[arg-type]  # As given.
        states.append(Adjudication.objects.get().state)
        reinstate_tasks(None, project=project, task_ids=[task.pk], now=later(hours=hour + 1))
        states.append(Adjudication.objects.get().state)

    assert states == [AdjudicationState.CLOSED, AdjudicationState.OPEN] * 2
    ben = somebody(world, "Ben")
    verdict = decide(ben, adjudication=case, answer="no", reason="It is not.", now=later(hours=5))
    assert (verdict.state, verdict.verdict) == (AdjudicationState.DECIDED, Verdict.UPHELD)


@database
def test_what_was_raised_anew_while_the_task_was_away_is_open_once() -> None:
    world, [case] = disputed()
    withdraw_tasks(
        None, project=world.project, external_ids=[case.task.external_id], reason="x", now=later(hours=1)
    )
    raised(world, "no")

    reinstate_tasks(None, project=world.project, task_ids=[case.task_id], now=later(hours=2))

    states = Adjudication.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [AdjudicationState.CLOSED, AdjudicationState.OPEN]
