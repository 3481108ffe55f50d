"""The process average: defective tasks in the samples of lots, first inspections only."""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.queries.measures.asked import Asked, BySite, defined, share
from assay.quality.queries.measured import defects_in


def defects(asked: Asked) -> Mapping[Metric, BySite]:
    found = defects_in(asked.project.pk, asked.look)
    return {Metric.DEFECTS: defined({site: share(k, n) for site, (n, k) in found.items()})}
