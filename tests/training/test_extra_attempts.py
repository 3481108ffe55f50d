"""Another attempt at an exam, given by who looks after the person, with a reason."""

from datetime import timedelta

import pytest

from assay.kit.reasons import Refused
from assay.people.models import InboxMessage
from assay.training.actions.extra_attempts import give_attempt
from assay.training.actions.sitting import begin
from assay.training.models import ExtraAttempt
from assay.training.queries.own_exams import own_exam
from assay.training.rules.exams import Past, Terms, n_attempts_left, refuse_start
from tests.training.exams import exam_in, sit
from tests.web.quality_cast import cast_of, signed_in, statuses, text
from tests.work.world import NOW, later, make_world

TERMS = Terms(n_questions=4, n_attempts=2, cool=timedelta(hours=24))
FAILED = [Past(False, later(hours=1)), Past(False, later(hours=30))]


def test_an_attempt_that_was_given_counts_once_and_begins_at_once() -> None:
    after, before = later(hours=31), later(hours=2)

    def refused(*extra: object) -> str | None:
        found = refuse_start(TERMS, FAILED, n_items=9, now=later(hours=32), extra=extra)  # type: ignore[arg-type]  # Moments.
        return found.code if found else None

    assert refused() == "exam.no_attempt_left"
    assert refused(before) == "exam.cooling"
    assert refused(after) is None
    passed = Past(True, later(hours=40), later(days=90))
    assert n_attempts_left(TERMS, [*FAILED, passed], extra=[before, after]) == 2
    assert n_attempts_left(TERMS, FAILED, extra=[before, after]) == 2


@pytest.mark.django_db
def test_ravi_gives_his_people_another_attempt_and_nobody_elses() -> None:
    world = make_world(needs_acknowledgment=False)
    cast = cast_of(world)
    exam = exam_in(world)
    ana, ade = world.people
    for each in (ana, ade):
        sit(each, exam, n_right=0)
        sit(each, exam, n_right=0, at=later(days=1))

    codes = []
    for user, person, reason in (
        (cast.ravi, ade, "Ill."),
        (cast.rita, ana, "Ill."),
        (cast.ravi, ana, " "),
    ):
        with pytest.raises(Refused) as refused:
            give_attempt(user, exam=exam, contributor=person, reason=reason, now=later(days=1))
        codes.append(refused.value.reasons[0].code)
    give_attempt(cast.ravi, exam=exam, contributor=ana, reason="She was ill.", now=later(days=1))
    with pytest.raises(Refused) as twice:
        give_attempt(cast.ravi, exam=exam, contributor=ana, reason="Again.", now=later(days=1))
    left = [own_exam(each, exam.uid, now=later(days=1)).n_left for each in (ana, ade)]
    begin(ana.user, exam=exam, now=later(days=1))

    assert codes == ["exam.not_yours", "exam.not_yours", "exam.why_extra"]
    assert (twice.value.reasons[0].code, left) == ("exam.still_left", [1, 0])
    assert list(InboxMessage.objects.values_list("title", flat=True)) == ["You can try again: Colours"]
    assert ExtraAttempt.objects.get().reason == "She was ill."


@pytest.mark.django_db
def test_results_are_seen_by_who_looks_after_the_people() -> None:
    world = make_world(needs_acknowledgment=False)
    cast = cast_of(world)
    exam = exam_in(world)
    ana, ade = world.people
    for each in world.people:
        sit(each, exam, n_right=1, at=NOW)
        sit(each, exam, n_right=1, at=later(days=1))
    where = f"/projects/{world.project.uid}/exam-results/"
    ravi = signed_in(cast.ravi)

    lea, own = text(signed_in(cast.lea), where), text(ravi, where)
    ravi.post(f"/project-exams/{exam.uid}/people/{ana.uid}/attempt/", {"reason": "Ill."})
    other = ravi.post(f"/project-exams/{exam.uid}/people/{ade.uid}/attempt/", {"reason": "Ill."})

    sees = {"nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 200, "zoe": 404}
    assert statuses(cast, where) == sees
    assert [name in lea for name in ("p0", "p1", "Another attempt")] == [True, True, True]
    assert [name in own for name in ("p0", "p1")] == [True, False]
    given = ExtraAttempt.objects.get()
    assert (other.status_code, given.contributor, given.given_by) == (404, ana, cast.ravi)
