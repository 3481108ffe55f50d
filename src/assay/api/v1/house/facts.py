"""Facts: judgments and labels as Parquet, for analysis beside the platform."""

from django.http import HttpRequest
from ninja import Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.v1.house.jobs import JobOut, job_out
from assay.insight.actions.facts import start_snapshot
from assay.insight.actions.verifying import start_verification
from assay.kit.clock import now

router = Router(tags=["house"])


@router.post("/facts/snapshots", response={202: JobOut}, operation_id="facts_snapshot")
@starts
def snapshot(request: HttpRequest) -> JobOut:
    """Write what is new since the last snapshot; the job's result counts it, per source."""
    return job_out(start_snapshot(person_of(request), now=now()))


@router.post("/facts/verifications", response={202: JobOut}, operation_id="facts_verify")
@starts
def verify(request: HttpRequest) -> JobOut:
    """Compare files and counts with the database; the job's result says whether they agree."""
    return job_out(start_verification(person_of(request), now=now()))
