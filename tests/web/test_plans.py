"""Pages of the plan: against actual, the form with what it takes, milestones, responsibilities."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.planning.models import MilestoneDone, PlanVersion, RaciVersion
from assay.planning.queries.progress import monday_of
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, somebody, statuses, text
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
SEES = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 403, "zoe": 404}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def form(**change: str) -> dict[str, str]:
    first_on = monday_of(now().date())
    usual = {
        "first_on": first_on.isoformat(),
        "n_weeks": "3",
        "n__0": "1,200",
        "n__1": "800",
        "n__2": "",
        "overlap": "3",
        "handling_seconds": "30",
        "hours_per_person": "40",
        "shrinkage": "30",
        "occupancy": "90",
        "gold_share": "10",
        "gold_exposures": "200",
        "review_share": "10",
        "review_seconds": "40",
        "budget": "2500.50",
        "currency": "eur",
        "n_milestones": "2",
        "key_0": "ramp",
        "name_0": "Ramp-up",
        "owner_0": "",
        "due_0": (first_on + timedelta(days=30)).isoformat(),
        "key_1": "",
        "name_1": "Party",
        "due_1": first_on.isoformat(),
        "owner_1": "",
    }
    return usual | change


def test_who_may_open_the_pages(world: World, cast: Cast) -> None:
    uid = world.project.uid

    assert statuses(cast, address("plan", uid)) == SEES
    assert statuses(cast, address("raci", uid)) == SEES
    assert statuses(cast, address("plan-edit", uid)) == SEES | {"ben": 403, "rita": 403}
    mia = signed_in(somebody("Mia", NOW, role=Role.CROWD_MANAGER))
    assert mia.get(address("plan", uid)).status_code == 200
    assert signed_in(world.people[1].user).get(address("plan", uid)).status_code == 404


def test_a_plan_is_looked_at_before_it_is_approved(world: World, cast: Cast) -> None:
    lea, where = signed_in(cast.lea), address("plan-edit", world.project.uid)

    assert "Guideline ready" in text(lea, where)
    preview = lea.post(where, form() | {"what": "preview"}).content.decode()
    assert PlanVersion.objects.count() == 0
    page = lea.post(where, form(), follow=True).content.decode()

    # 3,600 judgments and 400 of gold, of 30 s: 33.3 h of handling in the busier week, 1.32 people.
    assert "What it would take" in preview
    version = PlanVersion.objects.get()
    assert (version.budget_micros, version.currency) == (2_500_500_000, "EUR")
    assert sorted(version.milestones.values_list("key", "kind", "name")) == [
        ("own-1", "own", "Party"),
        ("ramp", "ramp", "Ramp-up"),
    ]
    assert "2,500.50 EUR" in page
    assert "Plan against actual" in page
    assert "2,000" in page


def test_a_plan_anew_needs_a_reason_and_shows_the_baseline(world: World, cast: Cast) -> None:
    lea, where = signed_in(cast.lea), address("plan-edit", world.project.uid)
    lea.post(where, form())

    refused = lea.post(where, form(n__0="600"))
    page = lea.post(where, form(n__0="600", reason="Fewer people."), follow=True).content.decode()

    assert refused.status_code == 422
    assert "Say why it is planned anew" in refused.content.decode()
    assert "First planned (baseline)" in page
    assert "Fewer people." in page


def test_a_large_budget_stands_in_the_form_as_it_was_planned(world: World, cast: Cast) -> None:
    lea, where = signed_in(cast.lea), address("plan-edit", world.project.uid)

    lea.post(where, form(budget="1,234,567.50"))

    assert PlanVersion.objects.get().budget_micros == 1_234_567_500_000
    assert lea.get(where).context["amount"] == "1234567.50"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"n__0": "", "n__1": ""}, "at least one week"),
        ({"n__0": "many"}, "whole numbers"),
        ({"first_on": "soon"}, "begins on a Monday"),
        ({"first_on": "9999-12-27"}, "begins on a Monday"),
        ({"name_1": "\0"}, "has a name and a date"),
        ({"due_0": "9999-12-31"}, "has a name and a date"),
        ({"shrinkage": "99"}, "must lie between 0% and 90%."),
        ({"handling_seconds": "nan"}, "must lie between 0.5 and 86,400."),
        ({"budget": "-5"}, "A budget is an amount"),
        ({"currency": "A1B"}, "A budget is an amount"),
        ({"due_0": ""}, "has a name and a date"),
    ],
)
def test_mistakes_are_refused(world: World, cast: Cast, change: dict[str, str], said: str) -> None:
    response = signed_in(cast.lea).post(address("plan-edit", world.project.uid), form(**change))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert PlanVersion.objects.count() == 0


def test_more_weeks_are_shown_without_anything_being_stored(world: World, cast: Cast) -> None:
    where = address("plan-edit", world.project.uid)

    page = signed_in(cast.lea).post(where, form(n_weeks="5", what="weeks")).content.decode()

    assert 'name="n__4"' in page
    assert 'value="1200"' in page
    assert PlanVersion.objects.count() == 0


def test_a_week_that_runs_is_not_behind_yet(world: World, cast: Cast) -> None:
    lea = signed_in(cast.lea)

    page = lea.post(address("plan-edit", world.project.uid), form(what="approve"), follow=True)

    shown = page.content.decode()
    assert PlanVersion.objects.count() == 1
    assert "-1,200 so far" in shown
    assert 'class="is-bad">-1,200' not in shown


def test_a_milestone_is_reached_on_the_page(world: World, cast: Cast) -> None:
    lea = signed_in(cast.lea)
    lea.post(address("plan-edit", world.project.uid), form())

    page = lea.post(address("plan-milestone", world.project.uid), {"key": "ramp"}, follow=True)

    assert "Done in time" in page.content.decode()


def test_a_day_that_is_none_is_no_day_on_which_a_milestone_was_reached(world: World, cast: Cast) -> None:
    lea = signed_in(cast.lea)
    lea.post(address("plan-edit", world.project.uid), form())

    for day in ("yesterday", "0001-01-01"):
        given = {"key": "ramp", "done_on": day}
        page = lea.post(address("plan-milestone", world.project.uid), given, follow=True).content.decode()
        assert "Say the day on which it was done" in page
    assert not MilestoneDone.objects.exists()


def test_a_form_that_says_it_has_milestones_without_end_is_read_all_the_same(
    world: World, cast: Cast
) -> None:
    endless = form(n_milestones="99999999999")

    response = signed_in(cast.lea).post(address("plan-edit", world.project.uid), endless)

    assert response.status_code == 302
    assert PlanVersion.objects.get().milestones.count() == 2


def test_the_matrix_wants_one_accountable_person(world: World, cast: Cast) -> None:
    lea, where = signed_in(cast.lea), address("raci", world.project.uid)
    line = {"name_0": "Budget", f"at_0_{cast.lea.uid}": "A"}

    assert "Daily production" in text(lea, f"{where}?edit=1")
    refused = lea.post(where, line | {f"at_0_{cast.ben.uid}": "A"})
    assert refused.status_code == 422
    assert "exactly one person is accountable" in refused.content.decode()
    lea.post(where, line | {f"at_0_{cast.ben.uid}": "R"})

    (version,) = RaciVersion.objects.all()
    assert version.activities[0]["people"] == {str(cast.lea.uid): "A", str(cast.ben.uid): "R"}
    assert "Budget" in text(signed_in(cast.rita), where)
    assert signed_in(cast.rita).post(where, line).status_code == 403


def test_more_weeks_ask_nothing_more(world: World, cast: Cast) -> None:
    lea, where = signed_in(cast.lea), address("plan", world.project.uid)
    lea.post(address("plan-edit", world.project.uid), form(n__1="", name_1="", due_1=""))
    before = n_queries(lea, where)
    lea.post(address("plan-edit", world.project.uid), form(n__2="9", reason="More."))

    assert n_queries(lea, where) == before
