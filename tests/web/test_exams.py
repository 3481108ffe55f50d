"""Exams on pages: sat by contributors, kept by who keeps gold."""

import json

import pytest

from assay.kit.clock import now
from assay.people.models import ContributorSkill, Skill
from assay.training.models import Exam, ExamAttempt
from assay.training.queries.own_exams import next_answer
from tests.training.exams import exam_in, gold_in, sit
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import make_world, person

pytestmark = pytest.mark.django_db


def test_ana_learns_passes_and_is_qualified() -> None:
    world = make_world(needs_acknowledgment=False)
    cast_of(world)
    exam = exam_in(world)
    ana = signed_in(world.people[0].user)

    home, learn = text(ana, "/"), text(ana, "/learn/")
    begun = ana.post(f"/exams/{exam.uid}/")
    attempt = ExamAttempt.objects.get()
    first = text(ana, begun.headers["Location"])
    for _ in range(4):
        given = next_answer(attempt)
        assert given is not None
        ana.post(begun.headers["Location"], {"question": given.uid, "answers": json.dumps({"match": "yes"})})
    result = text(ana, begun.headers["Location"])

    assert "What to learn next" in home
    assert "Exam to pass" in learn
    assert "Question 1 of 4." in first
    assert "It does." not in first
    assert "You are qualified for" in result
    assert ContributorSkill.objects.get().score == 100
    assert "What to learn next" not in text(ana, "/")
    assert "Qualified until" in text(ana, "/learn/")


def test_a_wrong_form_and_an_old_page_cost_nothing() -> None:
    world = make_world(needs_acknowledgment=False)
    cast_of(world)
    exam = exam_in(world)
    ana = signed_in(world.people[0].user)
    where = ana.post(f"/exams/{exam.uid}/").headers["Location"]
    attempt = ExamAttempt.objects.get()
    given = next_answer(attempt)
    assert given is not None

    broken = ana.post(where, {"question": given.uid, "answers": "{"})
    empty = ana.post(where, {"question": given.uid, "answers": "{}"})
    old = ana.post(where, {"question": attempt.uid, "answers": json.dumps({"match": "yes"})})

    assert (broken.status_code, empty.status_code, old.status_code) == (422, 422, 302)
    assert attempt.answers.filter(answered_at__isnull=False).count() == 0


def test_a_failure_says_when_one_may_try_again_and_no_answers() -> None:
    world = make_world(needs_acknowledgment=False)
    cast_of(world)
    exam = exam_in(world)
    attempt = sit(world.people[0], exam, n_right=1, at=now())
    ana = signed_in(world.people[0].user)

    result = text(ana, f"/exam-attempts/{attempt.uid}/")
    page = text(ana, f"/exams/{exam.uid}/")
    refused = ana.post(f"/exams/{exam.uid}/")

    assert ("Not passed this time." in result, "It does." in result) == (True, False)
    assert "You can try again from" in page
    assert (refused.status_code, ExamAttempt.objects.count()) == (409, 1)


def test_nobody_sees_anothers_attempt_or_an_exam_elsewhere() -> None:
    world = make_world(needs_acknowledgment=False)
    cast = cast_of(world)
    exam = exam_in(world)
    attempt = sit(world.people[0], exam, n_right=1, at=now())
    other = signed_in(world.people[1].user)
    stranger = signed_in(person(9).user)

    assert other.get(f"/exam-attempts/{attempt.uid}/").status_code == 404
    assert stranger.get(f"/exams/{exam.uid}/").status_code == 404
    closed = {**dict.fromkeys(("lea", "ben", "rita", "ravi", "zoe"), 404), "nobody": 302}
    for where in ("/learn/", f"/exams/{exam.uid}/", f"/exam-attempts/{attempt.uid}/"):
        assert statuses(cast, where) == closed


def test_who_keeps_exams() -> None:
    world = make_world()
    cast = cast_of(world)
    exam = exam_in(world)
    sees = {"nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 403, "zoe": 404}

    for where in (
        f"/projects/{world.project.uid}/exams/",
        f"/projects/{world.project.uid}/exams/new/",
        f"/project-exams/{exam.uid}/",
        f"/project-exams/{exam.uid}/change/",
    ):
        assert statuses(cast, where) == sees
    assert signed_in(world.people[0].user).get(f"/project-exams/{exam.uid}/").status_code == 404


def test_ben_makes_fills_changes_and_retires() -> None:
    world = make_world()
    ben = signed_in(cast_of(world).ben)
    Skill.objects.create(code="colours", name="Colours")
    golds = gold_in(world, 3)
    terms = {"n_questions": "2", "pass_share": "50", "n_attempts": "1", "cool_hours": "0", "valid_days": ""}

    refused = ben.post(
        f"/projects/{world.project.uid}/exams/new/",
        {**terms, "name": "E", "skill": "colours", "pass_share": "0"},
    )
    made = ben.post(f"/projects/{world.project.uid}/exams/new/", {**terms, "name": "E", "skill": "colours"})
    exam, where = Exam.objects.get(), made.headers["Location"]
    empty = text(ben, where)
    ben.post(f"{where}questions/", {"external_ids": golds[0].task.external_id})
    ben.post(f"{where}questions/", {"external_ids": "", "n": "5"})
    item = exam.items.order_by("pk")[0]
    ben.post(f"{where}questions/{item.uid}/retire/")
    ben.post(f"{where}change/", {**terms, "name": "Exam", "n_attempts": "2"})
    full = text(ben, where)
    ben.post(f"{where}retire/", {"reason": "Over."})
    exam.refresh_from_db()

    assert (refused.status_code, "must be from" in refused.content.decode()) == (422, True)
    assert ("nobody can begin yet" in empty, "nobody can begin yet" in full) == (True, False)
    assert "No stage of this project asks for the skill" in full
    assert exam.items.filter(retired_at=None).count() == 2
    assert (exam.name, exam.n_attempts, exam.valid_days, exam.retired_reason) == ("Exam", 2, None, "Over.")


def test_the_page_asks_the_database_as_often_for_three_questions_as_for_six() -> None:
    world = make_world(n_people=3, needs_acknowledgment=False)
    lea = signed_in(cast_of(world).lea)
    exam = exam_in(world, n=4)
    sit(world.people[0], exam, n_right=3)
    few = n_queries(lea, f"/project-exams/{exam.uid}/")

    for each in world.people[1:]:
        sit(each, exam, n_right=2)

    assert n_queries(lea, f"/project-exams/{exam.uid}/") == few
