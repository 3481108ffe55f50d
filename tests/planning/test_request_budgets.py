"""The budget of a request covers its project and its pilot together, whenever they come, and stops both."""

import dataclasses
from datetime import timedelta

import pytest

from assay.kit.reasons import NotFound, Refused
from assay.money.actions.budgets import change_budget, end_budget, look_at_budgets
from assay.money.models import Budget, BudgetProject, CostDay
from assay.money.queries.budget_use import used_of
from assay.money.queries.budgets import budget_for, budgets_of, may_edit_budget, owners_of, stopping_budget
from assay.money.rules.budgets import BudgetTerms
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import User
from assay.planning.actions.pilot import start_pilot
from assay.planning.actions.request_budgets import cover_requests, set_request_budget
from assay.planning.queries.request_budgets import budgets_of_request
from assay.projects.models import Project
from assay.work.models import Queue, RoutingStop
from tests.api.calling import Api, token_of
from tests.planning.feasible_world import Feasible, make_feasible
from tests.web.quality_cast import address, signed_in, text
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
EURO = 1_000_000
TERMS = BudgetTerms("Whole request", 100 * EURO, "EUR", "As agreed.")


@pytest.fixture
def world() -> Feasible:
    return make_feasible()


def cost(project: Project, euros: int, final: int = 0, *, day: int = 1) -> None:
    day_on = NOW.date() - timedelta(days=day)
    CostDay.objects.create(
        project=project, day_on=day_on, currency="EUR", micro=euros * EURO, final_micro=final * EURO
    )


def use_of(budget: Budget) -> tuple[int, int, int]:
    [used] = used_of([budget], NOW)
    return used.use.accrued // EURO, used.use.spent // EURO, used.n_tasks


def stopped() -> set[int | None]:
    return set(RoutingStop.objects.values_list("project", flat=True))


def became(world: Feasible) -> tuple[Project, Project]:
    """Its pilot, and the project that it became."""
    pilot = start_pilot(world.lea, request=world.request, n_tasks=20, now=NOW).pilot.project
    world.request.project = world.project
    world.request.save(update_fields=["project"])
    return pilot, world.project


def test_it_covers_what_the_request_becomes_whenever_that_is(world: Feasible) -> None:
    budget = set_request_budget(None, request=world.request, terms=TERMS, now=NOW)
    cost(world.project, 70, 10)
    before = use_of(budget)
    pilot, project = became(world)
    cost(pilot, 20, 20)
    cover_requests()
    found = use_of(budget)
    queues = Queue.objects.filter(project__in=[pilot, project], is_gold=False)

    assert before == (0, 0, 0)
    assert found == (90, 30, sum(queues.values_list("n_open", flat=True)))
    assert set(BudgetProject.objects.values_list("project", flat=True)) == {pilot.pk, project.pk}
    assert list(budgets_of(pilot)) == [budget]
    assert owners_of(budget) == sorted({each.owner_id for each in (pilot, project) if each.owner_id})
    with pytest.raises(Refused, match="There is a budget for that already"):
        set_request_budget(None, request=world.request, terms=TERMS, now=NOW)


def test_it_stops_all_of_the_request_and_lets_it_go_on(world: Feasible) -> None:
    pilot, project = became(world)
    for each in (pilot, project):
        cost(each, 50)
    rich = dataclasses.replace(TERMS, micro=101 * EURO)
    budget = set_request_budget(None, request=world.request, terms=rich, now=NOW)
    enough = stopped()

    cost(project, 1, day=2)
    look_at_budgets(now=NOW)
    used_up, stopping = stopped(), stopping_budget(project)
    change_budget(None, budget=budget, micro=500 * EURO, reason="More markets.", now=NOW)
    raised = stopped()
    change_budget(None, budget=budget, micro=EURO, reason="Less.", now=NOW)
    less = stopped()
    end_budget(None, budget=budget, now=NOW)

    both = {pilot.pk, project.pk}
    assert (enough, used_up, raised, less, stopped()) == (set(), both, set(), both, set())
    assert stopping == budget


def test_who_sees_all_of_its_projects_sees_it(world: Feasible) -> None:
    pilot, _project = became(world)
    budget = set_request_budget(None, request=world.request, terms=TERMS, now=NOW)
    some, whole = (
        User.objects.create(email=f"{name}@assay.example", name=name, created_at=NOW)
        for name in ("some", "whole")
    )
    omar = world.intake.omar
    for person, projects in ((some, [pilot]), (whole, [pilot, world.project])):
        for project in projects:
            grant_role(None, user=person, role=Role.PROJECT_OWNER, now=NOW, project_id=project.pk)

    assert budget_for(whole, budget.uid) == budget
    assert budget_for(omar, budget.uid) == budget
    with pytest.raises(NotFound):
        budget_for(some, budget.uid)
    pages = [text(signed_in(each), address("project-budgets", pilot.uid)) for each in (some, whole)]
    assert [budget.name in page for page in pages] == [False, True]
    assert list(budgets_of_request(some, world.request)) == []
    assert [may_edit_budget(each, budget) for each in (some, omar)] == [False, True]
    with pytest.raises(NotFound):
        set_request_budget(some, request=world.request, terms=TERMS, now=NOW)


def test_on_its_page_and_over_the_api(world: Feasible) -> None:
    omar = world.intake.omar
    page, where = signed_in(omar), address("request-budgets", world.request.uid)
    form = {"name": "Whole", "amount": "100", "currency": "EUR", "market": "", "starts_on": "", "ends_on": "",
            "warn_at": "80", "stops": "yes", "reason": "As agreed."}  # fmt: skip

    empty = text(page, where)
    set_ = page.post(where, form)
    again = page.post(where, form)
    api = Api(token_of(omar))
    asked = {
        "name": "B",
        "micro": EURO,
        "currency": "USD",
        "reason": "As agreed.",
        "request": str(world.request.uid),
    }
    made = api.post("/budgets", asked).json()
    both = api.post("/budgets", asked | {"project": str(world.project.uid)})

    assert "No budget is set" in empty
    assert (set_.status_code, again.status_code, Budget.objects.count()) == (302, 422, 2)
    assert f"request {world.request.title}" in text(page, where)
    assert (made["request"], made["project"]) == (str(world.request.uid), None)
    assert (both.status_code, both.json()["code"]) == (422, "budgets.one_scope")
    assert where in text(page, address("request", world.request.uid))
