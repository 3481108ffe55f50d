"""Questions that the figures speak against are told once to who keeps the gold."""

import pytest

from assay.people.models import InboxMessage
from assay.stats.sampling import wilson
from assay.training.actions.flagging import flag_questions
from assay.training.actions.sitting import answer, begin
from assay.training.enums import ItemSign
from assay.training.models import ExamItem
from assay.training.queries.own_exams import next_answer
from assay.training.rules.exams import FEWEST, bad_sign, is_bad_practice
from tests.training.courses import course_in
from tests.training.exams import exam_in
from tests.web.quality_cast import cast_of, signed_in, text
from tests.work.world import NOW, later, make_world


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        ((ItemSign.FEW,), None),
        ((), None),
        ((ItemSign.WEAK, ItemSign.EASY), None),
        ((ItemSign.REVERSED,), ItemSign.REVERSED),
        ((ItemSign.WEAK, ItemSign.HARD), ItemSign.HARD),
        ((ItemSign.REVERSED, ItemSign.HARD), ItemSign.REVERSED),
    ],
)
def test_a_wrong_key_is_told_and_what_is_only_weak_is_not(
    signs: tuple[ItemSign, ...], said: ItemSign | None
) -> None:
    assert bad_sign(signs) is said


@pytest.mark.parametrize(("k", "n", "is_bad"), [(3, 20, True), (4, 20, False), (0, 19, False), (0, 0, False)])
def test_practice_that_hardly_anybody_gets_right_is_bad(k: int, n: int, is_bad: bool) -> None:  # A row.
    assert is_bad_practice(wilson(k, n)) is is_bad


@pytest.mark.django_db
def test_of_a_question_that_nobody_gets_right_its_keepers_hear_once() -> None:
    world = make_world(n_people=FEWEST, needs_acknowledgment=False)
    cast = cast_of(world)
    exam = exam_in(world, n=4)
    course = course_in(world, n_practice=1)
    ranks = list(ExamItem.objects.order_by("pk").values_list("pk", flat=True))
    bad = ExamItem.objects.select_related("gold__task").earliest("pk")
    for nth, person in enumerate(world.people):
        attempt = begin(person.user, exam=exam, now=NOW)
        while given := next_answer(attempt):
            # The first is right for nobody, the next for everybody, the others for who knows more.
            rank = ranks.index(given.item.pk)
            is_right = 0 < rank <= nth % 4 + 1
            answer(person.user, given=given, answers={"match": "yes" if is_right else "no"}, now=NOW)

    soon = [flag_questions(now=later(hours=nth)) for nth in (1, 2)]
    late = flag_questions(now=later(days=2))

    assert (soon, late) == ([1, 0], 0)
    told = InboxMessage.objects.filter(kind="training.question").order_by("user__name")
    assert [each.user.name for each in told] == ["Ben", "Lea"]
    name = bad.gold.task.external_id
    assert {each.title for each in told} == {f"Look at a question of Colours: {name}"}
    address = told[0].address
    shown = text(signed_in(cast.ben), address.partition("#")[0])
    assert f'id="{address.partition("#")[2]}"' in shown
    assert course.steps.filter(flagged_at__isnull=False).count() == 0
