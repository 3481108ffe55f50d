"""Pages of disputes: raised by the person, decided blind one after the other, and nothing of it seen by strangers."""

import pytest
from django.urls import reverse

from assay.people.enums import Role
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import DisputeState, ReviewVerdict
from assay.quality.models import Dispute, Review
from tests.quality.review_world import waiting
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, somebody, statuses, text
from tests.work.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return waiting(n_tasks=3, n_people=1)[0]


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


@pytest.fixture
def reviews(world: World, cast: Cast) -> list[Review]:
    """Lea reviewed all of it a moment ago: two errors, and nothing to object to in the last."""
    from assay.kit.clock import now
    from assay.quality.models import ReviewItem

    rejected = Decision(
        ReviewVerdict.REJECTED, errors=[Charge("instructions")], comment="Look at section two."
    )
    decisions = [rejected, rejected, Decision(ReviewVerdict.ACCEPTED)]
    items = ReviewItem.objects.order_by("pk")
    return [
        decide(cast.lea, item=item, decision=decision, now=now())
        for item, decision in zip(items, decisions, strict=True)
    ]


def raised(world: World, review: Review) -> Dispute:
    ana = signed_in(world.people[0].user)
    error = review.errors.get()
    ana.post(
        address("dispute-raise", review.uid), {"error": str(error.uid), "reason": "Section three says so."}
    )
    return Dispute.objects.get(review=review)


def test_who_may_open_what(world: World, cast: Cast, reviews: list[Review]) -> None:
    dispute, uid = raised(world, reviews[0]), world.project.uid

    assert statuses(cast, address("disputes", uid)) == {
        "nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 302, "zoe": 404,
    }  # fmt: skip
    assert statuses(cast, address("dispute", dispute.uid)) == {
        "nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 403, "zoe": 404,
    }  # fmt: skip
    assert statuses(cast, address("site-disputes", uid)) == {
        "nobody": 302, "lea": 404, "ben": 404, "rita": 404, "ravi": 200, "zoe": 404,
    }  # fmt: skip
    assert statuses(cast, reverse("own-disputes"))["ben"] == 404


def test_the_person_reads_what_was_charged_disputes_it_and_reads_the_ruling(
    world: World, cast: Cast, reviews: list[Review]
) -> None:
    ana = signed_in(world.people[0].user)
    before = text(ana, reverse("own-disputes"))
    dispute = raised(world, reviews[0])
    waiting_page = text(ana, reverse("own-disputes"))
    signed_in(cast.ben).post(
        address("dispute", dispute.uid), {"ruled": "overturned", "ruling": "Section three says so."}
    )
    after = text(ana, reverse("own-disputes"))

    accepted = reviews[2].judgment.task.external_id
    assert ("Guideline not followed" in before, "Look at section two." in before, f">{accepted}" in before) == (
        True, True, False,
    )  # fmt: skip
    assert (before.count("Send the dispute"), waiting_page.count("Send the dispute")) == (2, 1)
    assert ("Overturned" in after, "Ruling:" in after, "Lea" in before) == (True, True, False)
    # One reads what was asked beside what is charged, and what counts by now.
    assert ("What was shown" in before, reviews[0].judgment.task.content["text"] in before) == (True, True)


def test_the_arbitrator_sees_neither_who_judged_nor_who_reviewed_and_goes_on_to_the_next(
    world: World, cast: Cast, reviews: list[Review]
) -> None:
    first, second = raised(world, reviews[0]), raised(world, reviews[1])
    ben = signed_in(cast.ben)
    where = ben.post(address("dispute-next", world.project.uid)).headers["Location"]
    page = text(ben, where)

    then = ben.post(where, {"ruled": "upheld", "ruling": "It is one."}).headers["Location"]
    last = ben.post(then, {"ruled": "overturned", "ruling": "It is none."}).headers["Location"]

    assert [each for each in ("Lea", ">p0<", "Person 0") if each in page] == []
    assert ("Section three says so." in page, "Look at section two." in page) == (True, True)
    assert all(f'data-key="{key}"' in page for key in ("u", "o", "Enter"))
    assert (where, then) == (address("dispute", first.uid), address("dispute", second.uid))
    assert last == address("disputes", world.project.uid)
    assert [each.state for each in Dispute.objects.order_by("pk")] == [
        DisputeState.UPHELD, DisputeState.OVERTURNED,
    ]  # fmt: skip
    figures = text(ben, f"{last}?state=reviewers")
    assert ("Lea" in figures, "After disputes" in figures) == (True, True)


def test_what_was_typed_is_kept_when_it_is_refused(world: World, cast: Cast, reviews: list[Review]) -> None:
    said = signed_in(cast.ben).post(
        address("dispute", raised(world, reviews[0]).uid), {"ruling": "I think so."}
    )

    assert said.status_code == 422
    assert "Choose whether the error stands" in said.content.decode()
    assert "I think so." in said.content.decode()


def test_the_reviewer_does_not_decide(world: World, cast: Cast, reviews: list[Review]) -> None:
    dispute, lea = raised(world, reviews[0]), signed_in(cast.lea)

    page = text(lea, address("dispute", dispute.uid))
    said = lea.post(address("dispute", dispute.uid), {"ruled": "upheld", "ruling": "I was right."})

    assert ("You reviewed this yourself" in page, 'name="ruled"' in page) == (True, False)
    assert (said.status_code, Dispute.objects.get().state) == (403, DisputeState.OPEN)


def test_a_site_lead_disputes_for_the_own_people_and_no_others(
    world: World, cast: Cast, reviews: list[Review]
) -> None:
    ravi, other = (
        signed_in(cast.ravi),
        somebody("Rosa", world.project.created_at, role=Role.SITE_LEAD, vendor=None, site=site()),
    )
    where = address("dispute-raise", reviews[0].uid)
    asked = {"error": str(reviews[0].errors.get().uid), "reason": "The section is new."}

    assert signed_in(other).post(where, asked).status_code == 404
    page = text(ravi, address("site-disputes", world.project.uid))
    assert ("p0" in page, reviews[0].judgment.task.content["text"] in page) == (True, True)
    assert ravi.post(where, asked).headers["Location"] == address("site-disputes", world.project.uid)
    assert Dispute.objects.get().raised_by == cast.ravi


def site() -> object:
    from assay.kit.clock import now
    from assay.people.models import Site, Vendor

    return Site.objects.create(vendor=Vendor.objects.create(name="Other", created_at=now()), name="Porto")


def test_the_lists_ask_as_often_for_two_as_for_one(world: World, cast: Cast, reviews: list[Review]) -> None:
    raised(world, reviews[0])
    ben, ana = signed_in(cast.ben), signed_in(world.people[0].user)
    where = address("disputes", world.project.uid)
    for_one = n_queries(ben, where)
    raised(world, reviews[1])

    assert n_queries(ben, where) == for_one
    assert n_queries(ana, reverse("own-disputes")) < 25
