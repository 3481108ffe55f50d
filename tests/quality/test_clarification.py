"""Questions of contributors: an owner and a clock, one answer for everybody, and tasks that wait for it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec
import pytest
from django.db.models import Sum

from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.kit.reasons import NotFound, Refused
from assay.people.models import InboxMessage
from assay.quality.actions import holding_similar
from assay.quality.actions.clarifying import (
    clarify,
    hand_over,
    release_tasks,
    remind_late,
    retire_clarification,
    settle,
)
from assay.quality.actions.holding_similar import start_holding
from assay.quality.models import HeldTask, QuestionCase
from assay.quality.queries.clarification import (
    clarifications_of,
    clusters_of,
    question_for,
    similar_to,
    waiting,
    who_may_answer,
)
from assay.quality.rules.clarification import clusters, likeness
from assay.work.actions.asking import answer_question, ask_question
from assay.work.actions.claiming import claim
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ItemState
from assay.work.models import Queue, QueueItem, Task, TaskQuestion
from tests.quality.calibrated import Room, make_room
from tests.work.world import NOW, later

database = pytest.mark.django_db
TICKET = "Is a ticket above its price fine?"


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (TICKET, TICKET.upper(), 1.0),
        ("Is a guide book a match?", "Is the guide book fine?", 0.4),
        ("of it", "of it", 0.0),
        ("Über Größe", "über GRÖSSE", 1.0),
        ("one thing", "another matter", 0.0),
    ],
)
def test_how_much_of_their_words_two_questions_share(one: str, other: str, share: float) -> None:
    assert likeness(one, other) == pytest.approx(share)
    assert likeness(other, one) == likeness(one, other)


def test_questions_that_ask_the_same_are_one_cluster() -> None:
    texts = {
        1: "What about brands?",
        2: TICKET,
        3: "A ticket above its price?",
        4: "Ticket above the price, fine?",
    }

    assert clusters(texts) == [[2, 3, 4], [1]]


@pytest.fixture
def room() -> Room:
    return make_room(n_tasks=6)


def asked(room: Room, nth: int = 0, text: str = TICKET) -> TaskQuestion:
    worker = room.world.worker(nth)
    [task, *_] = msgspec.json.decode(claim(worker, n=1, now=NOW).tasks)
    return ask_question(worker, claim=UUID(task["claim"]), text=text, now=NOW)


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as found:
        act()
    return [each.code for each in found.value.reasons]


def told(user_id: int, kind: str) -> int:
    return InboxMessage.objects.filter(user=user_id, kind=kind).count()


@database
def test_a_question_has_an_owner_and_a_clock_from_the_first(room: Room) -> None:
    question = asked(room)

    case = QuestionCase.objects.get(question=question)
    assert (case.owner, case.due_at, case.clarification) == (room.world.owner, later(days=1), None)


@database
def test_it_is_handed_over_to_who_may_answer_and_nobody_else(room: Room) -> None:
    question = asked(room)

    assert refused(lambda: hand_over(room.world.owner, question=question, to=room.ravi, now=NOW)) == [
        "clarification.cannot_answer"
    ]
    case = hand_over(room.world.owner, question=question, to=room.ben, now=NOW)

    assert (case.owner, case.due_at, told(room.ben.pk, "quality.question")) == (room.ben, later(days=1), 1)
    assert who_may_answer(room.world.project) == [room.world.owner, room.ben]


@database
def test_who_is_late_is_told_once(room: Room) -> None:
    question = asked(room)
    hand_over(room.world.owner, question=question, to=room.ben, now=NOW)
    before = told(room.ben.pk, "quality.question")

    assert [remind_late(now=later(hours=hours)) for hours in (23, 24, 25)] == [0, 1, 0]
    assert told(room.ben.pk, "quality.question") - before == 1
    assert told(room.world.owner.pk, "quality.question") == 1


@database
def test_one_answer_for_everybody(room: Room) -> None:
    questions = [asked(room, nth) for nth in (0, 1)]
    assert similar_to(questions[0]) == [questions[1]]
    assert [[each.pk for each in found.questions] for found in clusters_of(room.world.project)] == [
        [questions[1].pk, questions[0].pk]
    ]

    made = clarify(
        room.ben, project=room.world.project, questions=[each.uid for each in questions],
        asked="Tickets above their price?", answer="The seller corrects it.", section="brands", now=later(hours=1),
    )  # fmt: skip

    assert list(waiting(room.world.project)) == []
    [shown] = clarifications_of(room.world.project, "ticket CORRECTS")
    assert (shown, shown.n_asked) == (made, 2)  # type: ignore[attr-defined]  # Annotated by the query.
    assert list(clarifications_of(room.world.project, "ticket brand")) == []
    # Whoever asked has the answer, everybody else the word for everybody; nobody has both.
    messages = {
        each.pk: (told(each.pk, "work.answer"), told(each.pk, "quality.clarification"))
        for each in room.people
    }
    assert list(messages.values()) == [(1, 0), (1, 0), (0, 1), (0, 1)]
    again = lambda: clarify(  # noqa: E731
        room.ben, project=room.world.project, questions=[questions[0].uid], asked="Q", answer="A", now=NOW
    )
    assert refused(again) == ["clarification.no_question"]


@database
def test_an_answer_says_something_and_names_a_section_there_is(room: Room) -> None:
    def say(asked: str = "Q", answer: str = "A", section: str = "") -> object:
        project = room.world.project
        return clarify(
            room.ben, project=project, questions=[], asked=asked, answer=answer, section=section, now=NOW
        )

    assert refused(lambda: say(asked=" ", answer="x" * 2001)) == [
        "clarification.no_text",
        "clarification.no_text",
    ]
    assert refused(lambda: say(section="nothing")) == ["clarification.unknown_section"]


@database
def test_only_who_may_answer_does(room: Room) -> None:
    question = asked(room)

    for person, error in ((room.ravi, Refused), (room.zoe, NotFound), (room.people[0], NotFound)):
        with pytest.raises(error):
            question_for(person, question.uid)
        with pytest.raises(Refused):
            clarify(
                person, project=room.world.project, questions=[question.uid], asked="Q", answer="A", now=NOW
            )


@database
def test_for_now_becomes_for_good(room: Room) -> None:
    made = clarify(
        room.ben,
        project=room.world.project,
        questions=[],
        asked="Q",
        answer="A",
        is_provisional=True,
        now=NOW,
    )
    assert InboxMessage.objects.filter(kind="quality.clarification", title__startswith="For now").count() == 4

    final = settle(room.ben, clarification=made, answer="B", now=later(days=1))

    assert (final.answer, final.is_provisional, final.settled_by) == ("B", False, room.ben)
    assert told(room.people[0].pk, "quality.clarification") == 2
    assert refused(lambda: settle(room.ben, clarification=made, answer="C", now=NOW)) == [
        "clarification.not_provisional"
    ]


@database
def test_a_retired_answer_is_found_by_nobody(room: Room) -> None:
    made = clarify(room.ben, project=room.world.project, questions=[], asked="Q", answer="A", now=NOW)

    assert refused(lambda: retire_clarification(room.ben, clarification=made, reason=" ", now=NOW)) == [
        "clarification.no_reason"
    ]
    retire_clarification(room.ben, clarification=made, reason="Section 2 says it.", now=NOW)

    assert list(clarifications_of(room.world.project)) == []
    assert refused(lambda: settle(room.ben, clarification=made, answer="B", now=NOW)) == [
        "clarification.retired"
    ]


def parked(room: Room, *, question: TaskQuestion, phrase: str, now: datetime) -> int:
    job = run_now(start_holding(room.ben, question=question, phrase=phrase, now=now), at=now)
    assert job.state == JobState.DONE, job.error
    n: int = job.result["n_held"]
    return n


def states(room: Room) -> dict[str, int]:
    return dict(QueueItem.objects.order_by("task_id").values_list("task__external_id", "state"))


@database
def test_tasks_alike_wait_for_the_answer_and_come_back(room: Room) -> None:
    question = asked(room)
    Task.objects.filter(external_id__in=["t1", "t2", "t3"]).update(content={"text": "A Ticket for the final"})
    withdraw_tasks(
        room.world.owner, project=room.world.project, external_ids=["t3"], reason="Twice.", now=NOW
    )

    n = parked(room, question=question, phrase="ticket", now=NOW)

    assert n == 2
    assert states(room) == {"t0": 1, "t1": 3, "t2": 3, "t3": 4, "t4": 1, "t5": 1}
    work = msgspec.json.decode(claim(room.world.worker(1), n=9, now=later(minutes=1)).tasks)
    assert {each["content"]["text"] for each in work} == {"Task 0", "Task 4"}
    clarify(
        room.ben,
        project=room.world.project,
        questions=[question.uid],
        asked="Q",
        answer="A",
        now=later(hours=1),
    )
    assert states(room) == {"t0": 1, "t1": 1, "t2": 1, "t3": 4, "t4": 1, "t5": 1}
    assert HeldTask.objects.filter(released_at=None).count() == 0


@database
def test_every_open_task_is_looked_at_in_chunks_and_what_was_held_is_kept_when_it_is_stopped(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding_similar, "CHUNK", 2)
    question = asked(room)
    Task.objects.filter(external_id="t5").update(content={"text": "A ticket, the last one"})

    n = parked(room, question=question, phrase="ticket", now=NOW)

    job = Job.objects.get(kind=holding_similar.HOLD)
    assert (n, job.n_done, job.n_total) == (1, 6, Queue.objects.aggregate(n=Sum("n_open"))["n"])
    assert job.cursor["n_held"] == 1


@database
def test_a_task_in_somebodys_hands_is_not_held(room: Room) -> None:
    question = asked(room)

    parked(room, question=question, phrase="task", now=NOW)

    held = set(HeldTask.objects.values_list("item__task_id", flat=True))
    assert question.task_id not in held
    assert len(held) == 5


@database
def test_held_tasks_come_back_by_hand_or_with_a_plain_answer(room: Room) -> None:
    one, other = asked(room, 0), asked(room, 1, "Something else entirely?")
    parked(room, question=one, phrase="Task 4", now=NOW)
    parked(room, question=other, phrase="Task 5", now=NOW)

    assert release_tasks(room.ben, question=one, now=NOW) == 1
    answer_question(room.world.owner, question=other.uid, answer="Yes.", now=NOW)

    assert set(states(room).values()) == {ItemState.OPEN}
    other.refresh_from_db()
    assert refused(lambda: parked(room, question=other, phrase="Task", now=NOW)) == ["clarification.answered"]
    assert refused(lambda: parked(room, question=one, phrase="T ", now=NOW)) == ["clarification.short_phrase"]
