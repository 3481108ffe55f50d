"""What planning does when something below it changes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from assay.kit.hooks import subscribe
from assay.planning.actions.pools import hold_outsiders
from assay.planning.queries.pools import kept_for_some, pools_naming, pools_with_rule


@subscribe("people.contributor_changed")
def contributor_changed(contributor_ids: Sequence[int], now: datetime) -> None:
    """Who no longer fits a pool, or fits again. Only of projects where they are members."""
    for project in pools_with_rule(contributor_ids):
        hold_outsiders(project, now=now, contributor_ids=contributor_ids)


@subscribe("projects.membership_changed")
def membership_changed(project_id: int, contributor_ids: Sequence[int], now: datetime) -> None:
    """A new member who is not in the pool is held back from the first moment on."""
    for project in kept_for_some(project_id):
        hold_outsiders(project, now=now, contributor_ids=contributor_ids)


@subscribe("recruiting.segment_changed")
def segment_changed(uid: UUID, now: datetime) -> None:
    """Members who no longer fit the saved segment get no tasks, and who fits now does."""
    for project in pools_naming(uid):
        hold_outsiders(project, now=now)
