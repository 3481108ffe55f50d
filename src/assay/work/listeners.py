"""What routing does when something below it changes."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.hooks import subscribe
from assay.projects.models import Stage
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.actions.retargeting import retarget


@subscribe("people.contributor_changed")
def contributor_changed(contributor_ids: Sequence[int], now: datetime) -> None:
    refresh_eligibility(now=now, contributor_ids=contributor_ids)


@subscribe("projects.project_changed")
def project_changed(project_id: int, now: datetime) -> None:
    refresh_eligibility(now=now, project_id=project_id)


@subscribe("projects.membership_changed")
def membership_changed(project_id: int, contributor_ids: Sequence[int], now: datetime) -> None:
    refresh_eligibility(now=now, project_id=project_id, contributor_ids=contributor_ids)


@subscribe("projects.overlap_changed")
def overlap_changed(stage: Stage, now: datetime) -> None:
    retarget(stage, now=now)
