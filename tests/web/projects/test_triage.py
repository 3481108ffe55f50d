"""Triage: who may see it, and what the buttons do."""

from uuid import UUID

import msgspec
import pytest
from pytest_django import DjangoAssertNumQueries

from assay.kit.clock import now
from assay.people.models import InboxMessage
from assay.work.actions.asking import ask_question
from assay.work.actions.claiming import claim
from assay.work.actions.leases import skip
from assay.work.actions.reporting import report_now
from assay.work.enums import ItemState, ReportKind, ReportOutcome, SkipReason
from assay.work.models import QueueItem, Task, TaskQuestion, UrgentReport
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_people=3, n_tasks=3)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def held(world: World, nth: int = 0) -> UUID:
    [task] = msgspec.json.decode(claim(world.worker(nth), n=1, now=now()).tasks)
    return UUID(task["claim"])


def test_triage_is_there_for_those_who_manage_tasks(world: World, people: People) -> None:
    found = statuses(people, address("project-triage", world.project.uid))

    assert found == {
        "nobody": 302,
        "lea": 200,
        "ben": 403,
        "rita": 403,
        "ravi": 403,
        "mia": 403,
        "omar": 403,
        "ana": 404,
        "zoe": 404,
    }


def test_an_empty_triage_says_so(world: World, people: People) -> None:
    page = text(signed_in(people.cast.lea), address("project-triage", world.project.uid))

    assert ("No skipped task waits" in page, "No question waits" in page) == (True, True)


def test_lea_answers_a_question(world: World, people: People) -> None:
    question = ask_question(world.worker(), claim=held(world), text="Is a guide a match?", now=now())
    lea = signed_in(people.cast.lea)
    assert "Is a guide a match?" in text(lea, address("project-triage", world.project.uid))

    lea.post(address("question-answer", question.uid), {"answer": "No.", "project": world.project.uid})

    assert TaskQuestion.objects.get().answer == "No."
    assert InboxMessage.objects.filter(user=world.people[0].user, kind="work.answer").count() == 1


def test_zoe_can_answer_and_close_nothing(world: World, people: People) -> None:
    in_hand = held(world)
    question = ask_question(world.worker(), claim=in_hand, text="Why?", now=now())
    report = report_now(world.worker(), claim=in_hand, kind=ReportKind.ILLEGAL, now=now())
    zoe = signed_in(people.cast.zoe)

    answers = [
        zoe.post(address("question-answer", question.uid), {"answer": "So."}).status_code,
        zoe.post(address("report-take", report.uid)).status_code,
        zoe.post(address("report-close", report.uid), {"outcome": "unfounded", "note": "x"}).status_code,
    ]

    assert answers == [404, 404, 404]


def test_a_report_is_taken_and_closed(world: World, people: People) -> None:
    report = report_now(world.worker(), claim=held(world), kind=ReportKind.ILLEGAL, text="Look", now=now())
    lea = signed_in(people.cast.lea)
    assert "14 minutes left" in text(lea, address("project-triage", world.project.uid))

    lea.post(address("report-take", report.uid), {"project": world.project.uid})
    lea.post(address("report-close", report.uid), {"outcome": "unfounded", "note": "A costume."})

    found = UrgentReport.objects.get()
    assert (found.taken_by, found.outcome) == (people.cast.lea, ReportOutcome.UNFOUNDED)
    assert Task.objects.filter(withdrawn_at=None).count() == 3


def test_skipped_tasks_go_back_or_out(world: World, people: People) -> None:
    for nth in range(2):
        skip(
            world.worker(nth),
            claim=held(world, nth),
            reason=SkipReason.CONTENT_BROKEN,
            comment="No picture",
            now=now(),
        )
    lea, task = signed_in(people.cast.lea), Task.objects.order_by("pk")[0]
    where = address("project-triage-decide", world.project.uid)
    assert "No picture" in text(lea, address("project-triage", world.project.uid))

    lea.post(where, {"decision": "requeue", "task": [task.uid]})
    assert QueueItem.objects.get(task=task).state == ItemState.OPEN
    lea.post(where, {"decision": "withdraw", "task": [task.uid], "reason": "Broken."})
    assert QueueItem.objects.get(task=task).state == ItemState.WITHDRAWN
    assert (
        "Choose at least one task" in lea.post(where, {"decision": "requeue"}, follow=True).content.decode()
    )


def test_the_number_of_queries_does_not_grow(
    world: World, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(3):
        in_hand = held(world, nth)
        ask_question(world.worker(nth), claim=in_hand, text=f"Why {nth}?", now=now())
        skip(world.worker(nth), claim=in_hand, reason=SkipReason.OTHER, now=now())
    lea = signed_in(people.cast.lea)

    with django_assert_max_num_queries(20):
        lea.get(address("project-triage", world.project.uid))
