"""Whose calendar an address shows."""

from assay.kit.reasons import NotFound
from assay.people.models import CalendarFeed, User
from assay.people.queries.tokens import digest


def feed_of(user: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()


def owner_of_feed(secret: str) -> User:
    """Active people only; an address that was revoked is not there."""
    found = CalendarFeed.objects.filter(sha256=digest(secret), revoked_at=None, user__is_active=True)
    feed = found.select_related("user").first()
    if feed is None:
        raise NotFound
    return feed.user
