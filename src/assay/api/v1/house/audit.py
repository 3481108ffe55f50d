"""The audit trail: whether nothing in it was changed."""

from django.http import HttpRequest
from ninja import Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.v1.house.jobs import JobOut, job_out
from assay.kit import jobs
from assay.kit.clock import now
from assay.kit.keeping import VERIFY
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission

router = Router(tags=["house"])


@router.post("/audit/verifications", response={202: JobOut}, operation_id="audit_verify")
@starts
def verify(request: HttpRequest) -> JobOut:
    """Recompute the chain from its first block; the job's result says whether it is intact."""
    user = person_of(request)
    require_everywhere(user, Permission.ADMINISTER)
    return job_out(jobs.start(user, kind=VERIFY, key=VERIFY, now=now()))
