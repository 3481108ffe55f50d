"""What training does when something below it changes: who works where decides what they have to sign."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.hooks import subscribe
from assay.training.actions.enforcing import enforce


@subscribe("people.contributor_changed")
def contributor_changed(contributor_ids: Sequence[int], now: datetime) -> None:
    enforce(now=now, contributor_ids=contributor_ids)


@subscribe("projects.membership_changed")
def membership_changed(project_id: int, contributor_ids: Sequence[int], now: datetime) -> None:
    enforce(now=now, project_id=project_id, contributor_ids=contributor_ids)
