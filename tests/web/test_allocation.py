"""The page of an allocation: who may open it, proposing, correcting, applying and taking back."""

from datetime import date

import pytest
from django.urls import reverse

from assay.kit.clock import now, working_day
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.people.enums import Role
from assay.people.models import User
from assay.planning.actions.allocations import propose, put_in_force
from assay.planning.models import AllocationRun, PoolChoice
from assay.planning.queries.allocations import weeks_offered
from assay.planning.rules.allocation import Terms
from tests.people.cast import signed_in, user
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible
from tests.web.quality_cast import address, n_queries, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Feasible:
    """Of this moment: Ana and Bia (at Porto) give 10 hours a week, 40 hours wait."""
    found = make_feasible(at=now())
    join(found.project, found.people["ana"], found.people["bia"])
    left_in(found, 4000)
    return found


@pytest.fixture
def run(world: Feasible) -> AllocationRun:
    return propose(world.intake.omar, week_on=next_week(), terms=Terms(), now=now())


@pytest.fixture
def rania(world: Feasible) -> User:
    return user("Rania", Role.SITE_LEAD, site=world.people["bia"].site)


def next_week() -> date:
    return weeks_offered(working_day(now(), "UTC"))[1]


def test_who_may_open_the_page(world: Feasible, run: AllocationRun, rania: User) -> None:
    people = {"omar": world.intake.omar, "mia": user("Mia", Role.CROWD_MANAGER), "rania": rania}
    people |= {"rita": world.intake.rita, "zoe": world.intake.zoe, "ana": world.people["ana"].user}

    def at(where: str) -> dict[str, int]:
        return {name: signed_in(who).get(where).status_code for name, who in people.items()}

    closed = {"rita": 404, "zoe": 404, "ana": 404}
    assert at(reverse("allocation")) == {"omar": 200, "mia": 200, "rania": 200, **closed}
    assert at(address("allocation-run", run.uid)) == {"omar": 200, "mia": 200, "rania": 404, **closed}


def test_a_gap_says_what_binds_and_people_stand_with_their_hours(world: Feasible, run: AllocationRun) -> None:
    page = text(signed_in(world.intake.omar), reverse("allocation"))

    for said in (
        "All who fit work on it with all their time: 20.0 h.",
        "Proposed, not applied",
        "Norte · Porto",
        "pt-BR: 10.00 h",
        "of 40.0 h that projects need",
    ):
        assert said in page


def test_a_week_is_proposed_and_applied_with_one_click_each(world: Feasible) -> None:
    omar = signed_in(world.intake.omar)
    form = {"week_on": next_week().isoformat(), "shrinkage": "30", "occupancy": "90", "least_hours": "2,5"}

    omar.post(reverse("allocation-propose"), form)
    run_now(Job.objects.get(kind="planning.propose_allocation"))
    run = AllocationRun.objects.get()
    assert (run.given["shrinkage"], run.given["least_hours"], run.given["accuracy_floor"]) == (0.3, 2.5, 0.0)
    omar.post(address("allocation-apply", run.uid))
    done = run_now(Job.objects.get(kind="planning.apply_allocation"))

    assert done.result == {"allocation": str(run.uid), "n_new_members": 0}
    page = text(omar, reverse("allocation"))
    assert "In force: applied by Omar" in page
    after = omar.post(address("allocation-withdraw", run.uid), follow=True).content.decode()
    assert "Taken back" in after


def test_a_correction_is_kept_for_the_week_and_asks_for_a_new_proposal(
    world: Feasible, run: AllocationRun
) -> None:
    omar = signed_in(world.intake.omar)
    form = {
        "pseudonym": "p1",
        "project": str(world.project.uid),
        "kind": "pinned",
        "hours": "3",
        "reason": "Exam.",
    }

    page = omar.post(address("allocation-override", run.uid), form, follow=True).content.decode()

    choice = PoolChoice.objects.get()
    assert (choice.week_on, choice.quarters, choice.contributor.pseudonym) == (run.week_on, 12, "p1")
    assert "Propose again, so that it fits." in page
    refused = omar.post(address("allocation-apply", run.uid), follow=True).content.decode()
    assert "propose again" in refused


def test_a_site_lead_sees_and_corrects_own_people_only(
    world: Feasible, run: AllocationRun, rania: User
) -> None:
    put_in_force(world.intake.omar, run=run, now=now())
    page = signed_in(rania)
    form = {"project": str(world.project.uid), "kind": "out", "hours": "", "reason": "On leave."}

    shown = text(page, reverse("allocation"))
    assert ">p2</a>" in shown
    for hidden in (">p1</a>", "What binds", "Hours short", "Idle capacity", "Propose</button>"):
        assert hidden not in shown
    other = page.post(address("allocation-override", run.uid), form | {"pseudonym": "p1"}, follow=True)
    assert "There is no person p1." in other.content.decode()
    page.post(address("allocation-override", run.uid), form | {"pseudonym": "p2"})
    assert PoolChoice.objects.get().contributor == world.people["bia"]
    assert (
        "role does not allow"
        in page.post(address("allocation-withdraw", run.uid), follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"week_on": "0001-01-01"}, "That week is over."),
        ({"week_on": "9999-12-31"}, "A week begins on a Monday."),
        ({"week_on": "\0"}, "A week begins on a Monday."),
        ({"shrinkage": "nan"}, "time away from work must lie between"),
        ({"least_hours": "inf"}, "wished minimum of hours must lie between"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_with_a_sentence(
    world: Feasible, change: dict[str, str], said: str
) -> None:
    form = {"week_on": next_week().isoformat()} | change

    page = signed_in(world.intake.omar).post(reverse("allocation-propose"), form, follow=True)

    assert said in page.content.decode()
    assert not Job.objects.exists()


def test_the_page_asks_as_often_with_one_person_as_with_two(world: Feasible, run: AllocationRun) -> None:
    page, where = signed_in(world.intake.omar), address("allocation-run", run.uid)
    text(page, where)
    n_of_two = n_queries(page, where)

    assert n_queries(page, f"{where}?q=p1") == n_of_two


def test_idle_people_and_waiting_work_are_sentences_on_both_pages(
    world: Feasible, run: AllocationRun, rania: User
) -> None:
    """And nothing of it for who leads a site."""
    omar = signed_in(world.intake.omar)
    waits = "Brazilian Portuguese: 20 h wait beyond the week of"

    pages = [text(omar, where) for where in (reverse("allocation"), reverse("portfolio") + "?view=load")]
    theirs = text(signed_in(rania), reverse("allocation"))

    assert [waits in page for page in pages] == [True, True]
    assert (waits in theirs, "Look again" in theirs) == (False, False)


def test_looking_again_is_a_job(world: Feasible, rania: User) -> None:
    omar = signed_in(world.intake.omar)

    started = omar.post(reverse("allocation-look"))
    refused = signed_in(rania).post(reverse("allocation-look"), follow=True)

    job = Job.objects.get(kind="planning.look_ahead")
    assert started.status_code == 302
    assert str(job.uid) in started["Location"]
    assert "Say who a project is for" in refused.content.decode()
    assert run_now(job).result["n_findings"] > 0
