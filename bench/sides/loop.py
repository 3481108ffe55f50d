"""Orders as lines of JSON in, answers as lines of JSON out. Standard library only: both environments run it."""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any  # JSON.


def serve(work: dict[str, Callable[..., Any]]) -> None:
    for line in sys.stdin:
        order = json.loads(line)
        answer = work[order.pop("what")](**order)
        print(json.dumps(answer), flush=True)


def seconds(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def peak_mib() -> float:
    """The most memory this process has had; Linux counts in KiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
