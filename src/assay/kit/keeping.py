"""What kit itself does as jobs: the audit trail is verified, answers to old requests are forgotten."""

from dataclasses import asdict
from datetime import datetime

from assay.kit import chain, idempotency
from assay.kit.jobs import RunningJob, every_minute, job

VERIFY = "kit.verify_audit"


@job(VERIFY)
def verify_audit(running: RunningJob) -> None:
    verdict = chain.verify()
    running.finish_with({"is_intact": verdict.is_intact, **asdict(verdict)})


@every_minute
def forget_old_requests(now: datetime) -> None:
    idempotency.forget_old(now=now)
