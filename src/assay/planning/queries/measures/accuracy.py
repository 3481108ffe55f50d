"""Accuracy by severity, from the client's reviews of random samples, after disputes."""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite, defined, share
from assay.quality.queries.measured import severities_in


def accuracy(asked: Asked) -> Mapping[Metric, BySite]:
    found = severities_in(asked.project.pk, asked.look)
    return {
        Metric.ACCURACY_CRITICAL: defined(
            {site: share(each.n_without_critical, each.n) for site, each in found.items()}
        ),
        Metric.ACCURACY_MAJOR: defined(
            {site: share(each.n_without_major, each.n) for site, each in found.items()}
        ),
        Metric.ACCURACY_MINOR: defined(
            {site: share(each.n_without_error, each.n) for site, each in found.items()}
        ),
    }
