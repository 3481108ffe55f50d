"""Why a label is what it is, over the API: everything that was checked, and nothing out of scope."""

import pytest

from assay.people.enums import Role
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.lots import cut_lots, publish_plan
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.work.models import Task
from tests.api.calling import Api, token_of
from tests.quality.lot_world import MAJOR
from tests.quality.review_world import somebody, waiting
from tests.quality.test_overturning import overturn
from tests.work.world import later

pytestmark = pytest.mark.django_db


def test_reviews_disputes_decision_and_lot_stand_beside_the_judgments() -> None:
    world, [item, _other] = waiting(n_tasks=2)
    ben = somebody(world, "Ben")
    decision = Decision("rejected", (Charge("instructions", "match"),), "No.")
    review = decide(ben, item=item, decision=decision, now=later(minutes=10))
    run_consensus(None, stage=world.stage, now=later(minutes=20))
    overturn(world, review)
    publish_plan(None, stage=world.stage, now=later(minutes=30), classes=MAJOR, lot_size=10)
    [lot] = cut_lots(None, stage=world.stage, now=later(minutes=40))
    rita, zoe = somebody(world, "Rita", Role.REQUESTER), somebody(world, "Zoe", Role.REVIEWER)
    where = f"/tasks/{Task.objects.get(pk=item.task_id).uid}/why?question=match"

    found = Api(token_of(rita)).get(where).json()

    [told] = found["reviews"]
    assert (told["reviewer"], told["verdict"], told["is_correct"], told["is_correct_now"]) == (
        "Ben",
        "rejected",
        False,
        True,
    )
    assert [(each["key"], each["question"]) for each in told["errors"]] == [("instructions", "match")]
    assert [(each["state"], each["ruling"]) for each in told["disputes"]] == [("overturned", "It does.")]
    assert (found["lot"]["lot"], found["lot"]["number"], found["lot"]["state"]) == (
        str(lot.uid),
        1,
        "inspected",
    )
    assert found["decision"] == {"reviewer": "", "reason": "", "outcome": "", "because": ""}
    assert (found["judgments"][0]["schema_number"], found["judgments"][0]["n_gold"]) == (1, 0)
    assert Api(token_of(zoe)).get(where).status_code == 404
