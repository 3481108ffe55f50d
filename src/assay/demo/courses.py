"""Two courses: before the exam of the marketplace, and for graders of the search who have to learn again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assay.demo.listings import listings
from assay.demo.moderation import WHY_GOLD as WHY_LISTING
from assay.demo.people import RULES_OF, Organisation
from assay.demo.search import gold_queries
from assay.demo.story import Piece, Story
from assay.people.models import Contributor
from assay.training.actions.assigning import assign_course
from assay.training.actions.courses import (
    CourseTerms,
    add_lesson,
    add_practice,
    change_course,
    make_course,
    publish_course,
)
from assay.training.actions.taking import practise, read_lesson
from assay.training.models import Course, CourseAssignment, Exam
from assay.training.queries.own_courses import own_assignment

NOTE = "Half an hour, in as many sittings as you like. Nothing of it counts in your quality."
LATE = "Wren"


def tell_courses(organisation: Organisation, search: Story, moderation: Story) -> None:
    search.put(search.agenda.ago(days=13), lambda at: _search(organisation, search, at))
    moderation.put(moderation.agenda.ago(days=8), lambda at: _moderation(organisation, moderation, at))
    moderation.put(moderation.agenda.ago(days=2, hours=3), lambda at: _lead_to_exam(organisation, moderation))


def _moderation(organisation: Organisation, story: Story, at: datetime) -> None:
    """Some finished it on the day; one has begun it and is late; Heron is sent to it by the calibration."""
    pieces = [_to_practise(piece) for piece in listings(2, 4) if piece.external_id.endswith("-2")]
    terms = CourseTerms("The rules, step by step", note=NOTE, is_retraining=True)
    course = _course(
        organisation,
        story,
        terms,
        sections=("verdicts", "problems"),
        pieces=pieces,
        hint="Read the last sentence of the listing again.",
        at=at,
    )
    firsts = [organisation.crowd(market)[0] for market in RULES_OF]
    due = (at + timedelta(days=3)).date()
    others = [each for each in story.members if each.pseudonym == LATE and each not in firsts]
    assign_course(organisation.users["lea"], course=course, people=[*firsts, *others], due_on=due, now=at)
    for nth, person in enumerate(firsts):
        take(story, course, person, n_wrong=nth % 3, at=at)
    for person in others:
        take(story, course, person, n_wrong=0, at=at, most=2)


def _lead_to_exam(organisation: Organisation, story: Story) -> None:
    course = Course.objects.get(project=story.project)
    terms = CourseTerms(
        course.name, note=NOTE, exam=Exam.objects.get(project=story.project), is_retraining=True
    )
    change_course(organisation.users["lea"], course=course, terms=terms)


def _search(organisation: Organisation, story: Story, at: datetime) -> None:
    """Lessons whose section changes with the next version of the guideline carry its mark."""
    sections = [section["id"] for section in story.plan.guideline[1]][:2]
    terms = CourseTerms("Grades, once more", note=NOTE, is_open=False, is_retraining=True)
    pieces = [_to_practise(piece) for piece in gold_queries()[:4]]
    _course(
        organisation,
        story,
        terms,
        sections=sections,
        pieces=pieces,
        hint="What was typed, word for word?",
        at=at,
    )


def _course(
    organisation: Organisation,
    story: Story,
    terms: CourseTerms,
    *,
    sections: Sequence[str],
    pieces: Sequence[Piece],
    hint: str,
    at: datetime,
) -> Course:
    lea = organisation.users["lea"]
    story.pieces |= {piece.external_id: piece for piece in pieces}
    story.import_batch("To practise", pieces, at, is_gold=True)
    course = make_course(lea, project=story.project, terms=terms, now=at)
    for section in sections:
        add_lesson(lea, course=course, section=section, now=at)
    for piece in pieces:
        add_practice(lea, course=course, external_id=piece.external_id, hint=hint, now=at)
    return publish_course(lea, course=course, now=at)


def _to_practise(piece: Piece) -> Piece:
    gold = piece.row.gold or {key: [value] for key, value in piece.right.answers.items()}
    reason = piece.row.gold_reason or WHY_LISTING
    external_id = f"{piece.external_id}-practice"
    return replace(piece, row=replace(piece.row, external_id=external_id, gold=gold, gold_reason=reason))


def take(
    story: Story, course: Course, person: Contributor, *, n_wrong: int, at: datetime, most: int = 50
) -> None:
    """So many practice tasks are answered too kindly at first."""
    given = CourseAssignment.objects.get(course=course, contributor=person)
    for _nth in range(most):
        own = own_assignment(person, given.uid, today=at.date())
        if own.next is None or own.assignment is None:
            return
        step = own.next.step
        if step.gold is None:
            read_lesson(person.user, assignment=own.assignment, step=step, now=at)
            continue
        right = story.pieces[step.gold.task.external_id].right.answers
        is_wrong = n_wrong > 0 and right["verdict"] != "allow"
        n_wrong -= is_wrong
        answers = {"verdict": "allow", "problems": ["none"]} if is_wrong else dict(right)
        practise(person.user, assignment=own.assignment, step=step, answers=answers, now=at)
