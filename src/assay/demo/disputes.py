"""Disputes of the listings' reviews: one error is overturned, one stands, one waits for an arbitrator."""

from datetime import datetime

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.people.models import User
from assay.quality.actions.disputing import decide_dispute, raise_dispute
from assay.quality.enums import ReviewPurpose
from assay.quality.models import Dispute, Review
from assay.quality.queries.disputes import open_to

REASONS = (
    "The seller's own photo shows the certificate; section two says that this is enough.",
    "The title names the brand, but the product is the seller's own: that is what I answered.",
    "This rule is newer than my answer.",
)
# Who of them decides, whether the error is overturned, and why; the last one waits.
RULINGS = (
    (True, "The certificate can be read in the second picture: the answer was right."),
    (False, "The brand stands on the product, too, so this listing falls under counterfeits."),
)


def dispute_listings(organisation: Organisation, moderation: Story) -> None:
    agenda = moderation.agenda
    moderation.put(agenda.ago(days=3, hours=2), lambda at: raise_some(organisation, moderation, at))
    moderation.put(agenda.ago(days=2, hours=1), lambda at: decide_some(organisation, moderation, at))


def raise_some(organisation: Organisation, story: Story, at: datetime) -> None:
    """The people themselves, and for somebody of Lisbon Ravi."""
    charged = Review.objects.filter(
        project=story.project, is_correct=False, purpose=ReviewPurpose.SAMPLE
    ).select_related("contributor__user", "contributor__site")
    lisbon = organisation.people["Ana"].site
    reviews = sorted(
        charged, key=lambda each: (each.contributor_id != organisation.people["Ana"].pk, each.pk)
    )
    for review, reason in zip(reviews, REASONS, strict=False):
        assert review.contributor is not None
        is_led = review.contributor.site_id == getattr(lisbon, "pk", None) and reason == REASONS[1]
        by = organisation.users["ravi"] if is_led else review.contributor.user
        raise_dispute(by, review=review, error=review.errors.first(), reason=reason, now=at)


def decide_some(organisation: Organisation, story: Story, at: datetime) -> None:
    for is_overturned, ruling in RULINGS:
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
