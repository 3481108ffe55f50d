"""The API of standing, appeals and disputes: the refusals of the pages, and nothing of another site."""

import pytest

from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import ReviewVerdict
from assay.quality.models import ReviewItem
from tests.api.calling import Api, token_of
from tests.quality.review_world import at_site, waiting
from tests.work.world import World

pytestmark = pytest.mark.django_db
RULE = {
    "key": "Gold", "measure": "gold", "threshold": 0.8, "window": 40, "least": 15,
    "ladder": ["warn", "pause"], "days": 7,
}  # fmt: skip


@pytest.fixture
def world() -> World:
    """One person of the site North judged one task."""
    return waiting(has_site=True)[0]


def somebody(name: str, role: Role, **where: object) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=now())
    Grant.objects.create(user=user, role=role, granted_at=now(), **where)
    return user


def as_(user: User) -> Api:
    return Api(token_of(user))


def ben(world: World) -> Api:
    return as_(somebody("Ben", Role.QA_ANALYST, project_id=world.project.pk))


def test_rules_are_made_looked_at_and_switched_on(world: World) -> None:
    api = ben(world)
    made = api.post(f"/projects/{world.project.uid}/standing-rules", {"rules": [RULE], "note": "First"})
    address = f"/standing-rules/{made.json()['uid']}"

    too_early = api.post(f"{address}/switch-on")
    started = api.post(f"{address}/simulate")
    run_now(Job.objects.get())
    on = api.post(f"{address}/switch-on")

    assert (made.status_code, made.json()["rules"][0]["ladder"]) == (201, ["warn", "pause"])
    assert (too_early.status_code, too_early.json()["code"]) == (409, "standing.not_simulated")
    assert (started.status_code, on.status_code, on.json()["is_on"]) == (202, 200, True)
    assert (on.json()["simulation"]["n_people"], on.json()["simulation"]["hits"]) == (1, [])
    assert api.post(f"{address}/switch-off").json()["is_on"] is False


def test_rules_that_cannot_be_are_refused_with_their_field(world: World) -> None:
    bad = {**RULE, "measure": "integrity", "threshold": 1}

    said = ben(world).post(f"/projects/{world.project.uid}/standing-rules", {"rules": [bad]})

    assert (said.status_code, said.json()["code"]) == (422, "standing.families")


def test_a_step_is_taken_appealed_by_the_person_and_decided_by_another(world: World) -> None:
    api, bea = ben(world), as_(somebody("Bea", Role.QA_ANALYST, project_id=world.project.pk))
    ana, zoe = as_(world.people[0].user), as_(somebody("Zoe", Role.REVIEWER))
    asked = {"contributor": str(world.people[0].uid), "step": "pause", "reason": "Seen.", "days": 3}

    step = api.post(f"/projects/{world.project.uid}/standing-steps", asked).json()
    own = ana.get("/standing/steps").json()["items"]
    appeal = ana.post(f"/standing-steps/{step['uid']}/appeal", {"reason": "Not me."})
    ruling = {"is_right": True, "ruling": "So it was."}
    refused = api.post(f"/appeals/{appeal.json()['uid']}/decide", ruling)
    decided = bea.post(f"/appeals/{appeal.json()['uid']}/decide", ruling)

    assert [each["uid"] for each in own] == [step["uid"]]
    assert (appeal.status_code, refused.json()["code"]) == (201, "appeal.own_decision")
    assert (decided.status_code, decided.json()["state"]) == (200, "overturned")
    ended = api.get(f"/projects/{world.project.uid}/standing-steps?ended=true").json()["items"]
    assert [each["state"] for each in ended] == ["overturned"]
    assert zoe.get("/standing/steps").status_code == 404


def reviewed(world: World, by: User) -> None:
    decision = Decision(ReviewVerdict.REJECTED, errors=[Charge("instructions")], comment="Look.")
    decide(by, item=ReviewItem.objects.get(), decision=decision, now=now())


def test_an_error_is_disputed_by_who_leads_the_site_and_the_score_follows(world: World) -> None:
    lea = somebody("Leo", Role.PROJECT_OWNER, project_id=world.project.pk)
    reviewed(world, lea)
    ravi = as_(somebody("Ravi", Role.SITE_LEAD, site=world.people[0].site))
    [charged] = ravi.get("/reviews/charged").json()["items"]
    asked = {"error": charged["errors"][0]["uid"], "reason": "Section three."}

    dispute = ravi.post(f"/reviews/{charged['uid']}/disputes", asked).json()
    ruling = {"is_overturned": True, "ruling": "It says so."}
    own = as_(lea).post(f"/disputes/{dispute['uid']}/decide", ruling)
    decided = ben(world).post(f"/disputes/{dispute['uid']}/decide", ruling)

    scores = ravi.get(f"/projects/{world.project.uid}/scores").json()
    assert (own.status_code, own.json()["code"]) == (403, "dispute.own_review")
    assert decided.json()["state"] == "overturned"
    [score] = scores["contributors"]
    assert (score["raw"]["share"], score["adjusted"]["share"], score["raw"]["n"]) == (0.0, 1.0, 1)
    assert scores["reviewers"] == []
    again = as_(lea).post(f"/projects/{world.project.uid}/scores/recompute")
    assert again.json() == {"n_changed": 0}


def test_a_site_lead_sees_nothing_of_another_site(world: World) -> None:
    reviewed(world, somebody("Leo", Role.PROJECT_OWNER, project_id=world.project.pk))
    uid = as_(world.people[0].user).get("/reviews/charged").json()["items"][0]["uid"]
    rosa = as_(
        somebody("Rosa", Role.SITE_LEAD, site=at_site(World(**{**vars(world), "people": []}), "South"))
    )

    assert rosa.get("/reviews/charged").json()["items"] == []
    assert rosa.post(f"/reviews/{uid}/disputes", {"reason": "No."}).status_code == 404
    assert rosa.get(f"/projects/{world.project.uid}/scores").status_code == 404
