"""Disputes of the search project's reviews: one error is overturned, one stands, one waits for an arbitrator."""

from datetime import datetime

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.people.models import User
from assay.quality.actions.disputing import decide_dispute, raise_dispute
from assay.quality.enums import DisputeState, ReviewPurpose
from assay.quality.models import Dispute, Review
from assay.quality.queries.disputes import open_to

REASONS = (
    "The query names a size, and the offer has just that size in its list: that is the higher grade.",
    "The brand is spelled as shoppers write it; the guideline says that this is the same brand.",
    "This section of the guideline is newer than my answer.",
)
# Whether the error is overturned, and why; the last dispute waits.
RULINGS = (
    (True, "The size is in the list: the answer was right."),
    (False, "The offer is of another brand with a similar name, so it is one grade lower."),
)


def dispute_search(organisation: Organisation, search: Story) -> None:
    agenda = search.agenda
    search.put(agenda.ago(days=2.2), lambda at: raise_some(organisation, search, at))
    search.put(agenda.ago(days=1.6), lambda at: decide_some(organisation, search, at))


def raise_some(organisation: Organisation, story: Story, at: datetime) -> None:
    """The people themselves, and for somebody of Lisbon Ravi."""
    charged = Review.objects.filter(
        project=story.project, is_correct=False, purpose=ReviewPurpose.SAMPLE
    ).select_related("contributor__user", "contributor__site")
    lisbon = organisation.people["Ana"].site
    ana = organisation.people["Ana"].pk
    reviews = sorted(charged, key=lambda each: (each.n_errors > 1, each.contributor_id != ana, each.pk))
    for review, reason in zip(reviews, REASONS, strict=False):
        assert review.contributor is not None
        is_led = review.contributor.site_id == getattr(lisbon, "pk", None) and reason == REASONS[1]
        by = organisation.users["ravi"] if is_led else review.contributor.user
        raise_dispute(by, review=review, error=review.errors.order_by("pk").first(), reason=reason, now=at)


def decide_some(organisation: Organisation, story: Story, at: datetime) -> None:
    n_open = Dispute.objects.filter(project=story.project, state=DisputeState.OPEN).count()
    for is_overturned, ruling in RULINGS[: max(0, n_open - 1)]:
        found = _first_for(organisation, story)
        if found is not None:
            by, dispute = found
            decide_dispute(by, dispute=dispute, is_overturned=is_overturned, ruling=ruling, now=at)


def _first_for(organisation: Organisation, story: Story) -> tuple[User, Dispute] | None:
    """Ben, or where he had a part in it, Lea."""
    for name in ("ben", "lea"):
        by = organisation.users[name]
        if (dispute := open_to(by, story.project).first()) is not None:
            return by, dispute
    return None
