"""Pages of feasibility: who opens and computes, what the requester does not see, and how the step follows."""

import pytest
from django.test import Client
from django.urls import reverse

from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Grant
from assay.planning.models import FeasibilityRun, RushQuestion
from assay.planning.queries.feasibility import newest_of
from assay.planning.rules.feasibility import Given, Rates
from tests.people.cast import signed_in, user
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
FORM = {
    "overlap": "2",
    "gold_share": "0",
    "review_share": "10",
    "review_seconds": "90",
    "busy_share": "50",
    "idle_chance": "50",
    "rate_pt-BR": "6.50",
    "rate_de-DE": "",
    "currency": "eur",
}


@pytest.fixture
def world() -> Feasible:
    return make_feasible(now())


def page(world: Feasible) -> str:
    return reverse("request-feasibility", args=[world.request.uid])


def text(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return " ".join(answer.content.decode().split())


def test_who_opens_the_page_of_a_request(world: Feasible) -> None:
    intake = world.intake
    people = {
        "rita": intake.rita,
        "lea": intake.lea,
        "omar": intake.omar,
        "zoe": intake.zoe,
        "ravi": intake.ravi,
        "ana": world.people["ana"].user,
        "kim": user("Kim", Role.REQUESTER),
    }

    found = {name: signed_in(person).get(page(world)).status_code for name, person in people.items()}

    assert found == {
        **dict.fromkeys(("rita", "lea", "omar"), 200),
        **dict.fromkeys(("zoe", "ravi", "ana", "kim"), 404),
    }
    assert Client().get(page(world)).status_code == 302


def test_it_is_computed_shown_and_lets_the_request_go_on(world: Feasible) -> None:
    lea = signed_in(world.lea)
    before = text(lea, reverse("request", args=[world.request.uid]))

    answer = lea.post(page(world), FORM)

    assert answer.status_code == 302
    run = FeasibilityRun.objects.get()
    found = newest_of(world.request)
    assert found is not None
    assert found.given == Given(2, 0, 0.1, 90, 0.5, 0.5)
    assert found.rates == Rates({"pt-BR": 6_500_000}, "EUR")
    shown = text(lea, page(world))
    assert "pt-BR · Brazil" in shown
    assert "Porto 1" in shown
    assert "no rate given" in shown
    assert "Why it is judged without an estimate" in before
    assert "Why it is judged without an estimate" not in text(
        lea, reverse("request", args=[world.request.uid])
    )
    lea.post(reverse("request-step", args=[world.request.uid]), {"to": "feasible"})
    world.request.refresh_from_db()
    assert (world.request.state, run.made_by) == (S.FEASIBLE, world.lea)


def test_what_is_wrong_is_said_at_its_field(world: Feasible) -> None:
    wrong = {**FORM, "overlap": "many", "busy_share": "150", "currency": ""}

    answer = signed_in(world.lea).post(page(world), wrong)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Judgments per task must lie between 1 and 50." in shown
    assert "The share of busy people&#x27;s hours must lie between 0% and 100%." in shown
    assert "Say the currency of the rates as three letters" in shown
    assert not FeasibilityRun.objects.exists()


def test_the_requester_sees_what_comes_out_and_neither_rates_nor_sites(world: Feasible) -> None:
    signed_in(world.lea).post(page(world), FORM)
    rita = signed_in(world.intake.rita)

    shown = text(rita, page(world))

    assert "pt-BR · Brazil" in shown
    for hidden in ("Porto", "6.50", "p1", "Person 1", "Reckoned with</h2>", "Decide otherwise"):
        assert hidden not in shown, hidden
    refused = rita.post(page(world), FORM)
    assert refused.status_code == 422
    assert "This is for a project owner to do." in refused.content.decode()
    assert FeasibilityRun.objects.count() == 1


def test_another_channel_is_decided_and_older_runs_are_opened(world: Feasible) -> None:
    lea = signed_in(world.lea)
    lea.post(page(world), FORM)
    lea.post(page(world), {**FORM, "overlap": "3"})
    decide = reverse("request-feasibility-overrule", args=[world.request.uid])

    lea.post(decide, {"channel": "bpo", "reason": "Porto hires twenty people."})

    assert "Porto hires twenty people." in text(lea, page(world))
    older = text(lea, page(world) + "?run=1")
    assert "there is a newer one" in older
    assert "Porto hires twenty people." not in older
    assert lea.post(decide, {"channel": "nobody", "reason": "So."}).status_code == 404


def test_a_running_project_is_reckoned_from_its_plan(world: Feasible) -> None:
    join(world.project, world.people["ana"], world.people["bia"])
    left_in(world, 1000)
    people = {
        "lea": world.lea,
        "rita": world.intake.rita,
        "ravi": world.intake.ravi,
        "ana": world.people["ana"].user,
    }
    Grant.objects.create(user=people["ravi"], role=Role.SITE_LEAD, vendor=world.vendor, granted_at=NOW)
    where = reverse("project-feasibility", args=[world.project.uid])
    lea = signed_in(world.lea)

    found = {name: signed_in(person).get(where).status_code for name, person in people.items()}
    answer = lea.post(where, {**FORM, "rate_pt-BR": "", "currency": ""})

    assert found == {"lea": 200, "rita": 200, "ravi": 403, "ana": 404}
    assert answer.status_code == 302
    assert FeasibilityRun.objects.get().project == world.project
    assert "on this project" in text(lea, where)
    assert "Porto 1" in text(lea, where)
    assert "Porto" not in text(signed_in(people["rita"]), where)


def test_a_rush_is_asked_on_the_request_and_answered_at_the_project(world: Feasible) -> None:
    Request.objects.update(rush_reason="The release of May depends on it.")
    join(world.project, world.people["ana"], world.people["bia"])
    left_in(world, 4000)
    lea, rita = signed_in(world.lea), signed_in(world.intake.rita)
    lea.post(page(world), FORM)
    project = reverse("project-feasibility", args=[world.project.uid])

    lea.post(reverse("rush-ask", args=[world.request.uid]))

    question = RushQuestion.objects.get()
    answer = reverse("rush-answer", args=[question.uid])
    assert "Shop search" in text(lea, page(world))
    assert "The release of May depends on it." in text(rita, page(world))
    assert "Shop search" not in text(rita, page(world))
    assert "Rush requests that would delay it" in text(lea, project)
    assert "Rush requests that would delay it" not in text(rita, project)
    assert rita.post(answer, {"answer": "agreed"}).status_code == 403
    assert signed_in(world.intake.zoe).post(answer, {"answer": "agreed"}).status_code == 404
    assert lea.post(answer, {"answer": "perhaps"}).status_code == 404
    lea.post(answer, {"answer": "refused", "reason": "May is full."})
    assert "May is full." in text(lea, page(world))
