"""Gold accuracy: right judgments of gold tasks."""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite, defined, share
from assay.quality.queries.measured import gold_in


def gold_accuracy(asked: Asked) -> Mapping[Metric, BySite]:
    found = gold_in(asked.project.pk, asked.look)
    return {Metric.GOLD_ACCURACY: defined({site: share(k, n) for site, (n, k) in found.items()})}
