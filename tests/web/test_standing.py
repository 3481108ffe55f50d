"""Pages of standing: who sees what, rules from form to switch, the own page with its appeal."""

import re

import pytest
from django.urls import reverse

from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.people.actions.contributors import change_standing
from assay.people.enums import Role, Standing
from assay.people.models import Grant
from assay.quality.actions.standing import take_step
from assay.quality.enums import StepKind, StepState
from assay.quality.models import Appeal, StandingRules, StandingStep
from assay.web.standing.forms import proposed, shown_rows
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, somebody, statuses, text
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_people=3, n_tasks=2)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def paused(world: World, cast: Cast, nth: int = 0, step: StepKind = StepKind.PAUSE) -> StandingStep:
    return take_step(
        cast.ben, project=world.project, contributor=world.people[nth], step=step,
        reason="Two escalations.", days=7, way_back="Write to Lea.", now=now(),
    )  # fmt: skip


def form_of_proposal() -> dict[str, object]:
    """The form as the page proposes it, sent as it is."""
    form: dict[str, object] = {"note": "First"}
    for nth, rule in enumerate(proposed()):
        row = shown_rows(proposed())[nth]
        form |= {
            f"key-{nth}": row.key, f"measure-{nth}": rule["measure"], f"threshold-{nth}": row.threshold,
            f"window-{nth}": row.window, f"least-{nth}": row.least, f"days-{nth}": row.days,
            f"ladder-{nth}": rule["ladder"], f"way_back-{nth}": row.way_back,
        }  # fmt: skip
        form |= {f"takes_back-{nth}": "1"} if row.takes_back else {}
    return form


def test_who_may_open_what(world: World, cast: Cast) -> None:
    paused(world, cast)
    uid = world.project.uid

    assert statuses(cast, address("standing", uid)) == {
        "nobody": 302, "lea": 200, "ben": 200, "rita": 404, "ravi": 200, "zoe": 404,
    }  # fmt: skip
    for page in ("standing-rules", "appeals"):
        assert statuses(cast, address(page, uid)) == {
            "nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 403, "zoe": 404,
        }  # fmt: skip
    assert statuses(cast, reverse("people-appeals"))["ben"] == 404
    assert statuses(cast, reverse("own-standing"))["ben"] == 404


def test_a_site_lead_reads_of_the_own_people_only_and_may_appeal_for_them(world: World, cast: Cast) -> None:
    own, other = paused(world, cast), paused(world, cast, 1)
    ravi = signed_in(cast.ravi)

    page = text(ravi, address("standing", world.project.uid))
    said = ravi.post(address("step-appeal", own.uid), {"reason": "She was on leave."})

    assert (">p0<" in page, ">p1<" in page, "By hand" in page) == (True, False, False)
    assert "Appeal for p0" in page
    assert "Appeal for p0" not in text(ravi, address("standing", world.project.uid))
    assert (said.status_code, Appeal.objects.get().raised_by) == (302, cast.ravi)
    assert ravi.post(address("step-appeal", other.uid), {"reason": "No."}).status_code == 404
    assert ravi.post(address("step-lift", own.uid), {"reason": "No."}).status_code == 302
    own.refresh_from_db()
    assert own.state == StepState.OPEN


def test_who_may_not_appeal_is_not_asked_to(world: World, cast: Cast) -> None:
    paused(world, cast)
    mia = signed_in(somebody("Mia", now(), role=Role.CROWD_MANAGER))

    page = text(mia, address("standing", world.project.uid))

    assert (">p0<" in page, "Appeal for p0" in page) == (True, False)


def test_a_number_of_days_that_nobody_types_is_no_fault(world: World, cast: Cast) -> None:
    asked = {"contributor": str(world.people[0].uid), "step": "pause", "reason": "So.", "days": "9" * 5000}

    said = signed_in(cast.ben).post(address("standing-take", world.project.uid), asked, follow=True)

    assert "A pause or probation needs an end" in said.content.decode()


def test_rules_go_from_the_proposal_over_the_past_month_to_being_in_force(world: World, cast: Cast) -> None:
    ben = signed_in(cast.ben)
    where = address("standing-rules", world.project.uid)
    assert "A proposal to begin with" in text(ben, where)

    made = ben.post(where, form_of_proposal()).headers["Location"]
    waiting = text(ben, made)
    run_now(Job.objects.get())
    looked_at = text(ben, made)
    ben.post(f"{made}switch/", {"to": "on"})

    version = StandingRules.objects.get()
    assert [rule["key"] for rule in version.rules] == ["Gold", "Agreement", "Haste", "Signs of fraud"]
    assert [rule["threshold"] for rule in version.rules] == [0.8, 0.65, 0.6, 2]
    assert ("Switch on" in waiting, "Switch on" in looked_at, version.is_on) == (False, True, True)
    assert "Nothing was measured for: Gold" in looked_at
    assert "fewer than 80 % are right" in looked_at


def test_what_was_typed_stays_when_rules_are_refused(world: World, cast: Cast) -> None:
    form = {**form_of_proposal(), "threshold-0": "180", "way_back-3": "", "days-3": "0"}

    said = signed_in(cast.ben).post(address("standing-rules", world.project.uid), form)

    page = said.content.decode()
    assert said.status_code == 422
    assert "A threshold is a share between 0 and 1" in page
    assert "needs an end (days) or a way back" in page
    assert ('value="180"' in page, StandingRules.objects.count()) == (True, 0)


def test_the_own_page_says_why_until_when_and_takes_an_appeal_that_another_person_decides(
    world: World, cast: Cast
) -> None:
    step = paused(world, cast)
    ana, where = signed_in(world.people[0].user), reverse("own-standing")
    page = text(ana, where)
    ana.post(address("step-appeal", step.uid), {"reason": "It was not me."})
    by_ben = text(signed_in(cast.ben), address("appeals", world.project.uid))
    lea = signed_in(cast.lea)
    by_lea = text(lea, address("appeals", world.project.uid))
    lea.post(address("appeal-decide", Appeal.objects.get().uid), {"is_right": "yes", "ruling": "So it was."})

    assert all(each in page for each in ("Two escalations.", "Write to Lea.", "Appeal"))
    assert "You decided what this appeal is against" in by_ben
    assert ("It was not me." in by_lea, "Take it back" in by_lea) == (True, True)
    assert "So it was." in text(ana, where)
    assert StandingStep.objects.get().state == StepState.OVERTURNED
    # A whole word: the token of a form may contain it.
    assert not re.search(r"\bp1\b", page)


def test_who_is_to_read_again_says_so_and_goes_on(world: World, cast: Cast) -> None:
    step = paused(world, cast, step=StepKind.RETRAIN)
    ana = signed_in(world.people[0].user)

    page = text(ana, reverse("own-standing"))
    assert "I have read it again" in page
    assert (address("guideline-of", world.project.uid) in page) == (
        world.project.guideline_version is not None
    )
    ana.post(address("step-confirm", step.uid))

    assert StandingStep.objects.get().state == StepState.CONFIRMED


def test_a_pause_everywhere_is_appealed_there_and_decided_by_who_manages_people(
    world: World, cast: Cast
) -> None:
    mia = somebody("Mia", now(), role=Role.CROWD_MANAGER)
    mo = somebody("Mo", now(), role=Role.CROWD_MANAGER)
    change_standing(
        mia,
        contributor=world.people[0],
        standing=Standing.PAUSED,
        reason="Seen.",
        way_back="Write.",
        now=now(),
    )
    ana = signed_in(world.people[0].user)
    ana.post(reverse("standing-appeal"), {"reason": "Not me."})

    page = text(signed_in(mo), reverse("people-appeals"))
    signed_in(mo).post(
        address("appeal-decide", Appeal.objects.get().uid), {"is_right": "no", "ruling": "It was."}
    )

    assert ("Not me." in page, "It was." in text(ana, reverse("own-standing"))) == (True, True)


def test_the_list_asks_as_often_for_three_as_for_one(world: World, cast: Cast) -> None:
    Grant.objects.filter(user=cast.ben).delete()
    lea, where = signed_in(cast.lea), address("standing", world.project.uid)
    step = {"step": StepKind.WARN, "reason": "So.", "taken_at": now(), "project": world.project}
    StandingStep.objects.create(contributor=world.people[0], **step)
    for_one = n_queries(lea, where)
    for person in world.people[1:]:
        StandingStep.objects.create(contributor=person, **step)

    assert n_queries(lea, where) == for_one
