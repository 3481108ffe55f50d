"""A rush: what it would delay, reckoned by hand, and what the owners of those projects answer."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from assay.intake.models import Request
from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.models import InboxMessage
from assay.planning.actions.feasibility import judge_request
from assay.planning.actions.rush import answer_rush, ask_owners
from assay.planning.enums import RushAnswer, Similarity
from assay.planning.models import RushQuestion
from assay.planning.queries.rush import question_for, questions_of, questions_to
from assay.planning.rules.feasibility import Asked, Cut, Dates, Given, Person, Rates, estimate
from assay.planning.rules.rush import Delay, delay_of, refuse_answer
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
EVEN = ((2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 0.0),)
GIVEN = Given(overlap=1, gold_share=0, review_share=0, busy_share=1.0)
WHY = "The release of May depends on it."


@pytest.fixture
def world() -> Feasible:
    """Ana and Bia have 40 hours left in the search project; the request is a rush."""
    found = make_feasible(rush_reason=WHY)
    join(found.project, found.people["ana"], found.people["bia"])
    left_in(found, 4000)
    return found


def asked(*keys: int) -> list[Asked]:
    """4,000 tasks of 36 seconds: 40 hours; everybody works 2 hours a weekday."""
    people = tuple(Person(EVEN, is_busy=True, similar=(100, 3600.0), key=key) for key in keys)
    return [Asked("pt-BR", "pt", 4000, people, Similarity.OWN)]


def test_half_of_two_people_for_two_weeks_is_a_week_later() -> None:
    """Two people: 4 hours a weekday, ten weekdays, 13 March. With half of both for 14 days 20 hours are done by then,
    and the other 20 take five weekdays: 20 March. With half of one 30 are done, and 10 take three: 18 March."""
    both = delay_of(asked(1, 2), GIVEN, shared=frozenset({1, 2}), cut=Cut(0.5, 14), starts_on=MONDAY)
    one = delay_of(asked(1, 2), GIVEN, shared=frozenset({2, 9}), cut=Cut(0.5, 14), starts_on=MONDAY)

    assert both == Delay(Dates(*[date(2026, 3, 13)] * 3), Dates(*[date(2026, 3, 20)] * 3), 2)
    assert (both.p50_days, both.p80_days, both.is_any) == (7, 7, True)
    assert (one.after.p80, one.p80_days, one.n_shared) == (date(2026, 3, 18), 5, 1)


def test_a_rush_of_other_people_delays_nothing() -> None:
    found = delay_of(asked(1, 2), GIVEN, shared=frozenset({9}), cut=Cut(0.5, 14), starts_on=MONDAY)

    assert (found.p80_days, found.n_shared, found.is_any) == (0, 0, False)
    assert found.before == estimate_dates(asked(1, 2))


def estimate_dates(what: list[Asked]) -> Dates:
    """The dates of a delay are those that feasibility shows."""
    return estimate(what, GIVEN, rates=Rates(), starts_on=MONDAY, deadline_on=None).dates


def test_a_date_that_goes_away_is_a_delay() -> None:
    gone = Delay(Dates(MONDAY, MONDAY, None), Dates(MONDAY, None, None), 1)

    assert (gone.p80_days, gone.is_any) == (None, True)


@pytest.mark.parametrize(
    ("answer", "reason", "codes"),
    [
        ("agreed", "", []),
        ("refused", "No.", []),
        ("refused", " ", ["rush.needs_reason"]),
        ("waiting", "So.", ["rush.not_asked"]),
    ],
)
def test_what_may_be_answered(answer: str, reason: str, codes: list[str]) -> None:
    assert [each.code for each in refuse_answer(answer, reason)] == codes


def test_owners_of_delayed_projects_are_asked_once(world: Feasible) -> None:
    """Germany has nobody measured, so that the rush lasts until its deadline: 14 days at half of the hours."""
    omar = world.intake.omar
    judge_request(omar, request=world.request, now=NOW)

    made = ask_owners(omar, request=world.request, now=NOW)
    again = ask_owners(omar, request=world.request, now=NOW)

    (question,) = made
    assert again == []
    assert (question.project, question.n_shared, question.p50_days, question.p80_days) == (
        world.project,
        2,
        7,
        7,
    )
    assert (question.p80_before, question.p80_after) == (date(2026, 3, 13), date(2026, 3, 20))
    (told,) = InboxMessage.objects.filter(kind="planning.rush_asked")
    assert (told.user, told.title) == (
        world.lea,
        "A rush request would delay Shop search: do you agree?",
    )
    assert "it is 7 days later" in told.body
    assert WHY in told.body
    assert list(questions_of(world.request)) == list(questions_to(world.project)) == made


def test_the_answer_stays_with_the_request_and_is_told(world: Feasible) -> None:
    intake = world.intake
    judge_request(intake.omar, request=world.request, now=NOW)
    (question,) = ask_owners(intake.omar, request=world.request, now=NOW)

    with pytest.raises(Refused, match="Say why"):
        answer_rush(world.lea, question=question, answer=RushAnswer.REFUSED, now=NOW)
    answer_rush(world.lea, question=question, answer=RushAnswer.REFUSED, reason="May is full.", now=NOW)

    (kept,) = questions_of(world.request)
    assert (kept.answer, kept.reason, kept.answered_by) == (RushAnswer.REFUSED, "May is full.", world.lea)
    (told,) = InboxMessage.objects.filter(kind="planning.rush_answered")
    assert (told.user, told.title) == (
        intake.omar,
        "Shop search refuses the rush request “Grades for image search”",
    )
    assert AuditEvent.objects.filter(table_name="planning_rushquestion").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.delete()


def test_who_asks_and_who_answers(world: Feasible) -> None:
    intake = world.intake
    judge_request(intake.omar, request=world.request, now=NOW)
    for somebody in (intake.rita, intake.zoe, intake.ravi):
        with pytest.raises(Refused, match="for a project owner"):
            ask_owners(somebody, request=world.request, now=NOW)
    (question,) = ask_owners(intake.omar, request=world.request, now=NOW)

    assert question_for(world.lea, question.uid) == question
    with pytest.raises(Refused):
        question_for(intake.rita, question.uid)
    for stranger in (intake.zoe, intake.ravi, world.people["ana"].user):
        with pytest.raises((NotFound, Refused)):
            question_for(stranger, question.uid)
        with pytest.raises((NotFound, Refused)):
            answer_rush(stranger, question=question, answer=RushAnswer.AGREED, now=NOW)
    assert RushQuestion.objects.get().answer == RushAnswer.WAITING


def test_what_is_no_rush_and_what_was_not_computed_is_refused(world: Feasible) -> None:
    with pytest.raises(Refused, match="Compute the feasibility first"):
        ask_owners(world.lea, request=world.request, now=NOW)
    judge_request(world.lea, request=world.request, now=NOW)
    Request.objects.update(rush_reason="")

    with pytest.raises(Refused, match="no rush"):
        ask_owners(world.lea, request=world.request, now=NOW)
