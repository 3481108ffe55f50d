"""What a claimed task shows."""

from collections.abc import Mapping
from typing import Any  # Content is whatever the label schema says.
from uuid import UUID

from assay.kit.reasons import NotFound, Refused
from assay.work.enums import ClaimState
from assay.work.facts import Worker
from assay.work.models import Claim
from assay.work.rules import reasons


def content_of_claim(worker: Worker, claim: UUID) -> Mapping[str, Any]:
    """The content of the task the worker holds, or held."""
    found = Claim.objects.filter(uid=claim, contributor_id=worker.contributor_id)
    held = found.values_list("state", "task__content").first()
    if held is None:
        raise NotFound
    state, content = held
    if state == ClaimState.WITHDRAWN:
        raise Refused(reasons.WITHDRAWN())
    return dict(content)


def require_version(worker: Worker, claim: UUID, version: UUID) -> None:
    """Refuse an answer to another schema version than the claim's before anything is said of its questions."""
    found = Claim.objects.filter(uid=claim, contributor_id=worker.contributor_id)
    held_under = found.values_list("schema_version__uid", flat=True).first()
    if held_under is None:
        raise NotFound
    if held_under != version:
        raise Refused(reasons.SCHEMA_CHANGED())
