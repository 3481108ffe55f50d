"""Waiting for a job of the server, with its progress shown."""

import time

from assay.cli.client import Json, Server
from assay.cli.outcome import ExitCode, Failed
from assay.cli.output import output

UNFINISHED = {"queued", "running"}
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0


def finished(server: Server, job: Json, what: str) -> Json:
    """The finished job; Failed where it did not end well."""
    pause, shown = FIRST_PAUSE, 0
    with output.progress(what, job["n_total"]) as bar:
        while job["state"] in UNFINISHED:
            time.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 1.5)
            job = server.get(f"/jobs/{job['uid']}")
            bar.of(job["n_total"])
            bar(job["n_done"] - shown)
            shown = job["n_done"]
    if job["state"] != "done":
        why = job["error"] or f"it is {job['state']}"
        raise Failed(
            f"{what} did not end well: {why}", exit_code=ExitCode.REFUSED, code=f"job.{job['state']}"
        )
    return job
