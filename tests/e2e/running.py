"""One real demo for all browser tests: PostgreSQL, worker and web server, in a home of its own."""

import contextlib
import os
from collections.abc import Iterator

from assay.config.supervisor import Platform
from assay.demo.seed import seed
from tests.config.postgres.homes import new_home

# What the tests' own processes are set up with must not reach the demo.
NOT_FOR_THE_DEMO = (
    "DATABASE_URL",
    "ASSAY_DB_POOL",
    "ASSAY_FILES",
    "ASSAY_FACTS",
    "ASSAY_STATIC",
    "ASSAY_HOME",
)


@contextlib.contextmanager
def running_demo() -> Iterator[Platform]:
    with new_home() as home:
        platform = Platform(port=0, home=home, is_demo=True, seed=seed)
        try:
            with without(*NOT_FOR_THE_DEMO):
                platform.start()
            yield platform
        finally:
            platform.stop()


@contextlib.contextmanager
def without(*names: str) -> Iterator[None]:
    """Environment variables out of the way while the demo starts; it has copied them by then."""
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
