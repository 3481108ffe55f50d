"""What money does by itself."""

from assay.kit.jobs import RunningJob, job
from assay.money.actions.closing import CLOSE, seal


@job(CLOSE, resumes=True)
def close_period(running: RunningJob) -> None:
    """A month is sealed; a killed one goes on from its cursor."""
    seal(running)
