"""What a claimed task shows."""

from collections.abc import Mapping
from typing import Any  # Content is whatever the label schema says.
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.work.facts import Worker
from assay.work.models import Claim


def content_of_claim(worker: Worker, claim: UUID) -> Mapping[str, Any]:
    """The content of the task the worker holds, or held."""
    found = Claim.objects.filter(uid=claim, contributor_id=worker.contributor_id)
    content = found.values_list("task__content", flat=True).first()
    if content is None:
        raise NotFound
    return dict(content)
