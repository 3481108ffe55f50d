"""Who answers tickets of whom."""

from assay.people.models import Contributor, User
from assay.people.queries.holders import holders_over
from assay.support.models import Ticket
from assay.support.rules.categories import LEVELS


def manned_levels(contributor: Contributor | None, *, without: int) -> dict[str, list[int]]:
    """Level to the people who hold it over this person; the person themselves never counts."""
    found = holders_over(LEVELS, contributor)
    return {
        level: left
        for level in LEVELS
        if (left := [user for user in found.get(level, []) if user != without])
    }


def answering(ticket: Ticket) -> list[int]:
    """Whom a ticket waits for: who took it, else everybody at its level."""
    if ticket.assignee_id is not None:
        return [ticket.assignee_id]
    return manned_levels(ticket.contributor, without=ticket.author_id).get(ticket.level, [])


def role_over(user: User, ticket: Ticket) -> str:
    """In which role somebody answers: the lowest that they hold over the person; an administrator has none of them."""
    levels = manned_levels(ticket.contributor, without=ticket.author_id)
    return next((level for level in LEVELS if user.pk in levels.get(level, [])), "administrator")
