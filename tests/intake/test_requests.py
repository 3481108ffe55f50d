"""Requests through their life: drafted, judged, approved, started, accepted; each step by who may."""

import pytest
from django.db import IntegrityError, connection, transaction

from assay.intake.actions.requests import draft_request, edit_request, name_parties
from assay.intake.actions.starting import start_project, take_up_project
from assay.intake.actions.stepping import take_step
from assay.intake.enums import Part
from assay.intake.enums import RequestState as S
from assay.intake.models import Party, Request, RequestComment, RequestStep
from assay.intake.queries.delivered import deliveries_of
from assay.intake.queries.facts import snapshot
from assay.intake.queries.finding import Filters, search_requests
from assay.intake.queries.history import history_of
from assay.intake.queries.scope import may_take_part, parts_of, request_for, visible_requests
from assay.intake.rules.completeness import NEEDED
from assay.intake.rules.fields import VolumeRow
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Grant, InboxMessage
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from tests.intake.world import ASKED, Intake, brought_to, drafted, make_intake, submitted
from tests.people.cast import contributor, user
from tests.work.world import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Intake:
    return make_intake()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.reasons]


def test_an_empty_draft_is_kept_and_says_what_it_lacks(world: Intake) -> None:
    request = draft_request(world.rita, now=NOW)

    with pytest.raises(Refused) as refused:
        world.step(request, S.SUBMITTED, "rita")

    assert [each.field for each in refused.value.reasons] == list(NEEDED)
    assert Request.objects.get().state == S.DRAFT


def test_a_draft_is_filled_in_bit_by_bit(world: Intake) -> None:
    request = draft_request(world.rita, now=NOW)
    edit_request(
        world.rita, request=request, changes={"title": "  Grades ", "metric_gain": 0.02}, now=later(hours=1)
    )
    rows = [VolumeRow("pt-BR", 10), VolumeRow("pt-BR", 5, "es")]
    edit_request(world.rita, request=request, changes={}, volumes=rows, now=later(hours=2))

    kept = snapshot(Request.objects.get())

    assert (kept["title"], kept["metric_gain"], kept["budget_micro"]) == ("Grades", 0.02, None)
    assert kept["volumes"] == [
        {"market": "pt-BR", "language": "es", "n_items": 5},
        {"market": "pt-BR", "language": "pt-BR", "n_items": 10},
    ]
    assert Request.objects.get().changed_at == later(hours=2)


def test_a_budget_takes_the_currency_that_stands_there(world: Intake) -> None:
    request = draft_request(world.rita, now=NOW)
    with pytest.raises(Refused) as refused:
        edit_request(world.rita, request=request, changes={"budget_micro": 1_000_000}, now=NOW)
    edit_request(world.rita, request=request, changes={"currency": "EUR"}, now=NOW)

    edit_request(world.rita, request=request, changes={"budget_micro": 1_000_000}, now=NOW)

    assert codes(refused) == ["intake.no_currency"]
    assert Request.objects.get().budget_micro == 1_000_000


def test_only_its_requesters_write_it_and_only_while_they_may(world: Intake) -> None:
    request = submitted(world)

    with pytest.raises(Refused) as by_lea:
        edit_request(world.lea, request=request, changes={"title": "Mine"}, now=NOW)
    with pytest.raises(Refused) as too_late:
        edit_request(world.rita, request=request, changes={"title": "Other"}, now=NOW)
    world.step(request, S.CLARIFYING, "lea", "Which weeks?")
    edit_request(world.rita, request=request, changes={"title": "Other"}, now=NOW)

    assert codes(by_lea) == ["intake.not_your_step"]
    assert codes(too_late) == ["intake.not_editable"]
    assert Request.objects.get().title == "Other"


def test_the_usual_way_and_who_is_told(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)

    steps = RequestStep.objects.order_by("pk").values_list("before", "after", "by__name")
    assert list(steps) == [
        (S.DRAFT, S.SUBMITTED, "Rita"),
        (S.SUBMITTED, S.FEASIBLE, "Lea"),
        (S.FEASIBLE, S.APPROVED, "Omar"),
    ]
    assert (request.owner, request.submitted_at) == (world.lea, NOW)
    told = InboxMessage.objects.order_by("pk").values_list("user__name", "title")
    title = ASKED["title"]
    assert told[0] == ("Lea", f"The request “{title}” waits to be judged")
    assert sorted(told[1:3]) == [
        ("Omar", f"The request “{title}” is feasible and waits for approval"),
        ("Rita", f"The request “{title}” is feasible and waits for approval"),
    ]
    assert [each.what for each in history_of(request)] == ["drafted", "submitted", "feasible", "approved"]


def test_who_asks_neither_judges_nor_approves(world: Intake) -> None:
    kim = user("Kim", Role.OPERATIONS_LEAD)
    request = submitted(world)
    name_parties(world.lea, request=request, requesters=[world.rita, kim], approvers=[world.omar], now=NOW)

    with pytest.raises(Refused) as judging:
        take_step(kim, request=request, wanted=S.FEASIBLE, now=NOW)
    world.step(request, S.FEASIBLE, "lea")
    with pytest.raises(Refused) as approving:
        take_step(kim, request=request, wanted=S.APPROVED, now=NOW)

    assert codes(judging) == codes(approving) == ["intake.not_your_step"]
    assert parts_of(kim, request) == {Part.REQUESTER}


def test_nobody_is_both_requester_and_approver(world: Intake) -> None:
    request = drafted(world)

    with pytest.raises(Refused) as refused:
        name_parties(world.rita, request=request, requesters=[world.rita], approvers=[world.rita], now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(request=request, user=world.rita, part=Part.APPROVER)

    assert codes(refused) == ["intake.two_parts"]


def test_only_who_takes_part_in_requests_is_named(world: Intake) -> None:
    ana = contributor("Ana").user
    request = drafted(world)

    with pytest.raises(Refused) as refused:
        name_parties(
            world.rita, request=request, requesters=[world.rita], approvers=[ana, world.ravi], now=NOW
        )

    assert codes(refused) == ["intake.unknown_person"] * 2


def test_a_requester_sees_own_requests_and_no_other(world: Intake) -> None:
    own = submitted(world)
    other = user("Kim", Role.REQUESTER)
    hers = draft_request(other, changes={"title": "Not Rita's"}, now=NOW)

    assert [each.pk for each in visible_requests(world.rita)] == [own.pk]
    assert [each.pk for each in visible_requests(other)] == [hers.pk]
    with pytest.raises(NotFound):
        request_for(world.rita, hers.uid)


def test_owners_and_leads_see_all_that_is_submitted_and_others_nothing(world: Intake) -> None:
    draft_request(world.rita, changes={"title": "Only Rita's"}, now=NOW)
    own = submitted(world)
    ana = contributor("Ana").user
    mia = user("Mia", Role.CROWD_MANAGER)

    seen = {each.name: list(visible_requests(each)) for each in (world.lea, world.omar)}
    unseen = [list(visible_requests(each)) for each in (world.zoe, world.ravi, ana, mia)]

    assert seen == {"Lea": [own], "Omar": [own]}
    assert unseen == [[], [], [], []]
    assert [may_take_part(each) for each in (world.zoe, world.ravi, ana, mia)] == [False] * 4


def test_a_grant_for_a_market_opens_its_requests_only(world: Intake) -> None:
    own = submitted(world)
    brazil = user("Kim", Role.PROJECT_OWNER, markets=["pt-BR"])
    japan = user("Yui", Role.PROJECT_OWNER, markets=["ja-JP"])

    assert list(visible_requests(brazil)) == [own]
    assert parts_of(brazil, own) == {Part.JUDGE}
    assert list(visible_requests(japan)) == []
    assert parts_of(japan, own) == frozenset()


def test_an_approved_request_becomes_a_project_that_its_requester_sees(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)

    project = start_project(world.lea, request=request, name="Image search", now=later(days=1))

    request.refresh_from_db()
    assert (request.state, request.project, project.segment) == (S.IN_DELIVERY, project, "search_ranking")
    assert sorted(project.markets.values_list("market__code", flat=True)) == ["de-DE", "pt-BR"]
    assert project.schema_version is not None
    assert project_for(world.rita, project.uid) == project
    assert list(deliveries_of(world.rita, request)) == []


def test_a_requester_of_one_project_only_is_let_into_the_new_one(world: Intake) -> None:
    elsewhere = Project.objects.create(name="Else", owner=world.lea, created_at=NOW, created_by=world.lea)
    Grant.objects.filter(user=world.rita).delete()
    grant_role(None, user=world.rita, role=Role.REQUESTER, project_id=elsewhere.pk, now=NOW)
    request = brought_to(world, S.APPROVED, schema_words="Read it and choose.", template="")

    project = start_project(world.lea, request=request, now=later(days=1))

    assert project_for(world.rita, project.uid) == project
    assert (project.name, project.purpose) == (ASKED["title"], "Read it and choose.")
    assert project.schema_version is None


def test_work_that_goes_on_already_is_taken_up_once(world: Intake) -> None:
    project = Project.objects.create(name="Old", owner=world.lea, created_at=NOW, created_by=world.lea)
    first, second = brought_to(world, S.APPROVED), brought_to(world, S.APPROVED)
    take_up_project(world.lea, request=first, project=project, now=NOW)

    with pytest.raises(Refused) as refused:
        take_up_project(world.lea, request=second, project=project, now=NOW)

    assert codes(refused) == ["intake.project_taken"]
    assert Request.objects.get(pk=second.pk).state == S.APPROVED


@pytest.mark.parametrize("name", ["rita", "omar"])
def test_a_project_is_started_by_its_owner(world: Intake, name: str) -> None:
    request = brought_to(world, S.APPROVED)
    Grant.objects.filter(user=world.omar).delete()

    with pytest.raises(Refused) as refused:
        start_project(getattr(world, name), request=request, now=NOW)

    assert codes(refused) == ["intake.not_your_step"]
    assert not Project.objects.exists()


def test_nothing_is_accepted_before_something_was_delivered(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)
    with pytest.raises(Refused) as unstarted:
        world.step(request, S.IN_DELIVERY, "lea")
    start_project(world.lea, request=request, now=NOW)

    with pytest.raises(Refused) as refused:
        world.step(request, S.ACCEPTED, "rita")

    assert codes(unstarted) == ["intake.needs_project"]
    assert codes(refused) == ["intake.nothing_delivered"]


def test_requests_are_found_by_what_the_list_asks_for(world: Intake) -> None:
    own = submitted(world)
    other = drafted(world, title="Colours", segment="llm_data", metric="F1")

    def found(**filters: object) -> list[Request]:
        return list(search_requests(world.rita, Filters(**filters), later(days=1)))  # type: ignore[arg-type]  # The test's.

    assert found() == [own, other]
    assert (
        found(text="colour")
        == found(text="f1")
        == found(state="draft")
        == found(segment="llm_data")
        == [other]
    )
    assert found(is_late=True) == [own]
    assert list(search_requests(world.rita, Filters(is_late=True), later(hours=1))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE intake_requeststep SET reason = 'x'",
        "DELETE FROM intake_requeststep",
        "UPDATE intake_requestcomment SET text = 'x'",
        "DELETE FROM intake_requestclock",
        "UPDATE intake_request SET state = 'in_delivery'",
        "UPDATE intake_request SET accuracy_target = 0.2",
        "UPDATE intake_request SET currency = ''",
        "UPDATE intake_request SET submitted_at = NULL",
        "UPDATE intake_volume SET n_items = 0",
    ],
)
def test_the_database_keeps_what_was_done(world: Intake, wrong: str) -> None:
    request = submitted(world)
    RequestComment.objects.create(request=request, text="Hello", at=NOW, by=world.rita)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wrong)


def test_everything_of_a_request_is_in_the_audit_trail(world: Intake) -> None:
    request = submitted(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT table_name FROM kit_auditevent WHERE table_name LIKE 'intake_%%'")
        audited = {row[0] for row in cursor.fetchall()}

    assert audited >= {"intake_request", "intake_volume", "intake_party", "intake_requeststep"}
    assert request.state_since == NOW
