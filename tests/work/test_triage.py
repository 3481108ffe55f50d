"""Skips park and re-route tasks, questions get one answer, reports lock at once and call until somebody comes."""

from datetime import datetime
from typing import Any  # Given by name.
from uuid import UUID

import msgspec
import pytest

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage, Market, User
from assay.projects.models import Project, ProjectMarket
from assay.work.actions.asking import answer_question, ask_question
from assay.work.actions.claiming import claim, submit
from assay.work.actions.leases import skip
from assay.work.actions.rating_by_machine import rate_by_machine
from assay.work.actions.rating_content import rate_content
from assay.work.actions.reporting import call_again, close_report, report_now, take_report
from assay.work.actions.triaging import correct_content, requeue_tasks, send_to_market
from assay.work.enums import ClaimState, ContentSeverity, ItemState, ReportKind, ReportOutcome, SkipReason
from assay.work.models import Claim, QueueItem, Task, UrgentReport
from assay.work.queries.triage import skipped_tasks
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db


def held(world: World, nth: int = 0, now: datetime = NOW) -> UUID:
    [task] = msgspec.json.decode(claim(world.worker(nth), n=1, now=now).tasks)
    return UUID(task["claim"])


def allow(world: World, role: Role = Role.PROJECT_OWNER) -> User:
    Grant.objects.create(user=world.owner, role=role, project_id=world.project.pk, granted_at=NOW)
    return world.owner


def serve(world: World, code: str) -> Market:
    market = Market.objects.create(code=code, name=code, region=code[:2], language=code[-2:])
    ProjectMarket.objects.create(project=world.project, market=market)
    return market


def pass_on(world: World, nth: int, reason: SkipReason, *, market: str = "", comment: str = "") -> None:
    skip(world.worker(nth), claim=held(world, nth), reason=reason, market=market, comment=comment, now=NOW)


@pytest.mark.parametrize(
    ("reason", "n_people"),
    [
        (SkipReason.CONTENT_BROKEN, 2),
        (SkipReason.WRONG_LANGUAGE, 2),
        (SkipReason.UNCLEAR_GUIDELINE, 3),
        (SkipReason.OTHER, 3),
    ],
)
def test_a_task_is_parked_when_enough_people_skip_it_for_one_reason(
    reason: SkipReason, n_people: int
) -> None:
    world = make_world(n_people=4, n_tasks=1)
    for nth in range(n_people - 1):
        pass_on(world, nth, reason)
    assert QueueItem.objects.get().state == ItemState.OPEN

    pass_on(world, n_people - 1, reason, comment="No picture")

    item = QueueItem.objects.get()
    assert (item.state, item.is_claimable) == (ItemState.PARKED, False)
    assert claim(world.worker(3), n=1, now=NOW).n_tasks == 0
    [found] = skipped_tasks(world.project)
    assert (found.is_parked, found.n_skips, found.skip_reasons, found.comments) == (
        True,
        n_people,
        [reason],
        ["No picture"],
    )


def test_different_reasons_and_discomfort_park_nothing() -> None:
    world = make_world(n_people=6, n_tasks=1)

    for nth in range(4):
        pass_on(world, nth, SkipReason.NOT_COMFORTABLE)
    pass_on(world, 4, SkipReason.CONTENT_BROKEN)
    pass_on(world, 5, SkipReason.OTHER)

    assert QueueItem.objects.get().state == ItemState.OPEN


def test_a_requeued_task_comes_back_once_and_leaves_the_list() -> None:
    world = make_world(n_people=4, n_tasks=1)
    for nth in range(2):
        pass_on(world, nth, SkipReason.CONTENT_BROKEN)

    n = requeue_tasks(
        allow(world), project=world.project, tasks=[Task.objects.get().uid], now=later(minutes=1)
    )

    assert (n, skipped_tasks(world.project)) == (1, [])
    submit(world.worker(2), world.submission(held(world, 2, later(minutes=2))), now=later(minutes=3))
    assert QueueItem.objects.get().state == ItemState.DONE


def test_who_names_the_market_sends_the_task_there_once() -> None:
    world = make_world(n_people=3, n_tasks=1)
    serve(world, "FR-fr")
    serve(world, "BR-pt")

    pass_on(world, 0, SkipReason.WRONG_LANGUAGE, market="FR-fr")

    task, item = Task.objects.select_related("market").get(), QueueItem.objects.select_related("queue").get()
    assert task.market is not None
    assert (task.market.code, item.queue.market_id, item.state) == ("FR-fr", task.market_id, ItemState.OPEN)
    assert claim(world.worker(1), n=1, now=NOW).n_tasks == 0


def test_a_market_the_project_does_not_serve_sends_nothing_anywhere() -> None:
    world = make_world(n_people=3, n_tasks=1)

    pass_on(world, 0, SkipReason.WRONG_LANGUAGE, market="FR-fr")

    assert Task.objects.get().market_id is None
    assert claim(world.worker(1), n=1, now=NOW).n_tasks == 1


def test_the_owner_sends_a_task_to_its_market() -> None:
    world = make_world(n_people=3, n_tasks=1)
    market = serve(world, "FR-fr")
    owner = allow(world)
    tasks = [Task.objects.get().uid]

    assert send_to_market(owner, project=world.project, tasks=tasks, market="FR-fr", now=NOW) == 1

    assert QueueItem.objects.select_related("queue").get().queue.market_id == market.pk
    with pytest.raises(Refused):
        send_to_market(owner, project=world.project, tasks=tasks, market="XX-xx", now=NOW)


def test_content_is_corrected_only_while_nobody_has_answered() -> None:
    world = make_world(n_people=3, n_tasks=1)
    owner, task = allow(world), Task.objects.get()
    for nth in range(2):
        pass_on(world, nth, SkipReason.CONTENT_BROKEN)

    correct_content(owner, project=world.project, task=task.uid, content={"text": "Mended"}, now=NOW)

    [given] = msgspec.json.decode(claim(world.worker(2), n=1, now=NOW).tasks)
    assert given["content"] == {"text": "Mended"}
    with pytest.raises(Refused) as refused:
        correct_content(owner, project=world.project, task=task.uid, content={"text": "Again"}, now=NOW)
    assert refused.value.reasons[0].code == "work.has_answers"


def test_what_a_machine_said_of_other_content_is_forgotten_and_what_people_said_is_not() -> None:
    world = make_world(n_tasks=2)
    Project.objects.filter(pk=world.project.pk).update(segment="trust_and_safety")
    project = Project.objects.get(pk=world.project.pk)
    owner, (first, second) = allow(world), Task.objects.order_by("pk")
    Task.objects.update(severity=None)
    rate_by_machine(project=project, machine="Own v1", levels={first.pk: 0, second.pk: 0}, now=NOW)
    mild: dict[str, Any] = {"severity": ContentSeverity.MILD, "category": "", "reason": "A drawing."}
    rate_content(owner, task=second, **mild, now=NOW)

    for task in (first, second):
        correct_content(owner, project=project, task=task.uid, content={"text": "Mended"}, now=NOW)

    items = QueueItem.objects.order_by("task").values_list("task__severity", "queue__severity")
    assert list(items) == [(None, ContentSeverity.HIGH), (1, 1)]


def test_a_question_is_asked_once_and_answered_once() -> None:
    world = make_world(n_tasks=1)
    owner, in_hand = allow(world), held(world)

    question = ask_question(world.worker(), claim=in_hand, text=" Is a guide a match? ", now=NOW)
    again = ask_question(world.worker(), claim=in_hand, text="Is a guide a match?", now=NOW)

    assert (question.pk, question.text) == (again.pk, "Is a guide a match?")
    assert InboxMessage.objects.get(user=owner).kind == "work.question"
    answer_question(owner, question=question.uid, answer="No.", now=later(hours=1))
    assert InboxMessage.objects.get(user=world.people[0].user).body == "Is a guide a match?\n\nNo."
    with pytest.raises(Refused) as refused:
        answer_question(owner, question=question.uid, answer="Yes.", now=later(hours=2))
    assert refused.value.reasons[0].code == "work.answered_already"


def test_nobody_asks_about_a_task_of_somebody_else() -> None:
    world = make_world(n_tasks=1)
    in_hand = held(world, 0)

    with pytest.raises(NotFound):
        ask_question(world.worker(1), claim=in_hand, text="May I?", now=NOW)
    with pytest.raises(NotFound):
        report_now(world.worker(1), claim=in_hand, kind=ReportKind.ILLEGAL, now=NOW)


def test_a_report_locks_the_task_at_once_also_in_other_peoples_hands() -> None:
    world = make_world(n_people=3, n_tasks=1, overlap=3)
    first, second = held(world, 0), held(world, 1)

    report = report_now(world.worker(0), claim=first, kind=ReportKind.ILLEGAL, text="Look", now=NOW)
    same = report_now(world.worker(1), claim=second, kind=ReportKind.IMMINENT_HARM, now=NOW)

    assert report.pk == same.pk
    assert {each.state for each in Claim.objects.all()} == {ClaimState.WITHDRAWN}
    assert claim(world.worker(2), n=1, now=NOW).n_tasks == 0
    assert InboxMessage.objects.get(user=world.owner).kind == "work.report"
    with pytest.raises(Refused):
        submit(world.worker(1), world.submission(second), now=NOW)


def test_an_unfounded_report_gives_the_task_back() -> None:
    world = make_world(n_people=2, n_tasks=1)
    owner = allow(world)
    report = report_now(world.worker(0), claim=held(world, 0), kind=ReportKind.ILLEGAL, now=NOW)

    close_report(owner, report=report.uid, outcome=ReportOutcome.UNFOUNDED, note="A costume.", now=NOW)

    assert Task.objects.get().withdrawn_at is None
    assert claim(world.worker(1), n=1, now=NOW).n_tasks == 1
    with pytest.raises(Refused):
        close_report(owner, report=report.uid, outcome=ReportOutcome.CONFIRMED, note="No.", now=NOW)


def test_administrators_are_called_when_nobody_takes_a_report_in_time() -> None:
    world = make_world(n_tasks=1)
    omar = User.objects.create(email="omar@example.org", name="Omar", created_at=NOW)
    Grant.objects.create(user=omar, role=Role.ADMINISTRATOR, granted_at=NOW)
    report = report_now(world.worker(), claim=held(world), kind=ReportKind.IMMINENT_HARM, now=NOW)

    assert call_again(now=later(minutes=14)) == 0
    assert call_again(now=later(minutes=15)) == 1
    assert call_again(now=later(minutes=16)) == 0

    assert InboxMessage.objects.filter(user=omar).count() == 1
    take_report(omar, report=report.uid, now=later(minutes=17))
    assert call_again(now=later(minutes=60)) == 0
    assert UrgentReport.objects.get().taken_by == omar


def test_strangers_find_no_report_and_no_question() -> None:
    world = make_world(n_tasks=1)
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)
    in_hand = held(world)
    question = ask_question(world.worker(), claim=in_hand, text="Why?", now=NOW)
    report = report_now(world.worker(), claim=in_hand, kind=ReportKind.ILLEGAL, now=NOW)

    with pytest.raises(NotFound):
        answer_question(zoe, question=question.uid, answer="So.", now=NOW)
    with pytest.raises(NotFound):
        take_report(zoe, report=report.uid, now=NOW)
