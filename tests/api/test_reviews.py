"""Reviews through the API: taken, decided, planned, and never of the own work."""

import pytest

from assay.people.enums import Role
from assay.people.models import Grant
from assay.quality.actions.review_plans import PlanTerms
from assay.quality.models import ReviewItem, ReviewPlan
from tests.api.calling import Api, token_of
from tests.quality.review_world import somebody, waiting
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db
ERRORS = [{"key": "wrong", "question": "match"}]


def taken(n_tasks: int = 1, **terms: object) -> tuple[World, Api, str]:
    world, _ = waiting(n_tasks=n_tasks, terms=PlanTerms(**terms) if terms else None)  # type: ignore[arg-type]  # As a test names them.
    return world, Api(token_of(somebody(world, "Ben", Role.QA_ANALYST))), f"/projects/{world.project.uid}"


def test_a_judgment_is_taken_and_decided() -> None:
    _world, ben, project = taken()

    case = ben.post(f"{project}/reviews/next").json()
    said = ben.post(
        f"/reviews/{case['uid']}/decide",
        {"verdict": "rejected", "errors": ERRORS, "comment": "Another brand.", "outcome": "recollect"},
    )

    assert (case["answers"], case["state"], case["author"]) == ({"match": "yes"}, "open", "p0")
    assert "wrong" in [each["key"] for each in case["error_types"]]
    assert (said.status_code, said.json()["is_correct"], said.json()["points"]) == (200, False, 0.5)
    assert [each["key"] for each in said.json()["errors"]] == ["wrong"]
    assert ben.post(f"{project}/reviews/next").status_code == 404
    assert [each["verdict"] for each in ben.get(f"{project}/reviews").json()["items"]] == ["rejected"]


def test_a_blind_one_is_answered_first() -> None:
    _world, ben, project = taken(is_blind=True)
    case = ben.post(f"{project}/reviews/next").json()

    early = ben.post(f"/reviews/{case['uid']}/decide", {"verdict": "accepted"})
    after = ben.post(f"/reviews/{case['uid']}/own-answers", {"answers": {"match": "no"}}).json()

    assert (case["answers"], case["author"]) == (None, "")
    assert (early.status_code, early.json()["code"]) == (409, "review.own_answer_first")
    assert (after["answers"], after["own_answers"]) == ({"match": "yes"}, {"match": "no"})
    given_back = ben.post(f"/reviews/{case['uid']}/release").json()
    assert (given_back["answers"], given_back["own_answers"]) == (None, None)


def test_the_own_work_is_neither_seen_nor_decided() -> None:
    world, _ben, project = taken()
    ana = world.people[0].user
    somebody_else = ReviewItem.objects.get()
    Grant.objects.create(user=ana, role=Role.REVIEWER, project_id=world.project.pk, granted_at=NOW)
    caller = Api(token_of(ana))

    assert caller.post(f"{project}/reviews/next").status_code == 404
    seen = caller.get(f"/reviews/{somebody_else.uid}")
    decided = caller.post(f"/reviews/{somebody_else.uid}/decide", {"verdict": "accepted"})
    assert [each.json()["code"] for each in (seen, decided)] == ["review.own_work"] * 2


def test_plans_and_error_types_are_published() -> None:
    _world, ben, project = taken()
    rules = [{"key": "all", "name": "All", "share": 0.5, "strata": ["contributor"]}]
    types = [{"key": "wrong", "name": "Simply wrong", "severity": "critical", "weight": 1.0}]

    plan = ben.post(f"{project}/review-plans", {"rules": rules, "audit_share": 0.2, "due_hours": 24})
    bad = ben.post(f"{project}/review-plans", {"rules": [{**rules[0], "share": 2}]})
    made = ben.post(f"{project}/error-taxonomies", {"types": types, "fails_at": 0.4})

    assert (plan.status_code, plan.json()["number"], plan.json()["audit_share"]) == (201, 2, 0.2)
    assert (bad.status_code, bad.json()["code"]) == (422, "sampling.bad_rule")
    assert (made.status_code, made.json()["number"]) == (201, 2)
    assert [each["number"] for each in ben.get(f"{project}/review-plans").json()["items"]] == [2, 1]
    first = ben.get(f"{project}/review-plans").json()["items"][1]["progress"]
    assert [(each["n_seen"], each["n_taken"]) for each in first] == [(1, 1)]
    assert [each["number"] for each in ben.get(f"{project}/error-taxonomies").json()["items"]] == [2, 1]
    assert ReviewPlan.objects.latest("number").due_hours == 24


def test_reviewers_capacity_and_planted_ones_are_for_who_manages_quality() -> None:
    world, ben, project = taken(n_tasks=2)
    case = ben.post(f"{project}/reviews/next").json()
    ben.post(f"/reviews/{case['uid']}/decide", {"verdict": "accepted"})
    judgment = str(ReviewItem.objects.latest("pk").judgment.uid)
    ria = Api(token_of(somebody(world, "Ria")))

    planted = ben.post(
        f"{project}/planted-reviews", {"judgment": judgment, "is_correct": False, "reason": "Known."}
    )
    found = ben.get(f"{project}/reviewers").json()
    [load] = ben.get(f"{project}/review-capacity").json()["languages"]

    assert (planted.status_code, planted.json()["is_correct"]) == (201, False)
    assert [(each["name"], each["n_reviews"], each["accuracy"]["n"]) for each in found["reviewers"]] == [
        ("Ben", 1, 0)
    ]
    assert found["observed"]["value"] == 1.0
    assert (load["n_waiting"], load["n_reviewed"]) == (1, 1)
    closed = [
        ria.get(f"{project}/reviewers"),
        ria.get(f"{project}/review-capacity"),
        ria.post(f"{project}/planted-reviews", {"judgment": judgment, "is_correct": True, "reason": "So."}),
    ]
    assert {each.status_code for each in closed} == {403}
