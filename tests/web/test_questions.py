"""Pages of questions: who finds what, one answer for everybody, and what contributors can look up."""

from uuid import UUID

import msgspec
import pytest

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.quality.actions.board import run_board
from assay.quality.actions.clarifying import clarify
from assay.quality.actions.holding_similar import HOLD
from assay.quality.models import BoardPair, Clarification, HeldTask, QuestionCase
from assay.work.actions.asking import ask_question
from assay.work.actions.claiming import claim
from assay.work.models import TaskQuestion
from tests.quality.board_world import judge_all
from tests.quality.calibrated import Room, make_room
from tests.web.quality_cast import address, n_queries, signed_in, text
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room()


def asked(room: Room, nth: int = 0, words: str = "Is a sub-brand a match?") -> TaskQuestion:
    worker = room.world.worker(nth)
    [task, *_] = msgspec.json.decode(claim(worker, n=1, now=NOW).tasks)
    return ask_question(worker, claim=UUID(task["claim"]), text=words, now=NOW)


def codes(room: Room, where: str) -> dict[str, int]:
    people = {
        "nobody": None, "ben": room.ben, "lea": room.world.owner, "ravi": room.ravi, "ana": room.people[0],
        "zoe": room.zoe,
    }  # fmt: skip
    return {name: signed_in(user).get(where).status_code for name, user in people.items()}


def test_questions_are_for_who_answers_them(room: Room) -> None:
    question = asked(room)
    found = {"nobody": 302, "ben": 200, "lea": 200, "ravi": 403, "ana": 404, "zoe": 404}

    assert codes(room, address("questions", room.world.project.uid)) == found
    assert codes(room, address("question", question.uid)) == found
    members = codes(room, address("questions-answered", room.world.project.uid))
    assert members == {"nobody": 302, "ben": 200, "lea": 200, "ravi": 200, "ana": 200, "zoe": 404}


def test_a_question_is_answered_for_everybody_on_its_page(room: Room) -> None:
    question, other = asked(room), asked(room, 1)
    ben = signed_in(room.ben)
    shown = text(ben, address("question", question.uid))

    form = {"asked": "Sub-brands?", "answer": "They match.", "section": "brands", "also": [str(other.uid)]}
    answer = ben.post(address("question", question.uid), form)

    assert "These ask the same" in shown
    assert answer.status_code == 302
    assert QuestionCase.objects.filter(clarification=Clarification.objects.get()).count() == 2
    found = text(
        signed_in(room.people[2]), address("questions-answered", room.world.project.uid) + "?q=match"
    )
    assert "They match." in found
    assert "Brands" in found
    none = text(
        signed_in(room.people[2]), address("questions-answered", room.world.project.uid) + "?q=ticket"
    )
    assert "They match." not in none


def test_a_refused_answer_keeps_what_was_typed(room: Room) -> None:
    question = asked(room)

    answer = signed_in(room.ben).post(
        address("question", question.uid), {"asked": "Sub-brands, all?", "answer": ""}
    )

    assert answer.status_code == 422
    assert "Sub-brands, all?" in answer.content.decode()


def test_tasks_are_held_and_handed_over_on_its_page(room: Room) -> None:
    question = asked(room)
    ben = signed_in(room.ben)

    ben.post(address("question-hold", question.uid), {"phrase": "Task"})
    run_now(Job.objects.get(kind=HOLD), at=NOW)
    held = HeldTask.objects.count()
    ben.post(address("question-hand-over", question.uid), {"to": str(room.ben.uid)})
    shown = text(ben, address("question", question.uid))
    ben.post(address("question-release", question.uid))

    assert held == 2
    assert "2 held" in shown
    assert "answered by Ben" in shown
    assert HeldTask.objects.filter(released_at=None).count() == 0


def test_answers_are_settled_retired_and_proposed(room: Room) -> None:
    made = clarify(
        room.ben,
        project=room.world.project,
        questions=[],
        asked="Q?",
        answer="A.",
        is_provisional=True,
        now=NOW,
    )
    ben = signed_in(room.ben)

    ben.post(address("clarification-settle", made.uid), {"answer": "Always."})
    ben.post(address("clarification-retire", made.uid), {"reason": "The guideline says it."})
    form = text(
        ben, address("proposal-new", room.world.project.uid) + "?source=question&text=Always.&section=brands"
    )

    made.refresh_from_db()
    assert (made.answer, made.is_provisional, made.retired_reason) == (
        "Always.",
        False,
        "The guideline says it.",
    )
    assert "Always." in form


def test_several_questions_that_ask_the_same_propose_an_edit(room: Room) -> None:
    asked(room), asked(room, 1)

    shown = text(signed_in(room.ben), address("questions", room.world.project.uid))

    assert "Asked 2 times: Is a sub-brand a match?" in shown
    assert "source=cluster" in shown


def test_an_option_that_only_some_choose_is_not_mistaken_for_nothing(room: Room) -> None:
    judge_all(room.world, ["yn"])
    run = run_board(None, stage=room.world.stage, now=NOW)
    BoardPair.objects.filter(run=run).update(other="")

    shown = text(signed_in(room.ben), address("questions", room.world.project.uid))

    assert "Some choose “Yes”, others do not: Match?" in shown
    assert "“”" not in shown


def test_questions_are_listed_with_equally_many_queries(room: Room) -> None:
    ben, where = signed_in(room.ben), address("questions", room.world.project.uid)
    numbers = []
    for nth in range(3):
        asked(room, nth, f"Question number {nth} about {'xyz'[nth] * 4}")
        clarify(room.ben, project=room.world.project, questions=[], asked="Q?", answer="A.", now=NOW)
        numbers.append(n_queries(ben, where))

    assert numbers[0] == numbers[1] == numbers[2]
