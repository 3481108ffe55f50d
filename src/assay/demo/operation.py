"""The example operation from its first day to this moment."""

from datetime import datetime, timedelta

from assay.demo.moderation import run_moderation
from assay.demo.outcome import deliver
from assay.demo.people import found_organisation, pause_somebody, qualify
from assay.demo.search import run_search
from assay.demo.today import work_today

# How long ago the first person was taken on.
AGE = timedelta(days=24)


def run_operation(now: datetime) -> None:
    """Everybody and everything; `now` is the moment at which the demo opens."""
    organisation = found_organisation(now - AGE)
    search = run_search(organisation, now)
    qualify(organisation, now - timedelta(days=12))
    moderation = run_moderation(organisation, now)
    pause_somebody(organisation, now - timedelta(hours=17))
    work_today(organisation, search, now)
    deliver(organisation, search, moderation, now)
