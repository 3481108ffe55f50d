"""The example operation from its first day to this moment."""

from datetime import datetime, timedelta

from assay.demo.people import found_organisation, pause_somebody
from assay.demo.search import run_search

# How long ago the first person was taken on.
AGE = timedelta(days=24)


def run_operation(now: datetime) -> None:
    """Everybody and everything; `now` is the moment at which the demo opens."""
    organisation = found_organisation(now - AGE)
    run_search(organisation, now)
    pause_somebody(organisation, now - timedelta(days=2))
