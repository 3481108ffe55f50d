"""Why a task came back, as its author's workbench asks for it: what was said, and never by whom."""

import pytest

from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.models import Review
from assay.work.models import Claim
from tests.api.calling import Api, token_of
from tests.quality.review_world import somebody, waiting
from tests.quality.test_overturning import overturn
from tests.work.world import World, later

pytestmark = pytest.mark.django_db
CHARGES = (Charge("instructions", "match", comment="Section 2."), Charge("content"))


def sent_back() -> tuple[World, Review]:
    world, items = waiting(n_people=2)
    decision = Decision("rejected", CHARGES, "Another brand.", outcome="rework")
    return world, decide(somebody(world, "Ben"), item=items[0], decision=decision, now=later(minutes=10))


def test_the_author_reads_the_comment_and_every_error() -> None:
    _world, review = sent_back()
    claim = Claim.objects.get(contributor=review.contributor, attempt=2)
    assert review.contributor is not None

    body = Api(token_of(review.contributor.user)).get(f"/work/claims/{claim.uid}/returned")

    found = body.json()
    kinds = {each.error_type.key: each.error_type for each in review.errors.select_related("error_type")}
    assert (body.status_code, found["comment"]) == (200, "Another brand.")
    assert found["errors"] == [
        {
            "name": kinds[key].name,
            "description": kinds[key].description,
            "severity": kinds[key].severity,
            "question": question,
            "subject": "",
            "comment": comment,
        }
        for key, question, comment in (("instructions", "match", "Section 2."), ("content", "", ""))
    ]
    assert "Ben" not in body.content.decode()


def test_nobody_else_reads_it_and_what_was_overturned_is_left_out() -> None:
    world, review = sent_back()
    claim = Claim.objects.get(contributor=review.contributor, attempt=2)
    assert review.contributor is not None
    mine = Api(token_of(review.contributor.user))
    [other] = [each for each in world.people if each != review.contributor]

    overturn(world, review, 0)
    once = mine.get(f"/work/claims/{claim.uid}/returned").json()
    overturn(world, review, 1, hours=5)

    assert [each["question"] for each in once["errors"]] == [""]
    assert mine.get(f"/work/claims/{claim.uid}/returned").status_code == 204
    assert Api(token_of(other.user)).get(f"/work/claims/{claim.uid}/returned").status_code == 404
