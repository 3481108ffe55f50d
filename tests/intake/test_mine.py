"""One's own requests: what was delivered and how good, what waits for whom, and nobody else's."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.delivery.enums import AcceptanceState
from assay.intake.actions.changing import propose_change
from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.intake.queries.finding import Filters, search_requests
from assay.intake.queries.mine import Own, has_own_alone, own_of, tally_of
from assay.people.enums import Role
from assay.people.models import User
from assay.stats.sampling import wilson
from tests.intake.delivering import DUE_AT, at_work, delivered
from tests.intake.world import Intake, brought_to, drafted, make_intake, submitted
from tests.people.cast import user
from tests.work.world import later

pytestmark = pytest.mark.django_db
AT = later(days=3)


@pytest.fixture
def world(settings: object, tmp_path: Path) -> Intake:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.
    return make_intake()


def mine(person: User) -> dict[str, Own]:
    found = search_requests(person, Filters(is_own=True), AT)
    return {each.request.title: each for each in own_of(person, list(found))}


def test_the_newest_delivery_tells_how_good_it_is_and_those_without_an_answer_wait(world: Intake) -> None:
    request = at_work(world)
    assert request.project is not None
    delivered(request.project, 1, right=50, n=60, state=AcceptanceState.LAPSED)
    newest = delivered(request.project, 2, right=95, n=100)

    own = mine(world.rita)["Grades for image search"]

    assert own.newest is not None
    assert (own.n_deliveries, own.newest.release) == (2, newest)
    assert own.accuracy == wilson(95, 100)
    assert [each.release for each in own.awaited] == [newest]
    assert own.answer_by == DUE_AT
    assert own.step is not None
    assert own.step.name == "accept"
    assert own.n_waiting == 2


def test_nothing_is_to_accept_before_something_is_delivered(world: Intake) -> None:
    at_work(world)

    own = mine(world.rita)["Grades for image search"]

    assert (own.step, own.newest, own.accuracy, own.n_waiting) == (None, None, None, 0)


def test_what_no_gold_measured_has_no_accuracy(world: Intake) -> None:
    request = at_work(world)
    assert request.project is not None
    delivered(request.project, 1, right=0, n=0)

    assert mine(world.rita)["Grades for image search"].accuracy is None


@pytest.mark.parametrize(
    ("state", "of_rita", "of_omar"),
    [(S.SUBMITTED, "", ""), (S.FEASIBLE, "", "approve"), (S.APPROVED, "", "")],
)
def test_a_step_waits_for_whom_it_is_expected_of(world: Intake, state: S, of_rita: str, of_omar: str) -> None:
    brought_to(world, state)

    found = {
        name: mine(person)["Grades for image search"].step
        for name, person in {"rita": world.rita, "omar": world.omar}.items()
    }

    assert {name: step.name if step else "" for name, step in found.items()} == {
        "rita": of_rita,
        "omar": of_omar,
    }


def test_a_draft_and_a_question_wait_for_the_requester(world: Intake) -> None:
    drafted(world, title="Begun")
    asked = submitted(world, title="Asked")
    world.step(asked, S.CLARIFYING, "lea", "Which shops?")

    found = mine(world.rita)

    assert {title: own.step.name for title, own in found.items() if own.step} == {
        "Begun": "submit",
        "Asked": "answer",
    }
    assert tally_of(list(found.values())).n_waiting == 2


def test_a_change_waits_for_the_side_that_did_not_propose_it(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)
    propose_change(world.lea, request=request, changes={"metric": "MRR"}, volumes=None, why="Fits.", now=AT)
    propose_change(
        world.rita, request=request, changes={"metric": "MAP"}, volumes=None, why="Better.", now=AT
    )

    assert mine(world.rita)["Grades for image search"].n_changes == 1
    assert mine(world.omar)["Grades for image search"].n_changes == 0


def test_own_are_those_one_is_named_in_and_nobody_elses(world: Intake) -> None:
    submitted(world)
    kim = user("Kim", Role.REQUESTER)

    assert list(mine(world.rita)) == ["Grades for image search"]
    assert (mine(kim), mine(world.lea)) == ({}, {})
    assert {name: has_own_alone(getattr(world, name)) for name in ("rita", "lea", "omar", "zoe", "ravi")} == {
        "rita": True,
        **dict.fromkeys(("lea", "omar", "zoe", "ravi"), False),
    }


def test_three_ask_the_database_as_often_as_one(world: Intake) -> None:
    def n_queries() -> int:
        with CaptureQueriesContext(connection) as found:
            mine(world.rita)
        return len(found)

    first = at_work(world, "First")
    assert first.project is not None
    delivered(first.project, 1, right=9, n=10)
    n_queries()
    one = n_queries()
    for title in ("Second", "Third"):
        more = at_work(world, title)
        assert more.project is not None
        delivered(more.project, 1, right=9, n=10)

    assert Request.objects.count() == 3
    assert n_queries() == one
