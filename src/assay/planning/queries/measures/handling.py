"""Handling time and throughput, from work days; the interval by how days differ."""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite, defined
from assay.planning.rules.means import per_hour, ratio_of
from assay.work.queries.handling import worked_days


def handling(asked: Asked) -> Mapping[Metric, BySite]:
    """Work days know no market: who sees some markets of a site only is shown none of it."""
    look = asked.look
    if look.markets:
        return {}
    days = worked_days(asked.project.pk, asked.since_on, asked.until_on, sites=look.sites, team=look.team)
    seconds = {site: ratio_of(each) for site, each in days.items()}
    return {
        Metric.HANDLING_TIME: defined(seconds),
        Metric.THROUGHPUT: defined({site: per_hour(each) for site, each in seconds.items()}),
    }
